import type { KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { maxBundleBytes } from '../../../contract/sync/bundle.ts'
import { sha256Text } from '../../../contract/sync/event-line.ts'
import {
  hubBase,
  hubHeaders,
  type HubRefusal,
  type HubRequest,
  maxNeighbourBytes,
} from '../../../contract/sync/hub.ts'
import { closingOf } from '../../closing.ts'
import { createChallenges } from './challenges.ts'
import { limitByAddress } from './connections.ts'
import { createBodyReader } from './read-body.ts'
import { digestOf, isProvenRequest, proveAnswer } from './proof.ts'

/** A request of a PC that knows the pairing code, its body whole and as it was sent. */
export type HubAsk = {
  readonly method: string
  readonly what: 'state' | 'parts' | 'answers' | 'neighbours'
  /** Names a bundle or an answer; empty for the state. */
  readonly sha256: string
  readonly device: string
  readonly letters: string
  readonly body: Uint8Array
}
/** JSON, or the bytes of an answer of the city, or no. */
export type HubReply =
  | { readonly kind: 'json'; readonly value: object }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'refused'; readonly code: HubRefusal }

/** What the hub's door needs: the code and key of now, and who answers. */
export type HubDoor = {
  readonly code: () => string | null
  readonly key: () => KeyObject
  readonly answer: (ask: HubAsk) => HubReply | Promise<HubReply>
  readonly fault: (error: unknown) => void
}

export type Listening = { readonly host: string; readonly port: number; close(): Promise<void> }

/** Requests worked on at once, each with its whole body. */
const mostInFlight = 4
const closingMs = 2_000
const paths = new RegExp(`^${hubBase}/(nonce|state|parts|answers|neighbours)(?:/([A-Za-z0-9_-]{43}))?$`)
const mostBytesOf = { state: 0, parts: maxBundleBytes, answers: 0, neighbours: maxNeighbourBytes } as const
const statusOf = {
  'not-ours': 422,
  'not-member': 422,
  altered: 422,
  'share-full': 507,
  'disk-full': 507,
  busy: 503,
  'not-found': 404,
} as const satisfies Readonly<Record<HubRefusal, number>>

/**
 * Listens in the office's network. Whoever does not prove the pairing code, under a number this hub gave out a moment
 * ago and nobody has used, gets an empty 404, whatever he asks, and nothing he sends is read. Throws as `listen` does
 * (`EADDRINUSE`, `EADDRNOTAVAIL`, `EACCES`).
 */
export async function openDoor(door: HubDoor, host: string, port: number): Promise<Listening> {
  let inFlight = 0
  const challenges = createChallenges(() => performance.now())
  const readBody = createBodyReader()
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const proven = provenAsk(door, request)
    if (!proven) return turnAway(response)
    const { ask } = proven
    const tell = (reply: HubReply) => send(door, proven.mac, response, reply)
    if (ask.what === 'nonce') return tell({ kind: 'json', value: { nonce: challenges.make() } })
    if (!challenges.use(proven.request.nonce)) return turnAway(response)
    const body = await readBody(request, ask.device, mostBytesOf[ask.what])
    if (body === null || inFlight >= mostInFlight) return tell({ kind: 'refused', code: 'busy' })
    if (digestOf(body) !== proven.request.body) return tell({ kind: 'refused', code: 'altered' })
    inFlight += 1
    try {
      return tell(await door.answer({ ...ask, what: ask.what, body }))
    } finally {
      inFlight -= 1
    }
  }
  const server = createServer({ connectionsCheckingInterval: 1_000 }, (request, response) => {
    void handle(request, response).catch((error: unknown) => {
      // Somebody who stops in the midst of a body is no fault of this program.
      if (!request.destroyed && !(error instanceof RangeError)) door.fault(error)
      response.destroy()
    })
  })
  server.maxConnections = 256
  server.headersTimeout = 5_000
  server.requestTimeout = 120_000
  limitByAddress(server)
  const close = closingOf(server, closingMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  // Nothing that happens to the listener afterwards ends the office.
  server.on('error', door.fault)
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the hub has no network address')
  return { host, port: bound.port, close }
}

function provenAsk(door: HubDoor, { method = '', url = '', headers }: IncomingMessage) {
  const [, what, sha256 = ''] = paths.exec(url) ?? []
  const code = door.code()
  const header = (name: keyof typeof hubHeaders) => {
    const value = headers[hubHeaders[name]]
    return typeof value === 'string' ? value : ''
  }
  const device = header('device')
  const letters = header('letters')
  if (what === undefined || code === null) return null
  if (!sha256Text.safeParse(device).success || !/^[A-Z]{1,4}$/.test(letters)) return null
  const proof = { nonce: header('nonce'), body: header('body') }
  const request: HubRequest = { method, path: url, device, letters, ...proof }
  const mac = header('mac')
  if (!isProvenRequest(code, request, mac)) return null
  // The expression knows only these five.
  const ask = { method, what: what as HubAsk['what'] | 'nonce', sha256, device, letters }
  return { mac, request, ask }
}

function turnAway(response: ServerResponse): void {
  response.writeHead(404, { connection: 'close', 'content-length': 0 }).end()
}

function send(door: HubDoor, mac: string, response: ServerResponse, reply: HubReply): void {
  const code = door.code()
  // The code was made anew meanwhile.
  if (code === null) return void response.destroy()
  const isBytes = reply.kind === 'bytes'
  const said = reply.kind === 'json' ? reply.value : { code: reply.kind === 'refused' ? reply.code : '' }
  const body = isBytes ? reply.bytes : Buffer.from(JSON.stringify(said))
  const status = reply.kind === 'refused' ? statusOf[reply.code] : 200
  const proof = proveAnswer({ code, key: door.key() }, { mac, status, body: digestOf(body) })
  response
    .writeHead(status, {
      'content-type': isBytes ? 'application/octet-stream' : 'application/json',
      'content-length': body.length,
      'cache-control': 'no-store',
      [hubHeaders.key]: proof.key,
      [hubHeaders.signature]: proof.signature,
      [hubHeaders.mac]: proof.mac,
    })
    .end(body)
}
