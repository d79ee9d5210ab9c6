import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as fc from 'fast-check'
import { recogniseScan } from '../../../domain/identity/recognise.ts'
import { attachReaders } from '../attached-readers.ts'
import { createScanSources, type OpenReader, type Reader, type Scan } from '../sources.ts'
import { temporaryFolder } from '../../testing/ports.ts'
import { handClock } from '../testing/hand-clock.ts'
import { openPty, type Pty } from '../testing/pty.ts'
import { loadSerialPort, type SerialHandle, SerialLibraryMissing } from './node-serialport.ts'
import { linuxPorts } from './linux-ports.ts'
import { createSerialFramer } from './serial-frames.ts'
import { readersAmong, serialSource } from './source.ts'

const card = '079185000123||Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ, Thành phố Mẫu|21052021'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes)
const reader: Reader = { source: 'serial', id: '/dev/ttyACM0', label: 'x', vendorId: 0x0c2e, productId: 1 }

describe('scans cut out of a stream of bytes', () => {
  test('a card is whole wherever the port cuts it, at every byte and in the middle of letters', () => {
    const sent = bytesOf(`${card}\r\n`)
    for (let cut = 0; cut <= sent.length; cut++) {
      const framer = createSerialFramer()
      const frames = [...framer.push(sent.subarray(0, cut)), ...framer.push(sent.subarray(cut))]
      expect(frames.map(({ bytes }) => textOf(bytes))).toEqual([card])
      expect(framer.waiting()).toBe(false)
    }
  })

  test('any texts cut into any pieces come out one by one', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    const scans = fc.array(
      text.map((one) => one.replace(/[\r\n]/g, '.')),
      { minLength: 1, maxLength: 5 },
    )
    const suffix = fc.constantFrom('\r', '\n', '\r\n')
    fc.assert(
      fc.property(scans, suffix, fc.array(fc.integer({ min: 1, max: 9 })), (texts, end, cuts) => {
        const sent = bytesOf(texts.map((one) => one + end).join(''))
        const framer = createSerialFramer()
        const got: string[] = []
        for (let at = 0, i = 0; at < sent.length; i++) {
          const size = cuts[i % Math.max(1, cuts.length)] ?? 7
          for (const { bytes } of framer.push(sent.subarray(at, at + size))) got.push(textOf(bytes))
          at += size
        }
        expect(got).toEqual(texts.map((one) => new TextDecoder().decode(bytesOf(one))))
      }),
    )
  })

  test('the suffix is told, and a reader without one is done when the line falls silent', () => {
    const framer = createSerialFramer()
    expect(framer.push(bytesOf('a\rb\nc\r\nd'))).toMatchObject([
      { suffix: 'cr' },
      { suffix: 'lf' },
      { suffix: 'crlf' },
    ])
    expect(framer.waiting()).toBe(true)
    expect(framer.silence()).toMatchObject([{ suffix: 'none', bytes: bytesOf('d') }])
    expect(framer.silence()).toEqual([])
  })

  test('the lines of a machine-readable zone stay together', () => {
    const lines = [
      'IDVNM1850001232079185000123<<2',
      '8503150F4503152VNM<<<<<<<<<<<2',
      'TRAN<<THI<THU<HA<<<<<<<<<<<<<<',
    ]
    const frames = createSerialFramer().push(bytesOf(lines.map((line) => `${line}\r`).join('')))
    expect(frames).toHaveLength(1)
    expect(recogniseScan(textOf(frames[0]?.bytes ?? new Uint8Array()))).toMatchObject({
      kind: 'mrz-td1',
      idNumber: '079185000123',
    })
  })

  test('a device that never stops is no reader: it is cut, and what it sent is never taken for a scan', () => {
    const frames = createSerialFramer().push(new Uint8Array(40_000).fill(0x41))
    expect(frames.length).toBeGreaterThan(1)
    expect(frames.every(({ tooLong }) => tooLong)).toBe(true)
  })
})

describe('a reader in COM mode', () => {
  test('an identifier of the symbology before the data is told apart from them', async () => {
    const { scans, port } = await opened()
    port.data(bytesOf(`]Q1${card}\r`))
    expect(scans).toMatchObject([{ text: card, symbology: ']Q1', suffix: 'cr', source: 'serial' }])
  })

  test('without a suffix the scan comes 150 ms after its last byte', async () => {
    const { scans, port, clock } = await opened()
    port.data(bytesOf(card.slice(0, 40)))
    await clock.advance(140)
    port.data(bytesOf(card.slice(40)))
    await clock.advance(140)
    expect(scans).toEqual([])
    await clock.advance(10)
    expect(scans).toMatchObject([{ text: card, suffix: 'none' }])
  })

  test('letters of another code page are reported, not shown as if they were right', async () => {
    const { scans, port } = await opened()
    port.data(Buffer.from('079185000123||Tr\u00e2n H\u00e0|15031985|N\u00fb|X\u00e0|21052021\r', 'latin1'))
    expect(scans).toMatchObject([{ damage: 'utf-8' }])
    expect(recogniseScan(scans[0] as Scan)).toMatchObject({ accepted: false, damage: 'code-page' })
  })

  test('pulling the plug is told once', async () => {
    const { gone, port } = await opened()
    port.close(new Error('bad file descriptor'))
    port.close(null)
    await Promise.resolve()
    await Promise.resolve()
    expect(gone).toEqual(['bad file descriptor'])
  })

  test('ports of makers of readers are opened, others are offered, built-in ones are left alone', () => {
    const found = readersAmong([
      { path: '/dev/ttyS0' },
      { path: '/dev/ttyACM0', vendorId: '0c2e', productId: '0ca1', manufacturer: 'Honeywell' },
      { path: 'COM7', vendorId: '2341', productId: '0043' },
    ])
    expect(found).toMatchObject([
      { id: '/dev/ttyACM0', label: 'Honeywell ttyACM0', vendorId: 0x0c2e, isChoice: false },
      { id: 'COM7', isChoice: true },
    ])
  })

  test('Linux tells which ports are USB devices and of which maker', async () => {
    const root = temporaryFolder()
    const device = join(root, 'devices', '1-2')
    mkdirSync(join(device, '1-2:1.0', 'tty', 'ttyACM0'), { recursive: true })
    writeFileSync(join(device, 'idVendor'), '0c2e\n')
    writeFileSync(join(device, 'idProduct'), '0ca1\n')
    writeFileSync(join(device, 'manufacturer'), 'Honeywell\n')
    for (const name of ['ttyACM0', 'ttyS0', 'ttyUSB1'])
      mkdirSync(join(root, 'tty', name), { recursive: true })
    symlinkSync(join(device, '1-2:1.0'), join(root, 'tty', 'ttyACM0', 'device'))
    const ports = await linuxPorts(join(root, 'tty'))
    expect(ports).toMatchObject([
      { path: '/dev/ttyACM0', vendorId: '0c2e', productId: '0ca1', manufacturer: 'Honeywell' },
      { path: '/dev/ttyUSB1' },
    ])
    expect(readersAmong(ports)).toHaveLength(1)
    expect(await linuxPorts(join(root, 'nowhere'))).toEqual([])
  })

  test('a missing library is said in words', async () => {
    const missing = serialSource(async () => {
      throw new SerialLibraryMissing(new Error('no build'))
    })
    const { troubles } = await createScanSources([missing]).find()
    expect(troubles).toEqual([
      { source: 'serial', code: 'library-missing', detail: expect.stringContaining('no build') },
    ])
  })

  test('looking for ports works on a computer without any', async () => {
    const { readers, troubles } = await createScanSources([serialSource()]).find()
    expect(troubles).toEqual([])
    expect(readers.every(({ source }) => source === 'serial')).toBe(true)
  })
})

describe('a real port', () => {
  let pty: Pty
  beforeAll(async () => {
    pty = await openPty()
  })
  afterAll(() => pty.unplug())

  test('brings a card byte for byte, and its going is noticed', async () => {
    const library = await loadSerialPort()
    // A terminal has no USB numbers, so the list is made up; opening, reading and closing are real.
    const listed = { path: pty.path, vendorId: '0c2e', productId: '0ca1' }
    let plugged = true
    const source = serialSource(async () => ({ ...library, list: async () => (plugged ? [listed] : []) }))
    const scans: Scan[] = []
    const readers = attachReaders(createScanSources([source]), { scanned: (scan) => scans.push(scan) })
    expect((await readers.look()).open).toHaveLength(1)
    const sent = bytesOf(`${card}\r`)
    for (let at = 0; at < sent.length; at += 7) pty.write(sent.subarray(at, at + 7))
    await expect.poll(() => scans.length, { interval: 5 }).toBe(1)
    expect(scans).toMatchObject([{ text: card, damage: null, suffix: 'cr' }])
    plugged = false
    pty.unplug()
    await expect.poll(() => readers.state().open.length, { interval: 5 }).toBe(0)
    await readers.close()
  })
})

async function opened() {
  const clock = handClock()
  const port = madePort()
  const scans: Scan[] = []
  const gone: string[] = []
  const source = serialSource(async () => ({ list: async () => [], open: async () => port.handle }), clock)
  const open: OpenReader = await source.open(reader, {
    scanned: (scan) => scans.push(scan),
    gone: (reason) => gone.push(reason),
  })
  return { clock, port, scans, gone, open }
}

/** A port that sends what a test says. */
function madePort() {
  const listeners = new Map<string, (value: never) => void>()
  const handle: SerialHandle = {
    on: (event: string, listener: (value: never) => void) => listeners.set(event, listener),
    close: async () => undefined,
  }
  // Each listener takes the values of its own event.
  const tell = (event: string, value: unknown) => listeners.get(event)?.(value as never)
  return {
    handle,
    data: (bytes: Uint8Array) => tell('data', bytes),
    close: (reason: Error | null) => tell('close', reason),
  }
}
