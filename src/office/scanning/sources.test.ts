import { EventEmitter } from 'node:events'
import { describe, expect, test } from 'vitest'
import { recogniseScan } from '../../domain/identity/recognise.ts'
import { attachReaders } from './attached-readers.ts'
import { HidLibraryMissing, loadNodeHid } from './hid/node-hid.ts'
import { hidSource, readersAmong } from './hid/source.ts'
import { layouts } from './hid/report-layout.ts'
import { reportsFor } from './simulated/reports.ts'
import { simulatedSource } from './simulated/source.ts'
import { createScanSources, type Reader, type Scan, type ScanSource } from './sources.ts'
import { handClock } from './testing/hand-clock.ts'

const card = '079185000123||Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ, Thành phố Mẫu|21052021'
const settle = () => new Promise((resolve) => setImmediate(resolve))

describe('readers without hardware', () => {
  test('a simulated scan takes the way of a real one', async () => {
    const clock = handClock()
    const simulated = simulatedSource(clock)
    const scans: Scan[] = []
    const readers = attachReaders(
      createScanSources([simulated]),
      { scanned: (scan) => scans.push(scan) },
      clock,
    )
    await readers.look()
    expect(readers.state().open).toHaveLength(1)
    expect(simulated.scan(card)).toBe(1)
    expect(scans).toMatchObject([
      { text: card, symbology: ']Q1', source: 'simulated', damage: null, at: clock.now() },
    ])
    expect(recogniseScan(scans[0] as Scan)).toMatchObject({ kind: 'cccd', fullName: 'Trần Thị Thu Hà' })
    await readers.close()
    expect(simulated.scan(card)).toBe(0)
  })

  test('the same text within two seconds is one scan', async () => {
    const clock = handClock()
    const simulated = simulatedSource(clock)
    const scans: Scan[] = []
    const readers = attachReaders(
      createScanSources([simulated]),
      { scanned: (scan) => scans.push(scan) },
      clock,
    )
    await readers.look()
    simulated.scan(card)
    await clock.advance(1900)
    simulated.scan(card)
    expect(scans).toHaveLength(1)
    simulated.scan('39901')
    simulated.scan(card)
    expect(scans).toHaveLength(3)
    await clock.advance(2100)
    simulated.scan(card)
    expect(scans).toHaveLength(4)
    await readers.close()
  })

  test('an unplugged reader is found again', async () => {
    const clock = handClock()
    const simulated = simulatedSource(clock)
    const states: number[] = []
    const readers = attachReaders(
      createScanSources([simulated]),
      { scanned: () => {}, changed: (state) => states.push(state.open.length) },
      clock,
    )
    await readers.look()
    await settle()
    simulated.unplug()
    expect(readers.state().open).toEqual([])
    await clock.advance(5000)
    await settle()
    expect(readers.state().open).toHaveLength(1)
    expect(states).toEqual([1, 0, 1])
    await readers.close()
  })

  test('a made-up kind of reader is one registration', async () => {
    const made: ScanSource = {
      name: 'made-up',
      readers: async () => [
        { source: 'made-up', id: '1', label: 'Made up', vendorId: null, productId: null },
      ],
      async open(reader, events) {
        events.scanned({
          text: card,
          bytes: new TextEncoder().encode(card),
          source: 'made-up',
          at: 1,
          damage: null,
        })
        return { reader, close: async () => {} }
      },
    }
    const scans: Scan[] = []
    const readers = attachReaders(createScanSources([simulatedSource(), made]), {
      scanned: (scan) => scans.push(scan),
    })
    await readers.look()
    expect(scans.map(({ source }) => source)).toEqual(['made-up'])
    expect(readers.state().open).toHaveLength(2)
    await readers.close()
    expect(() => createScanSources([made, made])).toThrow(RangeError)
    const stranger = { source: 'none' } as Reader // only its source is looked at
    await expect(createScanSources([made]).open(stranger, { scanned() {}, gone() {} })).rejects.toThrow(
      RangeError,
    )
  })
})

describe('USB readers', () => {
  test('looking for readers works on a computer without any, or says which library it lacks', async () => {
    const { readers, troubles } = await createScanSources([hidSource()]).find()
    expect(readers.every(({ source }) => source === 'hid')).toBe(true)
    const loaded = await loadNodeHid().then(
      () => [],
      (error: unknown) => [error],
    )
    for (const error of loaded) expect(error).toBeInstanceOf(HidLibraryMissing)
    expect(troubles.map(({ detail }) => detail)).toEqual(
      loaded.map(() => expect.stringContaining('node-hid')),
    )
  })

  test('a missing library is said in words and does not stop the other kinds', async () => {
    const missing = hidSource(async () => {
      throw new HidLibraryMissing(new Error('no build'))
    })
    const { readers, troubles } = await createScanSources([missing, simulatedSource()]).find()
    expect(readers).toHaveLength(1)
    expect(troubles).toEqual([
      { source: 'hid', code: 'library-missing', detail: expect.stringContaining('node-hid') },
    ])
  })

  test('only the scanner half of a reader is taken, once, and never a keyboard', () => {
    const device = { vendorId: 0x0c2e, productId: 1, release: 1, interface: 0, product: 'Voyager' }
    const found = readersAmong([
      { ...device, path: '/dev/hidraw0', usagePage: 0xff8c, usage: 1 },
      { ...device, path: '/dev/hidraw0', usagePage: 0x8c, usage: 2 },
      { ...device, path: '/dev/hidraw0', usagePage: 0x8c - 0x10000, usage: 2 },
      { ...device, path: '/dev/hidraw1', usagePage: 1, usage: 6 },
    ])
    expect(found).toEqual([
      {
        source: 'hid',
        id: '/dev/hidraw0',
        label: 'Voyager',
        vendorId: 0x0c2e,
        productId: 1,
        serialNumber: null,
      },
    ])
  })

  test('one data listener is set, reports become scans, and pulling the plug is told once', async () => {
    const clock = handClock()
    class Handle extends EventEmitter {
      async close() {}
    }
    const handle = new Handle()
    const source = hidSource(
      async () => ({ devicesAsync: async () => [], HIDAsync: { open: async () => handle } }),
      clock,
    )
    const scans: Scan[] = []
    const gone: string[] = []
    const reader = { source: 'hid', id: '/dev/none', label: '', vendorId: 0x1eab, productId: 1 }
    const open = await source.open(reader, {
      scanned: (scan) => scans.push(scan),
      gone: (why) => gone.push(why),
    })
    expect(handle.listenerCount('data')).toBe(1)
    const reports = reportsFor(card, layouts.B)
    for (const report of reports) handle.emit('data', Buffer.from(report))
    expect(scans).toMatchObject([{ text: card, source: 'hid', symbology: null }])
    handle.emit('data', Buffer.from(reports[0] as Uint8Array))
    await clock.advance(400)
    expect(scans[1]).toMatchObject({ damage: 'incomplete' })
    handle.emit('error', 'could not read from HID device')
    handle.emit('error', 'could not read from HID device')
    await settle()
    expect(gone).toEqual(['could not read from HID device'])
    await open.close()
  })
})
