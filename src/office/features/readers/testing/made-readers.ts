import { layouts } from '../../../scanning/hid/report-layout.ts'
import { createScanStream } from '../../../scanning/scan-stream.ts'
import { reportsFor } from '../../../scanning/simulated/reports.ts'
import type { Reader, ReaderEvents, ScanSource } from '../../../scanning/sources.ts'

/** A reader in HID POS mode. */
const scanner: Reader = {
  source: 'hid',
  id: '/dev/hidraw0',
  label: 'Voyager',
  vendorId: 0x0c2e,
  productId: 0x0b61,
  serialNumber: 'S1',
}
/** A serial device that may be anything. */
export const board: Reader = {
  source: 'serial',
  id: '/dev/ttyACM3',
  label: 'Board ttyACM3',
  vendorId: 0x2341,
  productId: 0x43,
  isChoice: true,
}
/** One that the system does not let us open. */
const locked: Reader = { ...scanner, id: '/dev/hidraw9', label: 'Locked', serialNumber: 'S9' }

/** Two kinds of reader whose devices are plugged in and scan as a test says; reports take the real way. */
export function madeReaders() {
  const open = new Map<string, ReaderEvents>()
  const source = (name: string, devices: readonly Reader[]): ScanSource => ({
    name,
    readers: async () => devices,
    async open(reader, events) {
      if (reader === locked) throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' })
      open.set(reader.id, events)
      return { reader, close: async () => void open.delete(reader.id) }
    },
  })
  const broken: ScanSource = {
    name: 'broken',
    readers: async () => {
      throw Object.assign(new Error('no build for this system'), { code: 'scanner-library-missing' })
    },
    open: () => Promise.reject(new Error('unused')),
  }
  return {
    sources: [source('hid', [scanner, locked]), source('serial', [board]), broken],
    isOpen: (reader: Reader) => open.has(reader.id),
    scan(text: string, reader = scanner) {
      const events = open.get(reader.id)
      if (!events) throw new Error('nobody listens')
      const stream = createScanStream(reader.source, { vendorId: 0x0c2e }, events.scanned)
      for (const report of reportsFor(text, layouts.A)) {
        events.raw?.(report)
        stream.push(report)
      }
    },
  }
}
