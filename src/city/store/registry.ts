import { postgresStore } from './postgres/store.ts'
import { sqliteStore } from './sqlite/store.ts'
import type { StoreKind } from './store.ts'

/** The kinds of store a city server can be run on; the first is the default. One folder and one line each. */
export const storeKinds: readonly [StoreKind, ...StoreKind[]] = [sqliteStore, postgresStore]
