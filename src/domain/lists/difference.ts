import { comparable, personKey, type RowValues } from './row-values.ts'

/** A person or household whose values changed between two submissions of a list. */
export type ChangedRow<Row> = {
  readonly before: Row
  readonly after: Row
  /** Fields that differ, in the order of their names. */
  readonly fields: readonly string[]
}

/** What a later submission of a list changes; everything else is as it was. */
export type ListDifference<Row> = {
  readonly added: readonly Row[]
  readonly removed: readonly Row[]
  readonly changed: readonly ChangedRow<Row>[]
  readonly unchanged: number
}

/**
 * Compares two submissions of a list. People are found again by the number of their paper, then by name and birth date
 * (a corrected number is a change and not another person); order and spelling do not matter.
 */
export function differenceOf<Row extends { readonly values: RowValues }>(
  before: readonly Row[],
  after: readonly Row[],
): ListDifference<Row> {
  const pairs: (readonly [Row, Row])[] = []
  const byNumber = pair(before, after, ({ values }) => values['idNumber'] ?? null, pairs)
  const { removed, added } = pair(byNumber.removed, byNumber.added, ({ values }) => personKey(values), pairs)
  const changed = pairs.flatMap(([one, other]) => {
    const fields = differingFields(one.values, other.values)
    return fields.length === 0 ? [] : [{ before: one, after: other, fields }]
  })
  return { added, removed, changed, unchanged: pairs.length - changed.length }
}

/** Pairs rows with the same key, each once, and returns those left over on both sides. */
function pair<Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string | null,
  pairs: (readonly [Row, Row])[],
): { removed: Row[]; added: Row[] } {
  const waiting = new Map<string, Row[]>()
  for (const row of before) {
    const key = keyOf(row)
    if (key !== null) waiting.set(key, [...(waiting.get(key) ?? []), row])
  }
  const found = new Set<Row>()
  const added: Row[] = []
  for (const row of after) {
    const same = waiting.get(keyOf(row) ?? '')?.shift()
    if (same === undefined) added.push(row)
    else {
      found.add(same)
      pairs.push([same, row])
    }
  }
  return { removed: before.filter((row) => !found.has(row)), added }
}

function differingFields(one: RowValues, other: RowValues): string[] {
  const fields = new Set([...Object.keys(one), ...Object.keys(other)])
  return [...fields].filter((field) => comparable(one[field] ?? '') !== comparable(other[field] ?? '')).sort()
}
