import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../testing/ports.ts'
import { attachReaders } from '../attached-readers.ts'
import { processClock } from '../scan-stream.ts'
import { createScanSources, type Scan } from '../sources.ts'
import { handClock } from '../testing/hand-clock.ts'
import { usbReaders } from '../usb-readers.ts'
import type { ReaderProcess } from './messages.ts'
import { processSources } from './process-source.ts'
import { nodeReaderProcess } from './start-process.ts'

const faultyEntry = new URL('../testing/faulty-process.ts', import.meta.url)

test('the real reader process loads the drivers and says what is plugged in', async () => {
  const sources = createScanSources(usbReaders())
  const { readers, troubles } = await sources.find()
  expect(sources.names).toEqual(['hid', 'serial'])
  expect(readers.every(({ source }) => source === 'hid' || source === 'serial')).toBe(true)
  expect(troubles.filter(({ code }) => code !== 'library-missing')).toEqual([])
  await sources.close()
})

test('a driver that crashes in the middle of a scan costs that scan and nothing else', async () => {
  const crashed = join(temporaryFolder(), 'crashed')
  process.env['QUAY_CRASHES'] = crashed
  const start = nodeReaderProcess(faultyEntry)
  if (!start) throw new Error('Node can start processes')
  const scans: Scan[] = []
  let reports = 0
  const open: number[] = []
  const readers = attachReaders(createScanSources(processSources(['hid'], start)), {
    scanned: (scan) => scans.push(scan),
    raw: () => (reports += 1),
    changed: (state) => open.push(state.open.length),
  })
  await expect.poll(() => existsSync(crashed), { interval: 5 }).toBe(true)
  // The office lives on, finds the reader again in a new process, and the next scan is whole.
  await expect.poll(() => scans.length, { interval: 10, timeout: 10_000 }).toBe(1)
  expect(scans).toMatchObject([{ text: expect.stringContaining('Trần Thị Thu Hà'), damage: null }])
  expect(reports).toBe(3)
  await expect.poll(() => open).toEqual([1, 0, 1])
  await readers.close()
})

test('a process that is killed leaves its readers as unplugged; ending the office ends it', async () => {
  process.env['QUAY_CRASHES'] = process.execPath
  const start = nodeReaderProcess(faultyEntry)
  if (!start) throw new Error('Node can start processes')
  let running: ReaderProcess | null = null
  let ends = 0
  const [source] = processSources(['hid'], () => {
    running = start()
    return { ...running, onEnd: (told) => running?.onEnd((how) => (ends++, told(how))) }
  })
  if (!source) throw new Error('one name, one source')
  const gone: string[] = []
  const [reader] = await source.readers()
  if (!reader) throw new Error('it has a reader')
  await source.open(reader, { scanned: () => undefined, gone: (why) => gone.push(why) })
  ;(running as ReaderProcess | null)?.end()
  await expect.poll(() => gone).toEqual(['the process of the USB readers ended (SIGKILL)'])
  await source.readers()
  await source.close?.()
  await expect.poll(() => ends).toBe(2)
  expect(gone).toHaveLength(1)
})

test('one that keeps ending is started again with growing pauses, and the person is told how long', async () => {
  const clock = handClock()
  let starts = 0
  const [source] = processSources(
    ['hid'],
    () => {
      starts += 1
      return dyingProcess()
    },
    clock,
  )
  let looks = 0
  source?.watch?.(() => (looks += 1))
  const ask = () => source?.readers().catch((error: Error) => error.message)
  expect(await ask()).toBe('the process of the USB readers ended (SIGSEGV)')
  expect(await ask()).toBe('the process of the USB readers ended (SIGSEGV)')
  expect(starts).toBe(2)
  expect(await ask()).toBe('the process of the USB readers keeps ending; next try in 1 s')
  await clock.advance(1000)
  expect(looks).toBe(1)
  expect(await ask()).toContain('SIGSEGV')
  expect(await ask()).toContain('next try in 5 s')
  await clock.advance(5000)
  await ask()
  await clock.advance(5000)
  expect(await ask()).toContain('next try in 25 s')
  expect(starts).toBe(4)
})

test('one that does not answer is ended', async () => {
  const start = nodeReaderProcess(faultyEntry)
  if (!start) throw new Error('Node can start processes')
  const clock = { ...processClock, after: (_: number, call: () => void) => processClock.after(50, call) }
  const [source] = processSources(['serial'], start, clock)
  await expect(source?.readers()).rejects.toThrow('SIGKILL')
  await source?.close?.()
})

/** A process that ends at the first question. */
function dyingProcess(): ReaderProcess {
  let end: (how: string) => void = () => undefined
  return {
    send: () => queueMicrotask(() => end('SIGSEGV')),
    onMessage: () => undefined,
    onEnd: (told) => {
      end = told
    },
    end: () => undefined,
  }
}
