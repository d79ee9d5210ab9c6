import type { z } from 'zod'
import { type Problem, problemSchema } from '../../contract/sync/problem.ts'
import type { Clock } from '../ports.ts'
import { standardTimeouts } from './backoff.ts'
import { signRequest } from './signature.ts'
import type { Connection, RetryReason, Timeouts } from './types.ts'

/** A request of the protocol. `path` begins with the base path; `query` without question mark. */
type Request = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** Added to the time an answer may take: the wait of a long poll. */
  readonly patienceMs?: number
  /** Asked once, also under an old nonce: `use-nonce` is the asker's to see. */
  readonly isOnce?: boolean
}
/** With what the answer must look like; anything else is garbled. */
type Asked<T> = Request & { readonly answer: z.ZodType<T> }

/** What came of it. `tookMs` is until the whole answer was read. */
export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T; readonly tookMs: number }
  | { readonly kind: 'problem'; readonly problem: Problem; readonly retryAfterS: number | null }
  | { readonly kind: 'failed'; readonly reason: RetryReason; readonly retryAfterS: number | null }

/** Sends signed requests to one city. Never throws for what the line or the server does. */
export type Transport = {
  ask<T>(asked: Asked<T>, signal: AbortSignal): Promise<Reply<T>>
  /** The same for an answer that is bytes. */
  bytes(request: Request, signal: AbortSignal): Promise<Reply<Uint8Array>>
}

type Options = {
  readonly connection: Connection
  readonly fetch: typeof fetch
  readonly clock: Clock
  readonly timeouts: Timeouts
  readonly onSlow: (isSlow: boolean) => void
}

const longestAnswer = 64 * 1024 * 1024
const mostNonceRounds = 3

/** A transport for one connection; it remembers the server's nonce between requests. */
export function createTransport(options: Options): Transport {
  let nonce = ''
  const once = async <T>(asked: Request, read: Read<T>, signal: AbortSignal): Promise<Reply<T>> => {
    const { request, url } = signedRequest(options.connection, asked, nonce)
    const began = options.clock.monotonic()
    try {
      const response = await options.fetch(url, { ...request, signal })
      nonce = response.headers.get('psp-nonce') ?? nonce
      const bytes = await readBytes(response)
      return replyOf(read, response, bytes, options.clock.monotonic() - began)
    } catch (error) {
      return { kind: 'failed', reason: failureOf(error, signal), retryAfterS: null }
    }
  }
  const asking = async <T>(asked: Request, read: Read<T>, signal: AbortSignal): Promise<Reply<T>> => {
    for (let round = 1; ; round += 1) {
      const reply = await watched(options, asked, signal, (until) => once(asked, read, until))
      const isNonce = reply.kind === 'problem' && reply.problem.code === 'use-nonce'
      if (!isNonce || asked.isOnce === true) return reply
      if (round === mostNonceRounds) return { kind: 'failed', reason: 'garbled-answer', retryAfterS: null }
    }
  }
  return {
    ask: (asked, signal) => asking(asked, (bytes) => asked.answer.safeParse(readJson(bytes)), signal),
    bytes: (asked, signal) => asking(asked, (data) => ({ success: true, data }), signal),
  }
}

/** Asks a city single things beside its client; null where there is no good answer, whatever the line does. */
export function questionsTo(connection: Connection, clock: Clock): <T>(asked: Asked<T>) => Promise<T | null> {
  const { ask } = createTransport({
    connection,
    fetch: globalThis.fetch,
    clock,
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  return async (asked) => {
    const reply = await ask(asked, AbortSignal.timeout(standardTimeouts.answer))
    return reply.kind === 'answer' ? reply.value : null
  }
}

/** Sends once under the time limit, telling when it takes long. */
async function watched<T>(
  { timeouts, onSlow }: Options,
  asked: Request,
  signal: AbortSignal,
  once: (signal: AbortSignal) => Promise<Reply<T>>,
): Promise<Reply<T>> {
  const patience = asked.patienceMs ?? 0
  const slow = setTimeout(() => onSlow(true), timeouts.slow + patience)
  const limit = AbortSignal.timeout(timeouts.answer + patience)
  try {
    return await once(AbortSignal.any([signal, limit]))
  } finally {
    clearTimeout(slow)
    onSlow(false)
  }
}

function signedRequest(connection: Connection, asked: Request, nonce: string) {
  const url = new URL(asked.path, connection.address)
  url.search = asked.query ?? ''
  const headers = new Headers(asked.headers)
  const body = asked.body && asked.body.length > 0 ? asked.body : null
  signRequest({ method: asked.method, url: url.href, headers }, body, {
    keyId: connection.deviceId,
    key: connection.deviceKey,
    nonce,
  })
  // A copy that owns its buffer, as fetch wants it. A city never redirects; a captive portal does.
  const sent = body === null ? null : Uint8Array.from(body)
  return {
    url: url.href,
    request: { method: asked.method, headers, body: sent, redirect: 'manual' } as const,
  }
}

/** What the bytes of a good answer say. */
type Read<T> = (bytes: Buffer) => { readonly success: true; readonly data: T } | { readonly success: false }

function replyOf<T>(read: Read<T>, response: Response, bytes: Buffer, tookMs: number): Reply<T> {
  const retryAfterS = readRetryAfter(response.headers.get('retry-after'))
  if (response.ok) {
    const value = read(bytes)
    if (value.success) return { kind: 'answer', value: value.data, tookMs }
    return { kind: 'failed', reason: 'garbled-answer', retryAfterS }
  }
  const problem = problemSchema.safeParse(readJson(bytes))
  if (problem.success && problem.data.status === response.status)
    return { kind: 'problem', problem: problem.data, retryAfterS }
  if (response.status === 429 || response.status === 503)
    return { kind: 'failed', reason: 'busy', retryAfterS }
  const reason = response.status >= 500 ? 'server-fault' : 'garbled-answer'
  return { kind: 'failed', reason, retryAfterS }
}

/** Reads an answer whole, at most the limit. Throws when it is cut or too long. */
async function readBytes(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > longestAnswer) throw new RangeError('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Seconds of `Retry-After`, at most an hour; a date is not used by this protocol. */
function readRetryAfter(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Math.min(Number(text), 3600) : null
}

function failureOf(error: unknown, signal: AbortSignal): RetryReason {
  if (signal.aborted || (error instanceof DOMException && error.name === 'TimeoutError')) return 'timeout'
  return error instanceof RangeError ? 'garbled-answer' : 'unreachable'
}
