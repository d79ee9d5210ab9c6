import { access, constants, readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { createScanStream, processClock, type ScanClock } from '../scan-stream.ts'
import type { OpenReader, Reader, ReaderEvents, ScanSource } from '../sources.ts'
import { type HidLibrary, loadNodeHid } from './node-hid.ts'

const pointOfSale = 0x8c
const barcodeScanner = 0x02

/**
 * Readers in HID POS mode, through node-hid. They deliver exact bytes: no keyboard layout, no input method.
 * `load` and `clock` are given by tests of the parts around the hardware.
 */
export function hidSource(
  load: () => Promise<HidLibrary> = loadNodeHid,
  clock: ScanClock = processClock,
): ScanSource {
  return {
    name: 'hid',
    readers: async () => readersAmong(await (await load()).devicesAsync()),
    open: async (reader, events) => openReader(await load(), reader, events, clock),
  }
}

/**
 * The bar code scanners among the devices of a computer. Linux lists one entry per top-level collection with
 * the same path, so the usage decides and the path appears once; macOS gives usage pages with a sign.
 */
export function readersAmong(devices: Awaited<ReturnType<HidLibrary['devicesAsync']>>): Reader[] {
  const readers = new Map<string, Reader>()
  for (const device of devices) {
    const page = (device.usagePage ?? 0) & 0xffff
    if (page !== pointOfSale || device.usage !== barcodeScanner || !device.path) continue
    readers.set(device.path, {
      source: 'hid',
      id: device.path,
      label: [device.manufacturer, device.product].filter(Boolean).join(' ') || 'USB HID POS',
      vendorId: device.vendorId,
      productId: device.productId,
      serialNumber: device.serialNumber || null,
    })
  }
  return [...readers.values()]
}

async function openReader(
  library: HidLibrary,
  reader: Reader,
  events: ReaderEvents,
  clock: ScanClock,
): Promise<OpenReader> {
  const descriptor = await descriptorOf(reader.id)
  await assertReadable(reader.id)
  const handle = await library.HIDAsync.open(reader.id, { nonExclusive: true })
  const device = { vendorId: reader.vendorId ?? undefined, descriptor: descriptor ?? undefined }
  const stream = createScanStream('hid', device, events.scanned, clock)
  let closing: Promise<void> | null = null
  const close = () => {
    stream.stop()
    // After unplugging the device is closed already; that is no trouble.
    closing ??= handle.close().catch(() => undefined)
    return closing
  }
  handle.on('error', (reason) => {
    if (closing) return
    // node-hid gives a string here, not an Error.
    void close().then(() => events.gone(reason instanceof Error ? reason.message : String(reason)))
  })
  handle.on('data', (report) => {
    events.raw?.(report)
    stream.push(report)
  })
  return { reader, close }
}

/** hidapi only says that it "cannot open"; whether the right is missing is for the administrator to know. */
async function assertReadable(path: string): Promise<void> {
  if (process.platform !== 'linux' || !path.startsWith('/dev/')) return
  await access(path, constants.R_OK | constants.W_OK).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EACCES') throw error
  })
}

/** The report descriptor, which Linux lets everybody read; null elsewhere. node-hid does not expose it. */
async function descriptorOf(path: string): Promise<Uint8Array | null> {
  if (process.platform !== 'linux') return null
  try {
    return await readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`)
  } catch {
    return null
  }
}
