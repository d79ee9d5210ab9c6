import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../testing/ports.ts'
import { attachReaders } from './attached-readers.ts'
import { createScanSources, type Reader, readerKey, type ScanSource } from './sources.ts'
import { handClock } from './testing/hand-clock.ts'
import { watchedTogether } from './usb-readers.ts'

const first: Reader = {
  source: 'hid',
  id: 'A',
  label: 'Voyager',
  vendorId: 0x0c2e,
  productId: 1,
  serialNumber: '1',
}
const second: Reader = { ...first, id: 'B', serialNumber: '2' }
const port: Reader = { source: 'serial', id: 'COM3', label: 'Gryphon', vendorId: 0x05f9, productId: 2 }

/** Two kinds of reader whose devices come and go as the test says, and who tell nobody. */
function devices() {
  const plugged = new Set<Reader>([first])
  const open = new Map<string, (reason: string) => void>()
  let counts = 0
  const source = (name: string): ScanSource => ({
    name,
    async readers() {
      counts += 1
      return [...plugged].filter((reader) => reader.source === name)
    },
    async open(reader, { gone }) {
      open.set(reader.id, gone)
      return { reader, close: async () => void open.delete(reader.id) }
    },
  })
  return {
    sources: [source('hid'), source('serial')],
    plugged,
    counts: () => counts,
    isOpen: (reader: Reader) => open.has(reader.id),
  }
}

describe('where the system does not tell what was plugged in (Windows, macOS)', () => {
  test('a second reader, of either kind, is opened beside one that is open, and nothing is opened twice', async () => {
    const clock = handClock()
    const { sources, plugged, isOpen } = devices()
    const readers = attachReaders(
      createScanSources(watchedTogether(sources, null, clock)),
      { scanned: () => undefined },
      clock,
    )
    await clock.advance(30_000)
    expect(readers.state().open).toEqual([first])
    plugged.add(second)
    await clock.advance(11_000)
    expect(readers.state().open).toEqual([first, second])
    plugged.add(port)
    await clock.advance(11_000)
    expect(readers.state().open.map(readerKey)).toEqual([first, second, port].map(readerKey))
    await readers.close()
    expect([first, second, port].some(isOpen)).toBe(false)
  })

  test('the devices are only counted while nothing changes, six times a minute, and no more after the end', async () => {
    const clock = handClock()
    const { sources, counts } = devices()
    const readers = attachReaders(
      createScanSources(watchedTogether(sources, null, clock)),
      { scanned: () => undefined },
      clock,
    )
    await clock.advance(30_000)
    const before = counts()
    await clock.advance(60_000)
    expect(counts() - before).toBe(6 * sources.length)
    await readers.close()
    const ended = counts()
    await clock.advance(60_000)
    expect(counts()).toBe(ended)
  })

  test('a kind that cannot be counted hides nothing of the other', async () => {
    const clock = handClock()
    const { sources, plugged } = devices()
    const broken: ScanSource = {
      name: 'broken',
      readers: () => Promise.reject(new Error('no')),
      open: () => Promise.reject(new Error('no')),
    }
    const readers = attachReaders(
      createScanSources(watchedTogether([broken, ...sources], null, clock)),
      { scanned: () => undefined },
      clock,
    )
    await clock.advance(20_000)
    plugged.add(second)
    await clock.advance(11_000)
    expect(readers.state().open).toEqual([first, second])
    await readers.close()
  })
})

test('on Linux the file of a device tells, and files of other devices do not', async () => {
  const folder = temporaryFolder()
  mkdirSync(folder, { recursive: true })
  const { sources } = devices()
  let told = 0
  const unwatch = createScanSources(watchedTogether(sources, folder)).watch(() => (told += 1))
  writeFileSync(join(folder, 'tty7'), '')
  writeFileSync(join(folder, 'sda'), '')
  writeFileSync(join(folder, 'hidraw3'), '')
  await expect.poll(() => told).toBe(1)
  writeFileSync(join(folder, 'ttyACM0'), '')
  await expect.poll(() => told).toBe(2)
  unwatch()
})
