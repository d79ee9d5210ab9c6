import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { CityStore, Rows, StoreKind } from '../store.ts'
import { checkRows } from './check-rows.ts'
import { journalRows } from './journal-rows.ts'
import { sqliteBackup } from './backup.ts'
import { databaseFile, openReader, openWriter } from './open.ts'
import { officeRows } from './office-rows.ts'
import type { Connection } from './open.ts'
import { overlapRows } from './overlap-rows.ts'
import { rollupRows } from './rollup-rows.ts'
import { signInRows } from './sign-in-rows.ts'
import { trustRows } from './trust-rows.ts'
import { workRows } from './work-rows.ts'

/** The embedded store: one SQLite file in the folder. */
export const sqliteStore: StoreKind = { name: 'sqlite', open: openSqliteStore, backup: sqliteBackup }

async function openSqliteStore(folder: string): Promise<CityStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(folder, databaseFile)
  const writer = openWriter(file)
  const reader = openReader(file)
  const writing = rowsOf(writer)
  const reading = rowsOf(reader)
  let queue: Promise<unknown> = Promise.resolve()

  const transaction = async <T>(work: (rows: Rows) => Promise<T>): Promise<T> => {
    writer.exec('BEGIN IMMEDIATE')
    try {
      const result = await work(writing)
      writer.exec('COMMIT')
      return result
    } catch (error) {
      if (writer.inTransaction) writer.exec('ROLLBACK')
      throw error
    }
  }
  return {
    write(work) {
      const turn = queue.then(() => transaction(work))
      queue = turn.catch(() => undefined)
      return turn
    },
    read: (work) => work(reading),
    async close() {
      await queue
      reader.close()
      writer.close()
    },
  }
}

function rowsOf(db: Connection): Rows {
  return {
    ...officeRows(db),
    ...journalRows(db),
    ...checkRows(db),
    ...trustRows(db),
    ...workRows(db),
    ...rollupRows(db),
    ...overlapRows(db),
    ...signInRows(db),
  }
}
