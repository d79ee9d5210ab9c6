import { openTraining, readOffice } from '../contract/desk/index.ts'
import { answerOpenTraining } from '../contract/open-training.ts'
import { guardHeaders, plainPath } from '../contract/pages.ts'
import { problemOf, Refusal } from '../contract/refusals.ts'
import { sessionHeader } from '../contract/session.ts'
import { servePage } from '../office/host.ts'
import type { OfficeResponse } from './messages.ts'
import type { OfficeLink } from './office-link.ts'
import { home, isHome } from './origin.ts'
import { recoveryPage } from './recovery.ts'

const bodyLimit = 32 * 1024 * 1024
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])

/** What one window's requests are answered from. */
export type Answering = {
  readonly office: Pick<OfficeLink, 'fetch' | 'retry'>
  /** Folder of the built renderer. */
  readonly pages: string
  /** Opens the training office in place of this one. */
  readonly openTraining: () => void
}

/**
 * Answers the requests of one window: pages from the renderer's folder, `/api` from the office. The session lives
 * here, one for each window, and is neither taken from nor shown to the page.
 */
export function answerWindow(answering: Answering): (request: Request) => Promise<Response> {
  let session: string | null = null
  return async (request) => {
    const answered = await answer(answering, request, session)
    const said = answered.headers.get(sessionHeader)
    if (said !== null) session = said === '' ? null : said
    const headers = new Headers(answered.headers)
    headers.delete(sessionHeader)
    headers.delete('set-cookie')
    for (const [name, value] of Object.entries(guardHeaders)) headers.set(name, value)
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store')
    return new Response(answered.body, { status: answered.status, headers })
  }
}

async function answer(answering: Answering, request: Request, session: string | null): Promise<Response> {
  if (!isHome(request.url)) return new Response('Not found', { status: 404 })
  const origin = request.headers.get('origin')
  if (origin !== null && origin !== home)
    return new Response('Only pages of this office may ask.', { status: 403 })
  if (!methods.has(request.method)) return new Response('Method not used here.', { status: 405 })
  const { pathname, search } = new URL(request.url)
  if (plainPath(pathname) === null) return new Response('Not found', { status: 404 })
  if (pathname === openTraining.path && request.method === 'POST') return leaveForTraining(answering)
  if (pathname === '/api' || pathname.startsWith('/api/'))
    return askOffice(answering, request, pathname + search, session)
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return new Response('Method not used here.', { status: 405 })
  const recovery = recoveryPage(pathname)
  if (recovery !== null) return recovery
  // Opening the start page is also what the recovery screen's button does.
  if (pathname === '/') answering.office.retry()
  return servePage(answering.pages, pathname)
}

async function askOffice(answering: Answering, request: Request, path: string, session: string | null) {
  const bytes = await readBody(request)
  if (bytes === null) {
    const problem = problemOf(new Refusal('too-large', { megabytes: bodyLimit / 1024 / 1024 }))
    return Response.json(problem, {
      status: problem.status,
      headers: { 'content-type': 'application/problem+json' },
    })
  }
  const headers = [...request.headers].filter(([name]) => name !== sessionHeader && name !== 'cookie')
  if (session !== null) headers.push([sessionHeader, session])
  return responseOf(await answering.office.fetch({ method: request.method, path, headers, bytes }))
}

function responseOf(answered: OfficeResponse): Response {
  const empty = answered.bytes.length === 0
  return new Response(empty ? null : Uint8Array.from(answered.bytes), {
    status: answered.status,
    headers: answered.headers.map(([name, value]): [string, string] => [name, value]),
  })
}

async function leaveForTraining({ office, openTraining: open }: Answering): Promise<Response> {
  const asked = { method: 'GET', path: readOffice.path, headers: [], bytes: new Uint8Array() }
  return answerOpenTraining(responseOf(await office.fetch(asked)), async () => {
    open()
    return { address: null }
  })
}

/** The whole body, or null when it is larger than the limit. */
async function readBody(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > bodyLimit) return null
  if (request.body === null) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of request.body) {
    length += chunk.length
    if (length > bodyLimit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
