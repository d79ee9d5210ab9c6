import type { ScanRead } from '../../domain/identity/recognised.ts'

/** One scan: `{bytes, text | damage, symbology | null, source, at}`. `at` is milliseconds of the office clock. */
export interface Scan extends ScanRead {
  readonly bytes: Uint8Array
  readonly source: string
  readonly at: number
}

/** A reader that is plugged in. `id` is only good until it is unplugged: the path changes with every plugging. */
export interface Reader {
  readonly source: string
  readonly id: string
  readonly label: string
  readonly vendorId: number | null
  readonly productId: number | null
}

/** Who is told about an open reader. `gone` comes once, after unplugging or a fault, and ends it. */
export interface ReaderEvents {
  readonly scanned: (scan: Scan) => void
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
}

/** The kinds of reader the office knows, as one. */
export interface ScanSources {
  readonly names: readonly string[]
  /** Every reader of every kind; a kind that cannot look (its library is missing) is named in `troubles`. */
  find(): Promise<{ readonly readers: readonly Reader[]; readonly troubles: readonly SourceTrouble[] }>
  /** Opens a reader with the source it came from; throws a RangeError for a source that is not registered. */
  open(reader: Reader, events: ReaderEvents): Promise<OpenReader>
}

/** Why one kind of reader cannot be used. */
export interface SourceTrouble {
  readonly source: string
  readonly detail: string
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
            troubles.push({
              source: source.name,
              detail: error instanceof Error ? error.message : String(error),
            })
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
  }
}

/** The same text within this many milliseconds is one scan: people hold the card until they hear the beep. */
export const repeatWithin = 2000

/** Passes scans on, but not the same one twice within `repeatWithin`. Broken scans are always passed on. */
export function withoutRepeats(deliver: (scan: Scan) => void): (scan: Scan) => void {
  let last: Scan | null = null
  return (scan) => {
    const again =
      last !== null &&
      scan.at - last.at >= 0 &&
      scan.at - last.at < repeatWithin &&
      scan.text === last.text &&
      !scan.damage
    if (again) return
    last = scan
    deliver(scan)
  }
}
