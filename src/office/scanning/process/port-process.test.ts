import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { attachReaders } from '../attached-readers.ts'
import { processClock } from '../scan-stream.ts'
import { simulatedSource } from '../simulated/source.ts'
import { createScanSources, type Scan, type ScanSource } from '../sources.ts'
import type { FromReaders, ToReaders } from './messages.ts'
import { portProcesses, type ReaderPort } from './port-process.ts'
import { processSources } from './process-source.ts'
import { serveReaders } from './serve-readers.ts'

/** A port of Node in the shape of Electron's, which wraps each message in an event. */
function asElectron(port: MessagePort): ReaderPort {
  return {
    postMessage: (message) => port.postMessage(message),
    on: (_, listener) => port.on('message', (data: unknown) => listener({ data })),
    start: () => port.start(),
  }
}

/** A shell that starts "processes" at the other end of real channels, each some time after it was asked to. */
function shellWith(sources: readonly ScanSource[]) {
  const ports = new Map<number, MessagePort>()
  const asked: string[] = []
  const shell = {
    asked,
    crash(id: number) {
      ports.get(id)?.close()
      processes.ended(id, 'exit 139')
    },
  }
  const processes = portProcesses<ToReaders, FromReaders>({
    start(id) {
      asked.push(`start ${id}`)
      const { port1, port2 } = new MessageChannel()
      onTestFinished(() => port1.close())
      ports.set(id, port1)
      const answer = serveReaders(sources, (message) => port1.postMessage(message))
      port1.on('message', (message: ToReaders) => void answer(message))
      setTimeout(() => processes.connected(id, asElectron(port2)), 5)
    },
    end(id) {
      asked.push(`end ${id}`)
      shell.crash(id)
    },
  })
  return { ...shell, start: processes.start }
}

const card = '079185000123||Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ, Thành phố Mẫu|21052021'

test('a reader whose driver lives in a process the shell started scans as one that is near', async () => {
  const reader = simulatedSource()
  const shell = shellWith([reader])
  const scans: Scan[] = []
  let reports = 0
  const readers = attachReaders(createScanSources(processSources(['simulated'], shell.start)), {
    scanned: (scan) => scans.push(scan),
    raw: () => (reports += 1),
  })
  await expect.poll(() => reader.scan(card), { interval: 5 }).toBe(1)
  await expect.poll(() => scans).toMatchObject([{ text: card, symbology: ']Q1', damage: null }])
  expect(reports).toBe(2)
  await readers.close()
  expect(shell.asked).toEqual(['start 1', 'end 1'])
})

test('when its process ends the reader is gone as if unplugged, and found again in the next process', async () => {
  const reader = simulatedSource()
  const shell = shellWith([reader])
  const states: number[] = []
  const readers = attachReaders(createScanSources(processSources(['simulated'], shell.start)), {
    scanned: () => undefined,
    changed: ({ open }) => states.push(open.length),
  })
  await expect.poll(() => states).toEqual([1])
  shell.crash(1)
  await expect.poll(() => states).toEqual([1, 0, 1])
  expect(shell.asked).toEqual(['start 1', 'start 2'])
  await readers.close()
})

test('one that ends while nobody asks it anything is started again all the same', async () => {
  const idle: ScanSource = {
    name: 'hid',
    readers: async () => [],
    open: () => Promise.reject(new Error('there is none')),
  }
  const shell = shellWith([idle])
  // A reader of another kind is open: no slow round would look for a long time.
  const near = simulatedSource()
  const readers = attachReaders(
    createScanSources([near, ...processSources(['hid'], shell.start, processClock)]),
    { scanned: () => undefined },
  )
  await expect.poll(() => readers.state().open).toHaveLength(1)
  shell.crash(1)
  await expect.poll(() => shell.asked).toEqual(['start 1', 'start 2'])
  await readers.close()
})
