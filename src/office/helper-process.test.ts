import { MessageChannel, type MessagePort } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { answerParent, nodeHelperProcess } from './helper-process.ts'

/** A port of Node in the shape of Electron's, which wraps each message in an event. */
const asElectron = (port: MessagePort) => ({
  postMessage: (message: unknown) => port.postMessage(message),
  on: (_: 'message', listener: (event: { readonly data: unknown }) => void) =>
    port.on('message', (data: unknown) => listener({ data })),
  start: () => port.start(),
})

test('inside Electron a process answers the office over the port that main hands over', async () => {
  const { port1, port2 } = new MessageChannel()
  let handOver: (event: { readonly ports: readonly unknown[] }) => void = () => undefined
  const parentPort = { on: (_: 'message', listener: typeof handOver) => (handOver = listener) }
  Object.defineProperty(process, 'parentPort', { value: parentPort, configurable: true })
  onTestFinished(() => {
    // Node has no such property; Electron's utility processes have.
    Reflect.deleteProperty(process, 'parentPort')
    port1.close()
  })
  answerParent<number, number>((message) => message * 2)
  handOver({ ports: [asElectron(port2)] })
  const answer = new Promise((resolve) => port1.once('message', resolve))
  port1.postMessage(21)
  expect(await answer).toBe(42)
})

test('where the entry is missing, as in a bundle, Node starts no process', () => {
  expect(nodeHelperProcess(new URL('missing.ts', import.meta.url))).toBe(null)
})
