import { EventEmitter } from 'node:events'

// Gives the process the `parentPort` of an Electron utility process, over the channel to the stand-in. Messages wait
// until somebody listens, as Electron's do.
const port = new EventEmitter()
const early: unknown[] = []
process.on('message', (data: unknown) => {
  if (port.listenerCount('message') === 0) early.push(data)
  else port.emit('message', { data })
})
port.on('newListener', () =>
  setImmediate(() => early.splice(0).forEach((data) => port.emit('message', { data }))),
)
Object.defineProperty(process, 'parentPort', {
  value: Object.assign(port, { postMessage: (message: unknown) => process.send?.(message) }),
})
process.on('disconnect', () => process.exit(0))
