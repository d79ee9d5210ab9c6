import type { ReceiptKey } from '../../src/contract/sync/base.ts'
import type { Rows, CityStore } from '../../src/city/store/store.ts'
import type { SyncJournal } from '../../src/office/sync/types.ts'
import type { Handle } from './psp-city.ts'
import type { DiskAccess, Written } from './psp-disk.ts'

/** Where a defect of the city may sit. */
export type CityFaults = {
  handle(handle: Handle): Handle
  rows(rows: Rows): Rows
  write<T>(store: CityStore, work: (rows: Rows) => Promise<T>): Promise<T>
  /** Its operator does not say that it came back from a backup. */
  readonly restoresQuietly: boolean
}

/** Where a defect of a PC may sit. */
export type DeskFaults = {
  fetch(travel: typeof fetch, access: () => DiskAccess): typeof fetch
  journal(journal: SyncJournal, access: DiskAccess): SyncJournal
  receiptKeys(pinned: readonly ReceiptKey[]): readonly ReceiptKey[]
  sayAgain(written: Written): Written
}

export type Protocol = CityFaults & DeskFaults

/** The protocol as it is. */
export const sound: Protocol = {
  handle: (handle) => handle,
  rows: (rows) => rows,
  write: (store, work) => store.write(work),
  restoresQuietly: false,
  fetch: (travel) => travel,
  journal: (journal) => journal,
  receiptKeys: (pinned) => pinned,
  sayAgain: (written) => written,
}
