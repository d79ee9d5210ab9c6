import type { PaperSize } from '../domain/printing/sheet-kinds.ts'

/** What a shell (Electron, web, cli, a test) supplies to the office. The office asks for nothing else. */
export type Ports = {
  /** Folder of this installation: database, key slots, spool, printed training sheets. */
  readonly dataDir: string
  readonly clock: Clock
  readonly printer: Printer
  readonly secrets: Secrets
  /** A training office is watermarked on screen and paper and keeps to its own folder and keys. */
  readonly training: boolean
  /** One structured line of the technical log; never carries personal data. */
  readonly log: (line: LogLine) => void
  /** Version of the application, as in package.json. */
  readonly version: string
  /** Which shell this is; shown on the about page and in the self-test. */
  readonly shell: 'electron' | 'web' | 'cli' | 'test'
}

export type LogLine = { readonly level: 'info' | 'warn' | 'error'; readonly what: string } & Readonly<
  Record<string, string | number | boolean | null>
>

export type Clock = {
  /** What the PC believes, milliseconds since 1970 UTC; may jump. */
  now(): number
  /** Milliseconds since some moment of this boot; never jumps. */
  monotonic(): number
  /** Changes with every boot of the PC (or every process, where the boot cannot be told). */
  readonly boot: string
}

export type PrintJob = {
  readonly pdf: Uint8Array
  /** Shown in the spooler's queue; must not carry a person's name. */
  readonly title: string
  readonly copies: number
  /** Null means the printer the shell considers default. */
  readonly printer: string | null
  /** The paper it needs, where somebody has said so; else what the printer has. */
  readonly paper?: PaperSize
}

export type PrinterInfo = { readonly name: string; readonly isDefault: boolean }

export type Printer = {
  list(): Promise<readonly PrinterInfo[]>
  /**
   * Hands the job to the spooler. `spooled` means accepted by the spooler, not on paper.
   * `where` says in a few words where it went: the printer's name, or the folder of the training printer.
   */
  print(job: PrintJob): Promise<
    | {
        readonly outcome: 'spooled'
        readonly where: string
        /** The spooler's name of the job; absent where it does not tell more than that it took the job. */
        readonly ticket?: string
      }
    | { readonly outcome: 'no-printer' | 'failed'; readonly detail: string }
  >
  /**
   * How a job stands at the spooler. `stopped`: the queue needs a person; `gone`: cancelled, failed or forgotten.
   * Absent where there are no tickets.
   */
  follow?(ticket: string): Promise<'waiting' | 'stopped' | 'printed' | 'gone'>
  /** Takes what is left of a job back from the spooler; nothing happens when it is over. */
  takeBack?(ticket: string): Promise<void>
}

/** A convenience store of the operating system (DPAPI, keychain); null where there is none to trust. */
export type Secrets = {
  wrap(secret: Uint8Array): Promise<Uint8Array | null>
  unwrap(wrapped: Uint8Array): Promise<Uint8Array | null>
}
