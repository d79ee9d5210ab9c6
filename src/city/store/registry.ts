import { isPostgresAddress } from './postgres/address.ts'
import { postgresBackup } from './postgres/backup.ts'
import { postgresStore } from './postgres/store.ts'
import { sqliteStore } from './sqlite/store.ts'
import type { StoreKind } from './store.ts'

/** The kinds of store a city server can be run on; the first is the default. One folder and one line each. */
export const storeKinds: readonly [StoreKind, ...StoreKind[]] = [sqliteStore, postgresStore]

/**
 * The kind of store for a database's address, opened there whatever folder the city lives in. Throws for an address
 * that is none of PostgreSQL, without repeating it: there may be a password in it.
 */
export function storeAt(address: string): StoreKind {
  if (!isPostgresAddress(address))
    throw new Error('the address of the database must begin with postgresql:// (DATABASE_URL)')
  return {
    name: postgresStore.name,
    open: () => postgresStore.open(address),
    backup: {
      write: (_folder, file) => postgresBackup.write(address, file),
      read: (file) => postgresBackup.read(file, address),
    },
  }
}
