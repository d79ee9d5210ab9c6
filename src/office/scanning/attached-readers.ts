import { processClock, type ScanClock } from './scan-stream.ts'
import type { OpenReader, Reader, Scan, ScanSources, SourceTrouble } from './sources.ts'
import { readerKey, troubleOf, withoutRepeats } from './sources.ts'

/** The state of the readers, for the status line of the desk. */
export interface ReadersState {
  readonly open: readonly Reader[]
  /** Found but not listened to: not chosen, or refused (then a trouble names it). */
  readonly closed: readonly Reader[]
  readonly troubles: readonly SourceTrouble[]
}

/** Keeps every reader of the computer open, whatever is plugged and unplugged. */
export interface AttachedReaders {
  state(): ReadersState
  /** Looks for readers now (the button *Tìm máy quét*); opens and closes as chosen. */
  look(): Promise<ReadersState>
  close(): Promise<void>
}

/** Who is told what the readers do. */
export interface ReadersListener {
  readonly scanned: (scan: Scan, reader: Reader) => void
  /** Every report or chunk as it came, before the scan it belongs to. */
  readonly raw?: (bytes: Uint8Array, reader: Reader) => void
  readonly changed?: (state: ReadersState) => void
  /** Whether a reader is to be listened to; without it, all that are surely readers. */
  readonly isWanted?: (reader: Reader) => boolean
}

/** Looks again this long (ms) after a reader went: replugging takes a moment, drivers some more. */
const afterUnplugging = [100, 300, 1000, 3000] as const
/** Looking disturbs other USB traffic: rarely, and only while no reader is open. */
const whileNone = 30_000

/**
 * Opens all readers and hands their scans to `scanned`, the same text within two seconds once. A reader that
 * is unplugged is looked for again after 0.1, 0.3, 1 and 3 s, then every 30 s while there is none; so it is too
 * when a source says that something was plugged in.
 */
export function attachReaders(
  sources: ScanSources,
  listener: ReadersListener,
  clock: ScanClock = processClock,
): AttachedReaders {
  let closed = false
  let cancel: () => void = nothing
  let looking: Promise<ReadersState> | null = null
  const readers = openReaders(sources, listener, () => schedule(0))

  function look(): Promise<ReadersState> {
    looking ??= readers.lookOnce().finally(() => {
      looking = null
    })
    return looking
  }

  /** `attempt` counts the looks since a reader went; behind the last comes the slow round. */
  function schedule(attempt: number): void {
    cancel()
    const wait = afterUnplugging[attempt]
    if (closed || (wait === undefined && readers.state().open.length > 0)) return
    cancel = clock.after(wait ?? whileNone, () => void look().then(() => schedule(attempt + 1)))
  }

  const unwatch = sources.watch(() => schedule(0))
  void look().then(() => schedule(afterUnplugging.length))
  return {
    state: readers.state,
    look,
    async close() {
      closed = true
      cancel()
      unwatch()
      await looking
      await readers.closeAll()
      await sources.close()
    },
  }
}

/** The readers that are open. `gone` is called after one left by itself. */
function openReaders(sources: ScanSources, listener: ReadersListener, gone: () => void) {
  const open = new Map<string, OpenReader>()
  const deliver = withoutRepeats(listener.scanned)
  const isWanted = listener.isWanted ?? ((reader: Reader) => reader.isChoice !== true)
  let closed: readonly Reader[] = []
  let troubles: readonly SourceTrouble[] = []
  const state = (): ReadersState => ({
    open: Array.from(open.values(), ({ reader }) => reader),
    closed,
    troubles,
  })

  async function openOne(reader: Reader): Promise<SourceTrouble | null> {
    const place = placeOf(reader)
    let hasLeft = false
    const left = () => {
      hasLeft = true
      open.delete(place)
      listener.changed?.(state())
      gone()
    }
    try {
      const events = {
        scanned: (scan: Scan) => deliver(scan, reader),
        raw: (bytes: Uint8Array) => listener.raw?.(bytes, reader),
        gone: left,
      }
      const opened = await sources.open(reader, events)
      // It may be gone before the word that it is open arrives.
      if (!hasLeft) open.set(place, opened)
      return null
    } catch (error) {
      return { source: reader.source, reader: readerKey(reader), ...troubleOf(error) }
    }
  }

  async function closeUnwanted(): Promise<void> {
    for (const [place, one] of open) {
      if (isWanted(one.reader)) continue
      open.delete(place)
      await one.close()
    }
  }

  return {
    state,
    async lookOnce(): Promise<ReadersState> {
      const before = described(state())
      await closeUnwanted()
      const found = await sources.find()
      const fresh = found.readers.filter((reader) => !open.has(placeOf(reader)) && isWanted(reader))
      const refused = await Promise.all(fresh.map(openOne))
      troubles = [...found.troubles, ...refused.filter((trouble) => trouble !== null)]
      closed = found.readers.filter((reader) => !open.has(placeOf(reader)))
      if (described(state()) !== before) listener.changed?.(state())
      return state()
    },
    async closeAll(): Promise<void> {
      const all = [...open.values()]
      open.clear()
      await Promise.all(all.map((reader) => reader.close()))
    },
  }
}

function placeOf(reader: Reader): string {
  return `${reader.source} ${reader.id}`
}

function described({ open, closed, troubles }: ReadersState): string {
  return JSON.stringify([open.map(placeOf), closed.map(placeOf), troubles])
}

function nothing(): void {}
