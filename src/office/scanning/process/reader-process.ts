import { hidSource } from '../hid/source.ts'
import { serialSource } from '../serial/source.ts'
import type { FromReaders, ToReaders } from './messages.ts'
import { serveReaders } from './serve-readers.ts'

// The entry of the process that alone loads the native drivers of readers: when one of them crashes, a scan is lost
// and not the office. Started by `start-process.ts` on Node, and as a utility process by Electron.

/** The port a utility process is born with; Electron's types are not known here. */
type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { readonly data: ToReaders }) => void): void
}
const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null) : null

const tell = (message: FromReaders) => {
  if (!parentPort) return void process.send?.(message)
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process's port has no origin
  parentPort.postMessage(message)
}
const answer = serveReaders([hidSource(), serialSource()], tell)

if (parentPort) parentPort.on('message', ({ data }) => void answer(data))
else {
  // Node checks nothing of a message; only `process-source.ts` speaks to this process.
  process.on('message', (message) => void answer(message as ToReaders))
  process.on('disconnect', () => process.exit(0))
}
