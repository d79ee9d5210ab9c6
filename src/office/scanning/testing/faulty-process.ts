import { existsSync, writeFileSync } from 'node:fs'
import type { ToReaders } from '../process/messages.ts'
import { serveReaders } from '../process/serve-readers.ts'
import { createScanStream } from '../scan-stream.ts'
import { reportsFor } from '../simulated/reports.ts'
import type { ScanSource } from '../sources.ts'

// A reader process whose driver crashes in the middle of the first scan, as native code does: no exception, no word.
// `QUAY_CRASHES` names a file; while it is missing the driver crashes.

const text = '079185000123||Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ, Thành phố Mẫu|21052021'
const reader = { source: 'hid', id: '1', label: 'Faulty reader', vendorId: 0x0c2e, productId: 1 }
const crashed = process.env['QUAY_CRASHES'] ?? ''

const faulty: ScanSource = {
  name: 'hid',
  readers: async () => [reader],
  async open(_, events) {
    const stream = createScanStream('hid', { vendorId: 0x0c2e }, events.scanned)
    for (const report of reportsFor(text)) {
      events.raw?.(report)
      stream.push(report)
      if (!existsSync(crashed)) {
        writeFileSync(crashed, '')
        // What was told goes out first; then the process is gone as by a fault of memory.
        setTimeout(() => process.kill(process.pid, 'SIGSEGV'), 20)
        break
      }
    }
    return { reader, close: async () => stream.stop() }
  },
}

const silent: ScanSource = {
  name: 'serial',
  readers: () => new Promise(() => undefined),
  open: () => new Promise(() => undefined),
}

const answer = serveReaders([faulty, silent], (message) => process.send?.(message))
// Only the test that started it speaks to this process.
process.on('message', (message) => void answer(message as ToReaders))
process.on('disconnect', () => process.exit(0))
