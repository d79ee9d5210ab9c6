import { crc32 } from 'node:zlib'
import { statement } from './session.ts'

/**
 * The spaces of the store's advisory locks. They are held until the end of a transaction and taken in this order as far
 * as that is known beforehand; where two meet crosswise PostgreSQL undoes one, which is then tried again.
 */
export const lockSpaces = {
  absent: 1_347_637_249,
  ward: 1_347_637_250,
  city: 1_347_637_251,
  checks: 1_347_637_252,
}
export type LockSpace = keyof typeof lockSpaces

/** One lock. Two names with the same number share it: they then wait for each other, nothing worse. */
export type Lock = { readonly space: LockSpace; readonly name: string }

/** Takes a lock until the transaction ends. What is read by the next statement is what its last holder committed. */
export const takeLock = statement('SELECT pg_advisory_xact_lock($1, $2)')

/** The two numbers of a lock. */
export function lockNumbers({ space, name }: Lock): [number, number] {
  return [lockSpaces[space], crc32(name) | 0]
}
