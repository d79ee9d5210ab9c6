import type { ScanRead } from '../../domain/identity/recognised.ts'

/** One scan: `{bytes, text | damage, symbology | null, source, at}`. `at` is milliseconds of the office clock. */
export interface Scan extends ScanRead {
  readonly bytes: Uint8Array
  readonly source: string
  readonly at: number
  /** What stood behind the data, where the source can tell. */
  readonly suffix?: ScanSuffix
}

/** What a reader sends to end a scan. */
export type ScanSuffix = 'none' | 'cr' | 'lf' | 'crlf' | 'tab'

/** A reader that is plugged in. `id` is only good until it is unplugged: the path changes with every plugging. */
export interface Reader {
  readonly source: string
  readonly id: string
  readonly label: string
  readonly vendorId: number | null
  readonly productId: number | null
  readonly serialNumber?: string | null
  /** True for a device that may be anything else: opened only after somebody said that it is a reader. */
  readonly isChoice?: boolean
}

/** What a reader is known by for ever, also after replugging; two of one model differ by serial number only. */
export function readerKey(reader: Reader): string {
  const hex = (number: number | null) => (number ?? 0).toString(16).padStart(4, '0')
  const model = `${reader.source}:${hex(reader.vendorId)}:${hex(reader.productId)}`
  return reader.serialNumber ? `${model}:${reader.serialNumber}` : model
}

/** Who is told about an open reader. `gone` comes once, after unplugging or a fault, and ends it. */
export interface ReaderEvents {
  readonly scanned: (scan: Scan) => void
  /** Every report or chunk as it came, before the scan it belongs to; for the monitor. */
  readonly raw?: (bytes: Uint8Array) => void
  readonly gone: (reason: string) => void
}

/** A reader being listened to. */
export interface OpenReader {
  readonly reader: Reader
  /** Stops listening; resolves when the device is free again. Safe to call twice, also after `gone`. */
  close(): Promise<void>
}

/** One kind of reader. A new kind is one folder and one line where `createScanSources` is called. */
export interface ScanSource {
  /** Short name, unique: `hid`, `simulated`. */
  readonly name: string
  /** The readers of this kind that are plugged in now. */
  readers(): Promise<readonly Reader[]>
  open(reader: Reader, events: ReaderEvents): Promise<OpenReader>
  /** Calls back when it is worth looking again: something was plugged in. Answers how to stop. */
  watch?(changed: () => void): () => void
  /** Ends what the source itself keeps running. */
  close?(): Promise<void>
}

/** The kinds of reader the office knows, as one. */
export interface ScanSources {
  readonly names: readonly string[]
  /** Every reader of every kind; a kind that cannot look (its library is missing) is named in `troubles`. */
  find(): Promise<{ readonly readers: readonly Reader[]; readonly troubles: readonly SourceTrouble[] }>
  /** Opens a reader with the source it came from; throws a RangeError for a source that is not registered. */
  open(reader: Reader, events: ReaderEvents): Promise<OpenReader>
  watch(changed: () => void): () => void
  close(): Promise<void>
}

/** Why a reader, or a whole kind of reader, cannot be used. A closed list: each has a user text. */
export type SourceTroubleCode = 'library-missing' | 'process-ended' | 'no-permission' | 'busy' | 'failed'

/** `detail` is the system's own sentence, in English; `reader` is absent where the whole kind is concerned. */
export interface SourceTrouble {
  readonly source: string
  readonly reader?: string
  readonly code: SourceTroubleCode
  readonly detail: string
}

/** What an error of a driver means to the person at the counter. */
export function troubleOf(error: unknown): { readonly code: SourceTroubleCode; readonly detail: string } {
  const detail = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'scanner-library-missing') return { code: 'library-missing', detail }
  if (code === 'reader-process-ended') return { code: 'process-ended', detail }
  if (code === 'EACCES' || /permission denied/i.test(detail)) return { code: 'no-permission', detail }
  if (/access (?:is )?denied|busy|cannot lock/i.test(detail)) return { code: 'busy', detail }
  return { code: 'failed', detail }
}

/** Registers kinds of reader in order of preference. Throws a RangeError when two have one name. */
export function createScanSources(sources: readonly ScanSource[]): ScanSources {
  const byName = new Map(sources.map((source) => [source.name, source]))
  if (byName.size !== sources.length) throw new RangeError('two scan sources have the same name')
  return {
    names: [...byName.keys()],
    async find() {
      const troubles: SourceTrouble[] = []
      const found = await Promise.all(
        sources.map(async (source) => {
          try {
            return await source.readers()
          } catch (error) {
            troubles.push({ source: source.name, ...troubleOf(error) })
            return []
          }
        }),
      )
      return { readers: found.flat(), troubles }
    },
    async open(reader, events) {
      const source = byName.get(reader.source)
      if (!source) throw new RangeError(`no scan source is named ${reader.source}`)
      return source.open(reader, events)
    },
    watch(changed) {
      const stops = sources.map((source) => source.watch?.(changed))
      return () => stops.forEach((stop) => stop?.())
    },
    async close() {
      await Promise.all(sources.map(async (source) => source.close?.()))
    },
  }
}

/** The same text within this many milliseconds is one scan: people hold the card until they hear the beep. */
const repeatWithin = 2000

/** Passes scans on, but not the same one twice within `repeatWithin`. Broken scans are always passed on. */
export function withoutRepeats<Rest extends unknown[]>(
  deliver: (scan: Scan, ...rest: Rest) => void,
): (scan: Scan, ...rest: Rest) => void {
  let last: Scan | null = null
  return (scan, ...rest) => {
    const again =
      last !== null &&
      scan.at - last.at >= 0 &&
      scan.at - last.at < repeatWithin &&
      scan.text === last.text &&
      !scan.damage
    if (again) return
    last = scan
    deliver(scan, ...rest)
  }
}
