import { processClock, type ScanClock } from './scan-stream.ts'
import type { OpenReader, Reader, Scan, ScanSources, SourceTrouble } from './sources.ts'
import { withoutRepeats } from './sources.ts'

/** The state of the readers, for the status line of the desk. */
export interface ReadersState {
  readonly open: readonly Reader[]
  readonly troubles: readonly SourceTrouble[]
}

/** Keeps every reader of the computer open, whatever is plugged and unplugged. */
export interface AttachedReaders {
  state(): ReadersState
  /** Looks for readers now (the button *Tìm máy quét*). */
  look(): Promise<ReadersState>
  close(): Promise<void>
}

/** Who is told what the readers do. */
export interface ReadersListener {
  readonly scanned: (scan: Scan) => void
  readonly changed?: (state: ReadersState) => void
}

/** Looks again this long (ms) after a reader went: replugging takes a moment, drivers some more. */
const afterUnplugging = [100, 300, 1000, 3000] as const
/** Looking disturbs other USB traffic: rarely, and only while no reader is open. */
const whileNone = 30_000

/**
 * Opens all readers and hands their scans to `scanned`, the same text within two seconds once. A reader that
 * is unplugged is looked for again after 0.1, 0.3, 1 and 3 s, then every 30 s while there is none.
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

  void look().then(() => schedule(afterUnplugging.length))
  return {
    state: readers.state,
    look,
    async close() {
      closed = true
      cancel()
      await looking
      await readers.closeAll()
    },
  }
}

/** The readers that are open. `gone` is called after one left by itself. */
function openReaders(sources: ScanSources, listener: ReadersListener, gone: () => void) {
  const open = new Map<string, OpenReader>()
  const deliver = withoutRepeats(listener.scanned)
  let troubles: readonly SourceTrouble[] = []
  const state = (): ReadersState => ({ open: Array.from(open.values(), ({ reader }) => reader), troubles })

  async function openOne(reader: Reader): Promise<SourceTrouble | null> {
    const key = keyOf(reader)
    const left = () => {
      open.delete(key)
      listener.changed?.(state())
      gone()
    }
    try {
      open.set(key, await sources.open(reader, { scanned: deliver, gone: left }))
      return null
    } catch (error) {
      return { source: reader.source, detail: error instanceof Error ? error.message : String(error) }
    }
  }

  return {
    state,
    async lookOnce(): Promise<ReadersState> {
      const found = await sources.find()
      const fresh = found.readers.filter((reader) => !open.has(keyOf(reader)))
      const refused = await Promise.all(fresh.map(openOne))
      troubles = [...found.troubles, ...refused.filter((trouble) => trouble !== null)]
      if (fresh.length > 0) listener.changed?.(state())
      return state()
    },
    async closeAll(): Promise<void> {
      const all = [...open.values()]
      open.clear()
      await Promise.all(all.map((reader) => reader.close()))
    },
  }
}

function keyOf(reader: Reader): string {
  return `${reader.source} ${reader.id}`
}

function nothing(): void {}
