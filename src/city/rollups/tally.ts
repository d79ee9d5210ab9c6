import type { RollupRow } from '../store/rollup-rows.ts'
import { type Result, results } from './results.ts'

/** How often each result was reached, for each value of what is told apart by. */
export function tally<Key extends string | number>(
  rows: readonly RollupRow[],
  keyOf: (row: RollupRow) => Key,
): Map<Key, Readonly<Record<Result, number>>> {
  const none = Object.fromEntries(results.map((result) => [result, 0])) as Record<Result, number> // its keys are the list
  const found = new Map<Key, Record<Result, number>>()
  for (const row of rows) {
    const result = results.find((one) => one === row.result)
    if (result === undefined) continue
    const counts = found.get(keyOf(row)) ?? { ...none }
    counts[result] += row.count
    found.set(keyOf(row), counts)
  }
  return found
}
