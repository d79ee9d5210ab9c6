import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { openTraining, readOffice } from '../contract/desk/index.ts'
import { answerOpenTraining } from '../contract/open-training.ts'
import { guardHeaders, plainPath } from '../contract/pages.ts'
import { problemOf, Refusal } from '../contract/refusals.ts'
import { sessionHeader } from '../contract/session.ts'
import { closingOf } from '../office/closing.ts'
import { servePage } from '../office/host.ts'
import type { Office } from '../office/office.ts'
import type { Ports } from '../office/ports.ts'
import { type Refused, refusalOf } from './guards.ts'
import { instanceHeader } from './lock.ts'
import { sessionCookie, sessionOf } from './session.ts'

/** Largest request body taken, in bytes: a 20 MB spreadsheet fits with room to spare. */
const bodyLimit = 32 * 1024 * 1024
const heartbeatMs = 20_000
const closingMs = 5_000
/** Headers that belong to the connection or to the shell; the office gets none of them. */
const ownHeaders = new Set([
  'connection',
  'host',
  'cookie',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'content-length',
  sessionHeader,
])

export type Serving = {
  readonly office: Pick<Office, 'fetch' | 'onChanges'>
  /** Folder of the built renderer. */
  readonly pages: string
  /** What the lock file says of this shell. */
  readonly instance: string
  readonly log: Ports['log']
  /** Opens the training office elsewhere, once however often it is asked, and tells its address. */
  readonly openTraining: () => Promise<{ readonly address: string }>
}

type Context = Serving & {
  readonly port: number
  readonly streams: Set<ServerResponse>
  readonly isClosing: () => boolean
}

/** A listening shell: `address` is its origin, `close` answers what is under way and then stops. */
export type Listening = { readonly address: string; close(): Promise<void> }

/**
 * Serves the office and its pages on 127.0.0.1 and nowhere else.
 * @throws the listener's error (`EADDRINUSE` …) when the port cannot be had; port 0 takes any.
 */
export async function serveOffice(serving: Serving, port: number): Promise<Listening> {
  const streams = new Set<ServerResponse>()
  let bound = port
  let isClosing = false
  const server = createServer((request, response) => {
    const context = { ...serving, port: bound, streams, isClosing: () => isClosing }
    answer(context, request, response).catch((error: unknown) => {
      serving.log({
        level: 'error',
        what: 'shell-request-failed',
        error: error instanceof Error ? error.name : 'unknown',
      })
      response.destroy()
    })
  })
  const close = closingOf(server, closingMs)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  // Asked now: a server that closes has no address, and requests may still come by the connections it has.
  bound = portOf(server)
  return {
    address: `http://127.0.0.1:${bound}`,
    close() {
      isClosing = true
      // They never end by themselves.
      for (const stream of streams) stream.end()
      return close()
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

async function answer(context: Context, request: IncomingMessage, response: ServerResponse) {
  for (const [name, value] of Object.entries(guardHeaders)) response.setHeader(name, value)
  response.setHeader(instanceHeader, context.instance)
  const refusal = refusalOf(request, context.port)
  if (refusal !== null) return refuse(response, refusal)
  const [path = '/'] = (request.url ?? '/').split(/[?#]/, 1)
  if (plainPath(path) === null) return send(context, response, new Response('Not found', { status: 404 }))
  if (path === '/api/changes') return streamChanges(context, request, response)
  if (path === openTraining.path && request.method === 'POST')
    return send(context, response, await leaveForTraining(context))
  if (path === '/api' || path.startsWith('/api/')) return askOffice(context, request, response)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, { status: 405, why: 'Method not used here.' })
  return send(context, response, await servePage(context.pages, path))
}

async function askOffice(context: Context, request: IncomingMessage, response: ServerResponse) {
  const body = await readBody(request)
  if (body === null) return refuseBody(response)
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined && !ownHeaders.has(name))
      headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  const session = sessionOf(request.headers.cookie, context.port)
  if (session !== null) headers.set(sessionHeader, session)
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD'
  const asked = new Request(`http://127.0.0.1:${context.port}${request.url ?? '/'}`, {
    method: request.method ?? 'GET',
    headers,
    ...(hasBody ? { body } : {}),
  })
  return send(context, response, await context.office.fetch(asked))
}

async function leaveForTraining({ office, port, openTraining: open }: Context): Promise<Response> {
  const state = await office.fetch(new Request(`http://127.0.0.1:${port}${readOffice.path}`))
  return answerOpenTraining(state, open)
}

/** The whole body, or null when it is larger than the limit (the rest is not read). */
async function readBody(request: IncomingMessage): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimit) return null
  const chunks: Buffer[] = []
  let length = 0
  // An http request is a stream of Buffers until an encoding is set, and none is.
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length
    if (length > bodyLimit) return null
    chunks.push(chunk)
  }
  return Uint8Array.from(Buffer.concat(chunks))
}

async function send({ port }: Context, response: ServerResponse, answered: Response) {
  for (const [name, value] of answered.headers) {
    if (!ownHeaders.has(name) && name !== 'set-cookie' && !(name in guardHeaders))
      response.setHeader(name, value)
  }
  const session = answered.headers.get(sessionHeader)
  if (session !== null) response.setHeader('set-cookie', sessionCookie(session, port))
  // Answers of the office speak of people: nothing of them may stay in a browser's cache on disk.
  if (!answered.headers.has('cache-control')) response.setHeader('cache-control', 'no-store')
  const bytes = new Uint8Array(await answered.arrayBuffer())
  response.writeHead(answered.status)
  response.end(bytes)
}

function refuse(response: ServerResponse, refused: Refused) {
  response.writeHead(refused.status, {
    'content-type': 'text/plain',
    'cache-control': 'no-store',
    connection: 'close',
  })
  response.end(refused.why)
}

function refuseBody(response: ServerResponse) {
  const problem = problemOf(new Refusal('too-large', { megabytes: bodyLimit / 1024 / 1024 }))
  response.writeHead(problem.status, { 'content-type': 'application/problem+json', connection: 'close' })
  response.end(JSON.stringify(problem))
}

function streamChanges(context: Context, request: IncomingMessage, response: ServerResponse) {
  if (request.method !== 'GET') return refuse(response, { status: 405, why: 'Method not used here.' })
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  if (context.isClosing()) return response.end()
  response.write(': open\n\n')
  const forget = context.office.onChanges((topics) => response.write(`data: ${JSON.stringify(topics)}\n\n`))
  const heartbeat = setInterval(() => response.write(': still here\n\n'), heartbeatMs)
  context.streams.add(response)
  response.on('close', () => {
    context.streams.delete(response)
    clearInterval(heartbeat)
    forget()
  })
}
