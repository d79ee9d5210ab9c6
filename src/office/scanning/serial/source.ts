import { readAim } from '../../../domain/identity/aim.ts'
import { isReaderMaker } from '../../../domain/identity/reader-makers.ts'
import { processClock, type ScanClock } from '../scan-stream.ts'
import { brokenScanText, scanText } from '../scan-text.ts'
import type { OpenReader, Reader, ReaderEvents, ScanSource } from '../sources.ts'
import { type ListedPort, loadSerialPort, type SerialLibrary } from './node-serialport.ts'
import { createSerialFramer, type SerialFrame, silentFor } from './serial-frames.ts'

/**
 * Readers in USB serial (virtual COM) mode, through serialport. They deliver exact bytes. Ports of makers of
 * readers are opened by themselves; another one only after somebody chose it, since it may be anything.
 */
export function serialSource(
  load: () => Promise<SerialLibrary> = loadSerialPort,
  clock: ScanClock = processClock,
): ScanSource {
  return {
    name: 'serial',
    readers: async () => readersAmong(await (await load()).list()),
    open: async (reader, events) => openReader(await load(), reader, events, clock),
  }
}

/** The USB ports of a computer. Those without a vendor are built in (or Linux without udev) and left alone. */
export function readersAmong(ports: readonly ListedPort[]): Reader[] {
  return ports.flatMap(({ path, manufacturer, serialNumber, vendorId, productId }) => {
    const vendor = number(vendorId)
    if (vendor === null) return []
    return {
      source: 'serial',
      id: path,
      label: [manufacturer, path.replace(/^\/dev\//, '')].filter(Boolean).join(' '),
      vendorId: vendor,
      productId: number(productId),
      serialNumber: serialNumber ?? null,
      isChoice: !isReaderMaker(vendor),
    }
  })
}

async function openReader(
  library: SerialLibrary,
  reader: Reader,
  events: ReaderEvents,
  clock: ScanClock,
): Promise<OpenReader> {
  const handle = await library.open(reader.id)
  const framer = createSerialFramer()
  let cancel: () => void = nothing
  let closing: Promise<void> | null = null
  const deliver = (frames: readonly SerialFrame[]) => {
    for (const frame of frames) events.scanned({ ...readFrame(frame), source: 'serial', at: clock.now() })
  }
  const close = () => {
    cancel()
    closing ??= handle.close()
    return closing
  }
  const left = (reason: unknown) => {
    if (closing) return
    const detail = reason instanceof Error ? reason.message : 'unplugged'
    void close().then(() => events.gone(detail))
  }
  handle.on('close', left)
  handle.on('error', left)
  handle.on('data', (bytes) => {
    cancel()
    events.raw?.(bytes)
    deliver(framer.push(bytes))
    if (framer.waiting()) cancel = clock.after(silentFor, () => deliver(framer.silence()))
  })
  return { reader, close }
}

/** An AIM identifier stands here only where the reader was told to send one before the data. */
function readFrame(frame: SerialFrame) {
  const { bytes, suffix } = frame
  const aim = readAim(String.fromCharCode(...bytes.subarray(0, 3)))
  const data = aim ? bytes.subarray(3) : bytes
  const symbology = aim?.symbology ?? null
  const read = frame.tooLong ? brokenScanText(data, symbology) : scanText(data, symbology)
  return { ...read, bytes, suffix: suffix === 'none' && bytes.at(-1) === 0x09 ? ('tab' as const) : suffix }
}

function number(hex: string | undefined): number | null {
  const value = Number.parseInt(hex ?? '', 16)
  return Number.isNaN(value) ? null : value
}

function nothing(): void {}
