import { type FSWatcher, watch } from 'node:fs'
import { hidSource } from './hid/source.ts'
import type { StartReaderProcess } from './process/messages.ts'
import { processSources } from './process/process-source.ts'
import { nodeReaderProcess } from './process/start-process.ts'
import { processClock, type ScanClock } from './scan-stream.ts'
import { serialSource } from './serial/source.ts'
import type { Reader, ScanSource } from './sources.ts'

/**
 * The kinds of reader that are plugged in, best first, with their drivers in a process of their own. Only where none
 * can be started (Electron without `start`) the drivers live in this process.
 */
export function usbReaders(start: StartReaderProcess | null = nodeReaderProcess()): ScanSource[] {
  const sources = start ? processSources(['hid', 'serial'], start) : [hidSource(), serialSource()]
  return watchedTogether(sources)
}

/** Where Linux makes a file for every device. */
const deviceFolder = process.platform === 'linux' ? '/dev' : null

/**
 * The same sources, the first of which also watches for everything plugged in: on Linux by the folder of the devices;
 * where there is none (Windows, macOS) or no watch is to be had, by asking all of them now and then.
 */
export function watchedTogether(
  sources: readonly ScanSource[],
  folder: string | null = deviceFolder,
  clock: ScanClock = processClock,
): ScanSource[] {
  const watchAll = (source: ScanSource) => (changed: () => void) => {
    const unwatch = source.watch?.(changed)
    const watcher = folder === null ? null : watchFolder(folder, changed)
    const stopAsking = watcher ? null : askNowAndThen(sources, changed, clock)
    return () => {
      unwatch?.()
      watcher?.close()
      stopAsking?.()
    }
  }
  return sources.map((source, i) => (i === 0 ? { ...source, watch: watchAll(source) } : source))
}

const readerNode = /^(?:hidraw|ttyACM|ttyUSB)\d+$/

/** Null when the system has no watches left. */
function watchFolder(folder: string, changed: () => void): FSWatcher | null {
  try {
    const watcher = watch(folder, { persistent: false }, (event, name) => {
      if (event === 'rename' && name !== null && readerNode.test(name)) changed()
    })
    return watcher.on('error', () => watcher.close())
  } catch {
    return null
  }
}

/** How often (ms) the devices are counted where the system does not tell: counting disturbs other USB traffic. */
const askEvery = 10_000

/** Counts the devices and tells when there are others than before; nothing is opened. */
function askNowAndThen(sources: readonly ScanSource[], changed: () => void, clock: ScanClock): () => void {
  let before: string | null = null
  let stopped = false
  let cancel: () => void = () => undefined
  const ask = async () => {
    const now = JSON.stringify(await Promise.all(sources.map(placesOf)))
    if (stopped) return
    if (before !== null && now !== before) changed()
    before = now
    cancel = clock.after(askEvery, () => void ask())
  }
  cancel = clock.after(askEvery, () => void ask())
  return () => {
    stopped = true
    cancel()
  }
}

/** Where the readers of a source are; null while it cannot say. */
async function placesOf(source: ScanSource): Promise<readonly string[] | null> {
  return source.readers().then(
    (readers: readonly Reader[]) => readers.map(({ id }) => id).toSorted(),
    () => null,
  )
}
