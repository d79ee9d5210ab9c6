import { recogniseScan } from '../../src/domain/identity/recognise.ts'
import { dateAt } from '../../src/domain/calendar.ts'
import { createHidAssembler } from '../../src/office/scanning/hid-assembler.ts'
import { nodeReaderProcess } from '../../src/office/scanning/process/start-process.ts'
import { createScanStream } from '../../src/office/scanning/scan-stream.ts'
import { scanText } from '../../src/office/scanning/scan-text.ts'
import { createSerialFramer } from '../../src/office/scanning/serial/serial-frames.ts'
import { reportsFor } from '../../src/office/scanning/simulated/reports.ts'
import { createWatch, perSecond } from '../measure.ts'
import { type Row, timed } from '../table.ts'
import { formFilledRow } from './form-filled.ts'

const card =
  '079185000123|012345678|Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Ví Dụ, Quận Mẫu, TP. Hồ Chí Minh|21052021'
const today = dateAt(Date.parse('2026-11-22T03:00:00Z'))
const vendorId = 0x0c2e
/** Issue: a scan reaches whoever needs it within this of its last byte. */
const aim = 'aim: 50 ms'

/** From the last byte of a card to its fields and to the filled form, through the real parts; and how many reports a second. */
export async function scanningSection(quick: boolean): Promise<Row[]> {
  const times = quick ? 300 : 3000
  const reports = reportsFor(card)
  const line = new TextEncoder().encode(`${card}\r`)
  return [
    timed('scan', 'last report → fields, same process', byReports(times, reports), aim),
    timed('scan', 'last report → fields, from the process of the drivers', await byProcess(times), aim),
    timed('scan', 'last serial byte → fields', bySerial(times, line), aim),
    await formFilledRow(quick, aim),
    decoding(reports, quick ? 300 : 2000),
  ]
}

function byReports(times: number, reports: readonly Uint8Array[]) {
  const watch = createWatch()
  let begun = 0
  const stream = createScanStream('hid', { vendorId }, (scan) => {
    recogniseScan(scan, { today })
    watch.note(performance.now() - begun)
  })
  for (let i = 0; i < times; i++) {
    for (const report of reports) {
      begun = performance.now()
      stream.push(report)
    }
  }
  return watch.figures()
}

function bySerial(times: number, line: Uint8Array) {
  const watch = createWatch()
  const framer = createSerialFramer()
  for (let i = 0; i < times; i++) {
    framer.push(line.subarray(0, -1))
    const begun = performance.now()
    for (const { bytes } of framer.push(line.subarray(-1))) recogniseScan(scanText(bytes), { today })
    watch.note(performance.now() - begun)
  }
  return watch.figures()
}

/** The way between two processes there and back, which is more than the one way of a scan. */
async function byProcess(times: number) {
  const watch = createWatch()
  const child = nodeReaderProcess()?.()
  if (!child) throw new Error('no reader process can be started')
  let done: () => void = () => undefined
  child.onMessage(() => done())
  for (let ask = 0; ask < times; ask++) {
    const answered = new Promise<void>((resolve) => {
      done = resolve
    })
    const begun = performance.now()
    // A question that needs no driver: closing what is not open.
    child.send({ ask, what: 'close', handle: -1 })
    await answered
    recogniseScan({ text: card }, { today })
    // The first waits for the process to start.
    if (ask > 0) watch.note(performance.now() - begun)
  }
  child.end()
  return watch.figures()
}

function decoding(reports: readonly Uint8Array[], ms: number): Row {
  const assembler = createHidAssembler({ vendorId })
  let at = 0
  const perScan = perSecond(() => {
    for (const report of reports) assembler.push(report, (at += 5))
  }, ms)
  const note = `${Math.round(perScan * reports.length).toLocaleString('en')} reports per CPU s`
  return { section: 'scan', way: 'reports → bytes of a card', perSecond: perScan, note }
}
