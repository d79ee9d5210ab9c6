import type { ChildProcess } from 'node:child_process'
import type { MessagePortMain } from 'electron'
import { strict } from './strict.ts'

// Electron's MessageChannelMain between two utility processes. Node hands no port to another process, so what passes
// through a channel goes over main's own channels to the two.

/** What goes through a port, marked with it; `closed` when the process at the other end is gone. */
export type PortTraffic = { readonly port: number; readonly data?: unknown; readonly closed?: true }

type End = { readonly id: number; readonly other: number; owner: ChildProcess | null; early: PortTraffic[] }
const ends = new Map<number, End>()
const idOf = new WeakMap<MessagePortMain, number>()
let last = 0

/** Electron's class of that name: two ports, good for handing over and nothing else. */
export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain
  constructor() {
    last += 2
    this.port1 = makePort(last - 1, last)
    this.port2 = makePort(last, last - 1)
  }
}

function makePort(id: number, other: number): MessagePortMain {
  ends.set(id, { id, other, owner: null, early: [] })
  const port = strict<MessagePortMain>('MessagePortMain', {})
  idOf.set(port, id)
  return port
}

/** Gives ports to a process with a message: `send` gets the numbers under which the process knows them. */
export function handOver(
  ports: readonly MessagePortMain[],
  owner: ChildProcess,
  send: (numbers: number[]) => void,
): void {
  const given = ports.map((port) => {
    const end = ends.get(idOf.get(port) ?? 0)
    if (!end || end.owner) throw new Error('a port can be handed over once')
    end.owner = owner
    return end
  })
  send(given.map(({ id }) => id))
  for (const end of given) for (const traffic of end.early.splice(0)) deliver(end, traffic)
}

/** Takes what a process put into its port to the other end. */
export function passOn({ port, data }: PortTraffic): void {
  const other = ends.get(ends.get(port)?.other ?? 0)
  if (other) deliver(other, { port: other.id, data })
}

/** A process has ended: the other ends of its ports close. */
export function portsClose(owner: ChildProcess): void {
  for (const end of [...ends.values()].filter((one) => one.owner === owner)) {
    const other = ends.get(end.other)
    if (other) deliver(other, { port: other.id, closed: true })
    ends.delete(end.id)
  }
}

function deliver(end: End, traffic: PortTraffic): void {
  if (end.owner === null) end.early.push(traffic)
  else if (end.owner.connected) end.owner.send(traffic, () => undefined)
}
