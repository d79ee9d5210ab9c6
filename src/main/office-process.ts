import { systemClock } from '../office/host.ts'
import type { FromLists, ToLists } from '../office/lists/process/messages.ts'
import { type Office, openOffice } from '../office/office.ts'
import type { Ports } from '../office/ports.ts'
import type { FromReaders, ToReaders } from '../office/scanning/process/messages.ts'
import { portProcesses, type ReaderPort } from '../office/scanning/process/port-process.ts'
import type { FromSigning, ToSigning } from '../office/signing/key-token/messages.ts'
import { openTrainingOffice } from '../training/training.ts'
import type { FromOffice, Fulfilled, HelperName, OfficeRequest, Opening, ToOffice, Wish } from './messages.ts'

// The entry of the utility process that owns the office. It imports nothing of Electron: what only Electron can do
// (printing, the key store) is wished for over the one port this process was born with.

const port = process.parentPort
let office: Office | null = null
let lastWish = 0
const wishes = new Map<number, (fulfilled: Fulfilled) => void>()
// A utility process cannot start another: main does, and hands over a port.
const starterOf = (helper: HelperName) => ({
  start: (id: number) => tell({ kind: 'start-helper', helper, id }),
  end: (id: number) => tell({ kind: 'end-helper', helper, id }),
})
const helpers = {
  readers: portProcesses<ToReaders, FromReaders>(starterOf('readers')),
  signing: portProcesses<ToSigning, FromSigning>(starterOf('signing')),
  lists: portProcesses<ToLists, FromLists>(starterOf('lists')),
} as const

port.on('message', ({ data, ports }: { data: ToOffice; ports: readonly ReaderPort[] }) => {
  receive(data, ports).catch((error: unknown) => {
    log({
      level: 'error',
      what: 'office-process-failed',
      error: error instanceof Error ? error.message : 'unknown',
    })
    // Main counts this as a crash and starts a fresh process; limping on would be worse.
    setImmediate(() => process.exit(1))
  })
})

function tell(message: FromOffice): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a process's port has no origin
  port.postMessage(message)
}

async function receive(message: ToOffice, [given]: readonly ReaderPort[]): Promise<void> {
  switch (message.kind) {
    case 'open':
      return open(message.opening)
    case 'request':
      return answer(message.id, message.request)
    case 'fulfilled':
      wishes.get(message.id)?.(message.fulfilled)
      wishes.delete(message.id)
      return
    case 'helper-started':
      if (given) helpers[message.helper].connected(message.id, given)
      return
    case 'helper-ended':
      return helpers[message.helper].ended(message.id, message.how)
    case 'close':
      await office?.close()
      process.exit(0)
  }
}

async function open(opening: Opening): Promise<void> {
  const ports = portsFor(opening)
  const opened = opening.training
    ? await openTrainingOffice(ports, helpers.readers.start, helpers.lists.start)
    : {
        office: await openOffice(ports, {
          startReaderProcess: helpers.readers.start,
          startSigningProcess: helpers.signing.start,
          startListProcess: helpers.lists.start,
        }),
        accounts: [],
      }
  office = opened.office
  office.onChanges((topics) => tell({ kind: 'changes', topics }))
  tell({ kind: 'ready', accounts: opened.accounts })
}

async function answer(id: number, asked: OfficeRequest): Promise<void> {
  if (office === null) throw new Error('asked before it was open')
  const hasBody = asked.method !== 'GET' && asked.method !== 'HEAD'
  const request = new Request(`http://office${asked.path}`, {
    method: asked.method,
    headers: asked.headers.map(([name, value]): [string, string] => [name, value]),
    ...(hasBody ? { body: Uint8Array.from(asked.bytes) } : {}),
  })
  const answered = await office.fetch(request)
  const bytes = new Uint8Array(await answered.arrayBuffer())
  tell({
    kind: 'response',
    id,
    response: { status: answered.status, headers: [...answered.headers], bytes },
  })
}

function portsFor(opening: Opening): Ports {
  return {
    ...opening,
    shell: 'electron',
    clock: systemClock(),
    log,
    printer: {
      list: async () => (await wish({ what: 'printers' }, 'printers')).printers,
      print: async (job) => {
        const { what: _, ...outcome } = await wish({ what: 'print', job }, 'print')
        return outcome
      },
    },
    secrets: {
      wrap: async (bytes) => (await wish({ what: 'wrap', bytes }, 'wrap')).bytes,
      unwrap: async (bytes) => (await wish({ what: 'unwrap', bytes }, 'unwrap')).bytes,
    },
  }
}

function wish<What extends Fulfilled['what']>(
  asked: Wish,
  what: What,
): Promise<Extract<Fulfilled, { what: What }>> {
  lastWish += 1
  const id = lastWish
  return new Promise((resolve, reject) => {
    wishes.set(id, (fulfilled) => {
      if (answers(fulfilled, what)) resolve(fulfilled)
      else reject(new Error(`wished for ${what}, got ${fulfilled.what}`))
    })
    tell({ kind: 'wish', id, wish: asked })
  })
}

function answers<What extends Fulfilled['what']>(
  fulfilled: Fulfilled,
  what: What,
): fulfilled is Extract<Fulfilled, { what: What }> {
  return fulfilled.what === what
}

function log(line: Parameters<Ports['log']>[0]): void {
  tell({ kind: 'log', line })
}
