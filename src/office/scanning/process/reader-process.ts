import { hidSource } from '../hid/source.ts'
import { serialSource } from '../serial/source.ts'
import type { FromReaders, ToReaders } from './messages.ts'
import type { ReaderPort } from './port-process.ts'
import { serveReaders } from './serve-readers.ts'

// The entry of the process that alone loads the native drivers of readers: when one of them crashes, a scan is lost
// and not the office. Started by `start-process.ts` on Node, and as a utility process by Electron, whose first and
// only message hands over a port to the office.

/** The port a utility process is born with; Electron's types are not known here. */
type ParentPort = {
  on(event: 'message', listener: (event: { readonly ports: readonly ReaderPort[] }) => void): void
}
const parentPort = 'parentPort' in process ? (process.parentPort as ParentPort | null) : null

function serve(tell: (message: FromReaders) => void): (message: unknown) => void {
  const answer = serveReaders([hidSource(), serialSource()], tell)
  // Nothing checks a message between processes; only `process-source.ts` speaks to this one.
  return (message) => void answer(message as ToReaders)
}

function serveOverPort(port: ReaderPort): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process's port has no origin
  const take = serve((message) => port.postMessage(message))
  port.on('message', ({ data }) => take(data))
  port.start()
}

if (parentPort) {
  parentPort.on('message', ({ ports }) => ports.forEach(serveOverPort))
} else {
  process.on(
    'message',
    serve((message) => void process.send?.(message)),
  )
  process.on('disconnect', () => process.exit(0))
}
