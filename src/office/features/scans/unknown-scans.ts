import { sql, type Store } from '../../database/store.ts'
import { maskedHex } from '../../scanning/masked-bytes.ts'

/** How many are kept: enough to report a new kind of card, too few to be a second register of people. */
const keptScans = 200

/** Keeps a text that nothing recognised, for the administrator; the oldest go. */
export function keepUnknownScan(store: Store, scan: { at: string; source: string; text: string }): void {
  store.transact((tx) => {
    tx.run(sql.insertInto('unknown_scan').values({ id: null, ...scan }))
    const newest = tx.first(sql.selectFrom('unknown_scan').select(({ fn }) => fn.max('id').as('id')))?.id ?? 0
    tx.run(sql.deleteFrom('unknown_scan').where('id', '<=', newest - keptScans))
  })
}

/** What is kept, newest first, each with a form in which nobody can be recognised. */
export function unknownScans(store: Store) {
  const rows = store.all(sql.selectFrom('unknown_scan').selectAll().orderBy('id', 'desc'))
  return rows.map(({ id, at, source, text }) => ({
    id: id ?? 0,
    at,
    source,
    text,
    masked: maskedHex(new TextEncoder().encode(text), 'text'),
  }))
}

/** Deletes one, or all; answers how many there were. */
export function deleteUnknownScans(store: Store, id?: number): number {
  const all = sql.deleteFrom('unknown_scan')
  return store.transact((tx) => tx.run(id === undefined ? all : all.where('id', '=', id)).changes)
}
