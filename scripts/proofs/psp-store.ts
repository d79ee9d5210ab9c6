import { join } from 'node:path'
import { databaseFile, openWriter } from '../../src/city/store/sqlite/open.ts'
import { sqliteStore } from '../../src/city/store/sqlite/store.ts'
import type { StoreKind } from '../../src/city/store/store.ts'

/** Everything a city's database holds: the rows of every table, in the order of their keys. */
export type Contents = Readonly<Record<string, unknown[]>>

/**
 * The city's real store with its two connections kept open from story to story: opening a file and preparing its
 * statements takes longer than all else a story does. A power cut is a rollback all the same, and only memory is lost.
 */
export type KeptStore = {
  /** Opens to the connections that are open already; closing leaves them open. */
  readonly kind: StoreKind
  contents(): Contents
  /** Puts other contents in the place of the present ones. */
  put(contents: Contents): void
  close(): Promise<void>
}

/** Keeps the store of a city's folder open. */
export async function keepStore(folder: string): Promise<KeptStore> {
  const store = await sqliteStore.open(folder)
  const other = openWriter(join(folder, databaseFile))
  other.pragma('foreign_keys = OFF')
  other.pragma('secure_delete = OFF')
  // Nothing in the city deletes lines or audit rows; a story that begins with none of them must.
  other.exec('DROP TRIGGER line_is_kept; DROP TRIGGER audit_is_kept')
  const names = other.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all()
  const tables = names.map((name) => {
    const columns = other.prepare(`SELECT * FROM ${name}`).columns()
    const values = columns.map(() => '?').join(', ')
    const order = columns.slice(0, 3).map((_, index) => index + 1)
    return {
      name,
      all: other.prepare(`SELECT * FROM ${name} ORDER BY ${order.join(', ')}`),
      clear: other.prepare(`DELETE FROM ${name}`),
      add: other.prepare(`INSERT INTO ${name} VALUES (${values})`),
    }
  })
  const contents = () => Object.fromEntries(tables.map(({ name, all }) => [name, all.all()]))
  const put = other.transaction((wanted: Contents) => {
    for (const { name, clear, add } of tables) {
      clear.run()
      // As `contents` has read them: objects with the columns in their order.
      for (const row of wanted[name] ?? []) add.run(Object.values(row as object))
    }
  })
  return {
    kind: { name: 'sqlite', open: async () => ({ ...store, close: async () => undefined }) },
    contents,
    put: (wanted) => put.immediate(wanted),
    async close() {
      other.close()
      await store.close()
    },
  }
}
