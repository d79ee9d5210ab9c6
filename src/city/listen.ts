import { createServer, type IncomingMessage, STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import { getRequestListener } from '@hono/node-server'
import { closingOf } from '../office/closing.ts'
import type { Bodies } from './bodies.ts'
import { RequestRefused } from './refusal.ts'

/** Answers one request. */
export type Handler = (request: Request) => Response | Promise<Response>

/** A server on the network; `close` lets running requests end. */
export type Listening = { readonly address: string; close(): Promise<void> }

/** How long running requests may go on while the server closes. */
const closingMs = 10_000
/** How long a head may take, and a whole request; what is hurried along within it, `Bodies` watches. */
const timeouts = { headersTimeout: 15_000, requestTimeout: 300_000, connectionsCheckingInterval: 5_000 }

/** Answers the network on a port (0: any free one) of an address. Throws when it is taken. */
export async function listenOn(
  fetch: Handler,
  bodies: Bodies,
  port: number,
  host: string,
): Promise<Listening> {
  const listener = getRequestListener(
    (request, { incoming }) => {
      if ('socket' in incoming) bodies.cameFrom(request, addressOf(incoming as IncomingMessage)) // HTTP/1 only
      return fetch(request)
    },
    { overrideGlobalObjects: false },
  )
  // The listener answers its own failures; its promise never rejects.
  const server = createServer(timeouts, (incoming, outgoing) => void listener(incoming, outgoing))
  server.on('clientError', refuseUnread)
  const close = closingOf(server, closingMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const bound = server.address()
  if (bound === null || typeof bound === 'string') throw new Error('the server has no network address')
  const shown = bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return { address: `http://${shown}:${bound.port}`, close }
}

/** Answers what is no HTTP, or not in time, before anybody has seen a request of it. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy()
    return
  }
  const { problem } = new RequestRefused('malformed')
  const status = unreadStatus[error.code ?? ''] ?? 400
  const body = JSON.stringify({ ...problem, status })
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  )
}

const unreadStatus: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
}

/** Who asks; behind a web server on the same machine, whom that says. */
function addressOf({ socket, headers }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? ''
  const isBehind = peer === '::1' || /^(::ffff:)?127\./.test(peer)
  const said = String(headers['x-forwarded-for'] ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  return isBehind && said ? said : peer
}
