import type { HelperProcess } from '../../helper-process.ts'
import type { Reader, Scan } from '../sources.ts'

/** What the office asks of the reader process. `ask` numbers the question, `handle` an open reader. */
export type ToReaders =
  | { readonly ask: number; readonly what: 'find'; readonly source: string }
  | { readonly ask: number; readonly what: 'open'; readonly reader: Reader; readonly handle: number }
  | { readonly ask: number; readonly what: 'close'; readonly handle: number }

/** What the reader process tells. Answers carry `ask`; what open readers do carries `handle`. */
export type FromReaders =
  | { readonly ask: number; readonly readers: readonly Reader[] }
  | { readonly ask: number; readonly error: { readonly message: string; readonly code: string | null } }
  | { readonly handle: number; readonly raw: Uint8Array }
  | { readonly handle: number; readonly scan: Scan }
  | { readonly handle: number; readonly gone: string }

/** The reader process as a shell holds it. */
export type ReaderProcess = HelperProcess<ToReaders, FromReaders>

/** Starts a reader process. Supplied by a shell whose processes are not Node's (Electron). */
export type StartReaderProcess = () => ReaderProcess
