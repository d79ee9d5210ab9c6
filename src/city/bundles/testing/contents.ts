import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** What a running city keeps of streams, lines, feed, verdicts, receipts, cases and keys: every row, to be compared. */
export function contentsOf(dataDir: string): Readonly<Record<string, unknown[]>> {
  const database = new DatabaseSync(join(dataDir, 'city.sqlite'), { readOnly: true })
  try {
    const rows = (table: string) => database.prepare(`SELECT * FROM ${table} ORDER BY 1, 2, 3`).all()
    const tables = ['stream', 'line', 'feed', 'receipt', 'subject', 'subject_key', 'ward']
    return Object.fromEntries(tables.map((table) => [table, rows(table)]))
  } finally {
    database.close()
  }
}
