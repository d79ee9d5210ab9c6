import { HidLibraryMissing, loadNodeHid } from '../../office/scanning/hid/node-hid.ts'
import { readersAmong } from '../../office/scanning/hid/source.ts'
import type { Reader } from '../../office/scanning/sources.ts'
import { type ExitCode, No } from '../command.ts'
import { print, tell } from '../say.ts'

/** Lists the USB readers and prints every raw report until Ctrl+C. Throws `No` when there is none to listen to. */
export async function monitorReaders(): Promise<ExitCode> {
  const library = await loadNodeHid().catch((error: unknown) => {
    if (!(error instanceof HidLibraryMissing)) throw error
    throw new No({
      vi: 'Không dùng được máy quét USB HID trên máy này (thiếu thư viện libusb-1.0 hoặc libudev). Máy quét kiểu bàn phím vẫn dùng được.',
      en: error.message,
    })
  })
  const readers = readersAmong(await library.devicesAsync())
  for (const reader of readers) print(describe(reader))
  if (readers.length === 0)
    throw new No({
      vi: 'Không thấy máy quét USB ở chế độ HID POS. Cắm máy quét và chuyển sang chế độ HID POS (xem sách của hãng).',
      en: 'No USB reader in HID POS mode was found. Plug one in and switch it to HID POS mode (see its manual).',
    })
  const handles = await Promise.all(
    readers.map(({ id }) => library.HIDAsync.open(id, { nonExclusive: true })),
  )
  const ended = new Promise<void>((resolve) => {
    process.once('SIGINT', () => resolve())
    process.once('SIGTERM', () => resolve())
  })
  for (const [at, handle] of handles.entries()) {
    handle.on('data', (report) => print(`${at} ${Buffer.from(report).toString('hex')}`))
    handle.on('error', (reason) =>
      tell({ vi: `Máy quét ${at}: ${String(reason)}`, en: `Reader ${at}: ${String(reason)}` }),
    )
  }
  tell({ vi: 'Đang nghe; Ctrl+C để dừng.', en: 'Listening; Ctrl+C ends it.' })
  await ended
  await Promise.all(handles.map((handle) => handle.close()))
  return 0
}

function describe({ label, vendorId, productId, id }: Reader): string {
  const hex = (value: number | null) => (value ?? 0).toString(16).padStart(4, '0')
  return `${label} ${hex(vendorId)}:${hex(productId)} ${id}`
}
