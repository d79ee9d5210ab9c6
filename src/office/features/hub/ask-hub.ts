import { randomBytes } from 'node:crypto'
import type { z } from 'zod'
import { maxBundleBytes } from '../../../contract/sync/bundle.ts'
import type { HubUseProblem } from '../../../contract/desk/hub.ts'
import {
  hubBase,
  type HubBox,
  hubBoxSchema,
  hubHeaders,
  hubNonceSchema,
  hubRefusedSchema,
  type HubRequest,
} from '../../../contract/sync/hub.ts'
import { digestOf, keyOfAnswer, macOfRequest } from './proof.ts'

/** A hub as a PC of its ward talks to it. `key`: id of the key it has to have; null while that is being learnt. */
export type HubLine = {
  readonly host: string
  readonly port: number
  readonly code: string
  readonly key: string | null
  readonly device: string
  readonly letters: string
  readonly halt: AbortSignal
}

type Asked = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly path: string
  readonly body?: Uint8Array
}
type Proved = { readonly status: number; readonly bytes: Uint8Array; readonly key: string }

/** A hub answers a question at once; a bundle may take its time through a slow network. */
const answerMs = 10_000
const bundleMs = 120_000

/** What the hub holds for this PC, and the id of the key it proved. */
export async function readBox(
  line: HubLine,
): Promise<{ readonly box: HubBox; readonly key: string } | HubUseProblem> {
  const reply = await ask(line, { method: 'GET', path: `${hubBase}/state` })
  if (typeof reply === 'string') return reply
  const box = jsonOf(reply, hubBoxSchema)
  return box ? { box, key: reply.key } : 'garbled-answer'
}

/** Hands a bundle over; null when it is on the hub's disk. */
export async function putPart(line: HubLine, bytes: Uint8Array): Promise<HubUseProblem | null> {
  const path = `${hubBase}/parts/${digestOf(bytes)}`
  const reply = await ask(line, { method: 'PUT', path, body: bytes })
  return typeof reply === 'string' ? reply : null
}

/** An answer of the city; null when the hub has it no more. */
export async function getAnswer(line: HubLine, sha256: string): Promise<Uint8Array | HubUseProblem | null> {
  const reply = await ask(line, { method: 'GET', path: `${hubBase}/answers/${sha256}` })
  if (typeof reply === 'string') return reply
  return reply.status === 404 ? null : reply.bytes
}

/** Tells the hub what the neighbours may read, and answers what they told it; both sealed. */
export async function askNeighbours(line: HubLine, sealed: Uint8Array): Promise<Uint8Array | HubUseProblem> {
  const reply = await ask(line, { method: 'POST', path: `${hubBase}/neighbours`, body: sealed })
  if (typeof reply === 'string') return reply
  return reply.status === 200 ? reply.bytes : 'garbled-answer'
}

/** Says that something in the box is needed no more; what does not arrive is said again another time. */
export async function dropFromBox(line: HubLine, what: 'parts' | 'answers', sha256: string): Promise<void> {
  await ask(line, { method: 'DELETE', path: `${hubBase}/${what}/${sha256}` })
}

/** Asks under a number of the hub's own, so that what is caught in the network is worth nothing. */
async function ask(line: HubLine, asked: Asked): Promise<Proved | HubUseProblem> {
  const first = await askUnder(line, randomBytes(16).toString('base64url'), {
    method: 'GET',
    path: `${hubBase}/nonce`,
  })
  if (typeof first === 'string') return first
  const given = jsonOf(first, hubNonceSchema)
  return given ? askUnder(line, given.nonce, asked) : 'garbled-answer'
}

/** Never throws for what the network or the hub does. What nobody proved to be the hub's is not looked at. */
async function askUnder(
  line: HubLine,
  nonce: string,
  { method, path, body }: Asked,
): Promise<Proved | HubUseProblem> {
  const sent = body ?? new Uint8Array()
  const { device, letters, code } = line
  const request: HubRequest = { method, path, device, letters, nonce, body: digestOf(sent) }
  const mac = macOfRequest(code, request)
  const limit = AbortSignal.timeout(body || path.includes('/answers/') ? bundleMs : answerMs)
  try {
    const response = await fetch(`http://${line.host}:${line.port}${path}`, {
      method,
      headers: {
        [hubHeaders.device]: device,
        [hubHeaders.letters]: letters,
        [hubHeaders.nonce]: nonce,
        [hubHeaders.body]: request.body,
        [hubHeaders.mac]: mac,
      },
      ...(body ? { body: Uint8Array.from(body) } : {}),
      redirect: 'manual',
      signal: AbortSignal.any([line.halt, limit]),
    })
    return await proved(line, mac, response)
  } catch (error) {
    return error instanceof RangeError ? 'garbled-answer' : 'unreachable'
  }
}

async function proved(line: HubLine, mac: string, response: Response): Promise<Proved | HubUseProblem> {
  const bytes = await readBytes(response)
  const header = (name: string) => response.headers.get(name) ?? ''
  const proof = {
    key: header(hubHeaders.key),
    signature: header(hubHeaders.signature),
    mac: header(hubHeaders.mac),
  }
  const { status } = response
  const key = keyOfAnswer(line.code, proof, { mac, status, body: digestOf(bytes) })
  if (key === null) return 'not-known'
  if (line.key !== null && line.key !== key) return 'key-differs'
  if (response.ok || status === 404) return { status, bytes, key }
  const refused = jsonOf({ bytes }, hubRefusedSchema)?.code
  if (refused === 'disk-full' || refused === 'share-full' || refused === 'busy') return refused
  if (refused === 'not-member') return refused
  return refused === 'not-ours' ? 'other-ward' : 'garbled-answer'
}

async function readBytes(response: Response): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.length
    if (size > maxBundleBytes + 4096) throw new RangeError('the answer is too long')
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function jsonOf<T>({ bytes }: { readonly bytes: Uint8Array }, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null
  } catch {
    return null
  }
}
