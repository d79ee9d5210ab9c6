import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Ports } from '../office/ports.ts'

const daysKept = 30

/** The technical log: one JSON line each, one file a day in `<dataDir>/log`, a month of them. No personal data. */
export function openLog(dataDir: string): Ports['log'] {
  const folder = join(dataDir, 'log')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const old = readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .slice(0, -daysKept)
  for (const name of old) rmSync(join(folder, name), { force: true })
  return (line) => {
    const at = new Date().toISOString()
    try {
      appendFileSync(join(folder, `${at.slice(0, 10)}.jsonl`), `${JSON.stringify({ at, ...line })}\n`)
    } catch {
      // A full disk must not stop the counter for the sake of its log.
    }
  }
}
