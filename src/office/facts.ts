import { composedOnce } from './database/composed.ts'
import { sql, type Reader, type Transactor } from './database/store.ts'

/** What this installation is. Set when the office is established, `letters` again when it is enrolled. */
export type OfficeFacts = {
  readonly wardCode: string
  readonly wardName: string
  readonly parentName: string
  readonly training: boolean
  /** Letters of this PC in the numbers it gives out. */
  readonly letters: string
}

/** The letters of a PC no city has given any; `Z` is never given by a city server to the first PCs of a ward. */
export const unenrolledLetters = 'Z'

const metaOf = composedOnce(({ name }: { name: string }) =>
  sql.selectFrom('meta').select('value').where('name', '=', name),
)

/** Reads one JSON fact of the `meta` table; undefined when it was never set. */
export function readMeta<Value>(reader: Reader, name: string): Value | undefined {
  const row = reader.first(metaOf({ name }))
  // Written by `writeMeta` with the same name and type only.
  return row ? (JSON.parse(row.value) as Value) : undefined
}

/** Sets one JSON fact. */
export function writeMeta(tx: Transactor, name: string, value: unknown): void {
  const text = JSON.stringify(value)
  tx.run(
    sql
      .insertInto('meta')
      .values({ name, value: text })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text })),
  )
}

/** Reads one secret (a key, a signed list). */
export function readSecret(reader: Reader, name: string): Buffer | undefined {
  return reader.first(sql.selectFrom('secret').select('value').where('name', '=', name))?.value
}

/** Sets one secret. */
export function writeSecret(tx: Transactor, name: string, value: Uint8Array): void {
  const bytes = Buffer.from(value)
  tx.run(
    sql
      .insertInto('secret')
      .values({ name, value: bytes })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: bytes })),
  )
}

/** Forgets one secret. */
export function dropSecret(tx: Transactor, name: string): void {
  tx.run(sql.deleteFrom('secret').where('name', '=', name))
}
