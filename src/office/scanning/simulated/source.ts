import { layouts } from '../hid/report-layout.ts'
import { createScanStream, processClock, type ScanClock } from '../scan-stream.ts'
import type { OpenReader, Reader, ReaderEvents, ScanSource } from '../sources.ts'
import { reportsFor } from './reports.ts'

/** A reader without hardware, for training offices and tests: what it "scans" takes the way of a real one. */
export interface SimulatedSource extends ScanSource {
  /** Scans a text with every open reader of this source; says how many there were. */
  scan(text: string, symbology?: string): number
  /** Pulls the plug: every open reader of this source is gone. */
  unplug(): void
}

const reader: Reader = {
  source: 'simulated',
  id: 'simulated-1',
  label: 'Simulated reader',
  vendorId: 0x0c2e,
  productId: null,
}

/** A simulated reader of layout A. Plugged in again by opening it again. */
export function simulatedSource(clock: ScanClock = processClock): SimulatedSource {
  const open = new Map<symbol, { push(report: Uint8Array): void; unplug(): void }>()
  return {
    name: 'simulated',
    readers: async () => [reader],
    async open(_, events: ReaderEvents): Promise<OpenReader> {
      const mark = Symbol('open reader')
      const stream = createScanStream('simulated', { vendorId: 0x0c2e }, events.scanned, clock)
      const leave = () => {
        stream.stop()
        return open.delete(mark)
      }
      const unplug = () => {
        if (leave()) events.gone('unplugged')
      }
      const push = (report: Uint8Array) => {
        events.raw?.(report)
        stream.push(report)
      }
      open.set(mark, { push, unplug })
      return { reader, close: async () => void leave() }
    },
    scan(text, symbology = ']Q1') {
      const reports = reportsFor(text, layouts.A, symbology)
      for (const one of open.values()) for (const report of reports) one.push(report)
      return open.size
    },
    unplug() {
      for (const one of open.values()) one.unplug()
    },
  }
}
