import { EventEmitter } from 'node:events'
import type { PortTraffic } from './message-channel.ts'

// Gives the process the `parentPort` of an Electron utility process, over the channel to the stand-in. Messages wait
// until somebody listens, and those of a port until it is started, as Electron's do.

type Message = { readonly data: unknown; readonly ports: readonly number[] }

const parent = new EventEmitter()
const early: Message[] = []
const ports = new Map<number, ReturnType<typeof makePort>>()

process.on('message', (message: Message | PortTraffic) => {
  if ('port' in message) ports.get(message.port)?.take(message)
  else if (parent.listenerCount('message') === 0) early.push(message)
  else arrive(message)
})
parent.on('newListener', () => setImmediate(() => early.splice(0).forEach(arrive)))

function arrive({ data, ports: given }: Message): void {
  parent.emit('message', { data, ports: given.map((id) => makePort(id).port) })
}

function makePort(id: number) {
  const events = new EventEmitter()
  let waiting: PortTraffic[] | null = []
  const emit = ({ data, closed }: PortTraffic) =>
    closed ? events.emit('close') : events.emit('message', { data, ports: [] })
  const port = Object.assign(events, {
    postMessage: (data: unknown) => void process.send?.({ port: id, data }),
    start() {
      const before = waiting ?? []
      waiting = null
      before.forEach(emit)
    },
  })
  const made = {
    port,
    take: (traffic: PortTraffic) => void (waiting ? waiting.push(traffic) : emit(traffic)),
  }
  ports.set(id, made)
  return made
}

Object.defineProperty(process, 'parentPort', {
  value: Object.assign(parent, { postMessage: (data: unknown) => process.send?.({ data }) }),
})
process.on('disconnect', () => process.exit(0))
