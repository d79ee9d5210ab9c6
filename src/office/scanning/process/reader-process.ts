import { serveParent } from '../../helper-process.ts'
import { hidSource } from '../hid/source.ts'
import { serialSource } from '../serial/source.ts'
import type { FromReaders, ToReaders } from './messages.ts'
import { serveReaders } from './serve-readers.ts'

// The entry of the process that alone loads the native drivers of readers: when one of them crashes, a scan is lost
// and not the office. Started by `start-process.ts` on Node, and as a utility process by Electron, whose first and
// only message hands over a port to the office.

serveParent<ToReaders, FromReaders>((tell) => {
  const answer = serveReaders([hidSource(), serialSource()], tell)
  return (message) => void answer(message)
})
