import { type FSWatcher, watch } from 'node:fs'
import { hidSource } from './hid/source.ts'
import type { StartReaderProcess } from './process/messages.ts'
import { processSources } from './process/process-source.ts'
import { nodeReaderProcess } from './process/start-process.ts'
import { serialSource } from './serial/source.ts'
import type { ScanSource } from './sources.ts'

/**
 * The kinds of reader that are plugged in, best first, with their drivers in a process of their own. Only where none
 * can be started (Electron without `start`) the drivers live in this process.
 */
export function usbReaders(start: StartReaderProcess | null = nodeReaderProcess()): ScanSource[] {
  const sources = start ? processSources(['hid', 'serial'], start) : [hidSource(), serialSource()]
  return sources.map((source, i) => (i === 0 ? { ...source, watch: watchingDevices(source) } : source))
}

const readerNode = /^(?:hidraw|ttyACM|ttyUSB)\d+$/

/**
 * The watch of a source, and on Linux word of everything plugged in. Elsewhere a further reader beside an open one
 * is found by the button *Tìm máy quét*.
 */
function watchingDevices(source: ScanSource): NonNullable<ScanSource['watch']> {
  return (changed) => {
    const unwatch = source.watch?.(changed)
    const devices = process.platform === 'linux' ? watchFolder('/dev', changed) : null
    return () => {
      unwatch?.()
      devices?.close()
    }
  }
}

/** Null when the system has no watches left: then only the slow round and the button look. */
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
