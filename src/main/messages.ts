import type { LogLine, PrinterInfo, PrintJob } from '../office/ports.ts'

/** One request to the office as it crosses the process border. */
export type OfficeRequest = {
  readonly method: string
  /** Path and query, beginning with `/api`. */
  readonly path: string
  readonly headers: readonly (readonly [string, string])[]
  readonly bytes: Uint8Array
}

/** The office's answer as it crosses the process border. */
export type OfficeResponse = {
  readonly status: number
  readonly headers: readonly (readonly [string, string])[]
  readonly bytes: Uint8Array
}

/** What the office process must know before it opens. */
export type Opening = { readonly dataDir: string; readonly training: boolean; readonly version: string }

/** An account of the training office, shown to whoever starts it. */
export type Account = {
  readonly role: string
  readonly user: string
  readonly password: string
  readonly pin: string | null
}

/** What only Electron can do for the office. */
export type Wish =
  | { readonly what: 'printers' }
  | { readonly what: 'print'; readonly job: PrintJob }
  | { readonly what: 'wrap' | 'unwrap'; readonly bytes: Uint8Array }

/** The answer to each wish. */
export type Fulfilled =
  | { readonly what: 'printers'; readonly printers: readonly PrinterInfo[] }
  | { readonly what: 'print'; readonly outcome: 'spooled'; readonly where: string }
  | { readonly what: 'print'; readonly outcome: 'no-printer' | 'failed'; readonly detail: string }
  | { readonly what: 'wrap'; readonly bytes: Uint8Array | null }
  | { readonly what: 'unwrap'; readonly bytes: Uint8Array | null }

/** What main sends to the office process. */
export type ToOffice =
  | { readonly kind: 'open'; readonly opening: Opening }
  | { readonly kind: 'request'; readonly id: number; readonly request: OfficeRequest }
  | { readonly kind: 'fulfilled'; readonly id: number; readonly fulfilled: Fulfilled }
  /** The one port of this message leads to the process. */
  | { readonly kind: 'helper-started'; readonly helper: HelperName; readonly id: number }
  | { readonly kind: 'helper-ended'; readonly helper: HelperName; readonly id: number; readonly how: string }
  | { readonly kind: 'close' }

/** What the office process sends to main. */
export type FromOffice =
  | { readonly kind: 'ready'; readonly accounts: readonly Account[] }
  | { readonly kind: 'response'; readonly id: number; readonly response: OfficeResponse }
  | { readonly kind: 'wish'; readonly id: number; readonly wish: Wish }
  | { readonly kind: 'changes'; readonly topics: readonly string[] }
  /** A process for drivers is wanted, or no longer wanted; the office numbers those of a kind. */
  | { readonly kind: 'start-helper' | 'end-helper'; readonly helper: HelperName; readonly id: number }
  | { readonly kind: 'log'; readonly line: LogLine }

/** Processes that hold drivers which may crash or hang: of readers, and of key tokens. */
export type HelperName = 'readers' | 'signing' | 'lists'
