import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { zstdCompressSync } from 'node:zlib'
import { acts } from '../../src/city/testing/journal.ts'
import { ndjson, syncBase } from '../../src/contract/sync/base.ts'
import { lineHash, writeLine } from '../../src/office/journal/line.ts'
import { signRequest } from '../../src/office/sync/signature.ts'
import type { LoadDesk } from './city-store-load.ts'

// Lets go of a connection before the server does, whose time-out is five seconds.
const agent = new Agent({ keepAlive: true, timeout: 3_000 })
/** What a PC waits after a connection that broke. */
const cutWaitS = 1

/** A PC that keeps nothing of what it has written but its head: there are many of them, for a long time. */
export type VirtualDesk = {
  readonly ward: string
  readonly stream: string
  readonly signer: { readonly keyId: string; readonly key: LoadDesk['connection']['deviceKey'] }
  /** What it has written so far. */
  head: { seq: number; hash: string }
  /** What the city has signed for. */
  acked: { seq: number; hash: string }
  /** The case under way: what has been done of it. */
  case: { subject: string; step: number }
}

/** Takes over an enrolled PC whose stream is open and empty. */
export function virtualDesk({ connection, journal }: LoadDesk): VirtualDesk {
  return {
    ward: connection.ward,
    stream: journal.streamId,
    signer: { keyId: connection.deviceId, key: connection.deviceKey },
    head: journal.head(),
    acked: journal.head(),
    case: { subject: randomUUID(), step: 0 },
  }
}

/** Lines of a PC, packed as they are sent; `raw`: their bytes before. */
export type Batch = {
  readonly body: Buffer
  readonly last: { readonly seq: number; readonly hash: string }
  readonly events: number
  readonly raw: number
}

/** The next lines a PC writes: one case after the other, each from its registration to its printed sheet. */
export function nextBatch(desk: VirtualDesk, events: number): Batch {
  const lines: string[] = []
  for (let count = 0; count < events; count += 1) {
    const line = nextLine(desk)
    desk.head = { seq: desk.head.seq + 1, hash: lineHash(line) }
    lines.push(`${line}\n`)
  }
  const raw = Buffer.from(lines.join(''))
  return { body: zstdCompressSync(raw), last: desk.head, events, raw: raw.length }
}

const steps = [
  (subject: string) => acts.register(subject),
  (subject: string) => acts.verify(subject),
  (subject: string) => acts.approve(subject),
  (subject: string) => acts.print(subject, 3),
]

function nextLine(desk: VirtualDesk): string {
  const { subject, step } = desk.case
  const said = (steps[step] ?? acts.register)(subject)
  desk.case = step === steps.length - 1 ? { subject: randomUUID(), step: 0 } : { subject, step: step + 1 }
  const id = randomUUID()
  return writeLine({
    v: 1,
    stream: desk.stream,
    seq: desk.head.seq + 1,
    prev: desk.head.hash,
    id,
    type: said.type,
    tv: 1,
    ward: desk.ward,
    subject,
    baseVer: said.baseVer,
    lc: desk.head.seq + 1,
    at: { wall: new Date().toISOString(), mono: 1, boot: 'b', offsetMs: 3, offsetAgeS: 12 },
    actor: { user: said.user, role: said.role, session: 's' },
    body: said.body ?? {},
    ...(step === 0 ? sealedPerson(id) : {}),
  })
}

/** The personal part of a registration, encrypted as the office does. */
function sealedPerson(id: string) {
  const [key, iv] = [randomBytes(32), randomBytes(12)]
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  cipher.setAAD(Buffer.from(id))
  const person = { fullName: 'Nguyễn Văn Bình', idNumber: '079185000123', residence: '12/5 Lê Lợi, Ví Dụ' }
  const ct = Buffer.concat([cipher.update(JSON.stringify(person)), cipher.final(), cipher.getAuthTag()])
  return {
    personal: { iv: iv.toString('base64url'), ct: ct.toString('base64url') },
    subjectKey: { sha256: createHash('sha256').update(key).digest('base64url') },
  }
}

/** What the city said to a push; status 0: the connection broke. `retryAfterS` null: it was taken. */
export type Pushed = { readonly status: number; readonly retryAfterS: number | null }

/** Sends batches as PCs do, each signed with the city's nonce of the moment. Throws for an answer no PC would expect. */
export function createPusher(address: string): (desk: VirtualDesk, batch: Batch) => Promise<Pushed> {
  let nonce = ''
  const push = async (desk: VirtualDesk, batch: Batch, isAgain: boolean): Promise<Pushed> => {
    const path = `${syncBase}/streams/${desk.stream}/events`
    const hash = Buffer.from(batch.last.hash, 'base64url').toString('base64')
    const headers = new Headers({
      'content-type': ndjson,
      'content-encoding': 'zstd',
      'psp-stream-head': `seq=${batch.last.seq}, hash=:${hash}:`,
    })
    signRequest({ method: 'POST', url: `${address}${path}`, headers }, batch.body, { ...desk.signer, nonce })
    const answer = await post(`${address}${path}`, Object.fromEntries(headers), batch.body).catch(() => null)
    // As a PC does: whether it was taken is found out by sending it again.
    if (answer === null) return { status: 0, retryAfterS: cutWaitS }
    nonce = answer.nonce ?? nonce
    if (answer.status === 401 && !isAgain) return push(desk, batch, true)
    if (answer.status === 200) {
      mustBeAccepted(answer.text, batch)
      desk.acked = batch.last
      return { status: 200, retryAfterS: null }
    }
    if (answer.status !== 429 && answer.status !== 503)
      throw new Error(`a push was answered ${answer.status}: ${answer.text.slice(0, 200)}`)
    return { status: answer.status, retryAfterS: Number(answer.retryAfter ?? 10) }
  }
  return (desk, batch) => push(desk, batch, false)
}

type Answer = {
  readonly status: number
  readonly text: string
  readonly nonce: string | undefined
  readonly retryAfter: string | undefined
}

function post(url: string, headers: Record<string, string>, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          text: Buffer.concat(parts).toString('utf8'),
          nonce: answer.headers['psp-nonce']?.toString(),
          retryAfter: answer.headers['retry-after'],
        }),
      )
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Every line of the batch was taken and accepted: the load says nothing that a city would refuse. */
function mustBeAccepted(text: string, { events }: Batch): void {
  const accepted = text.split('"status":"accepted"').length - 1
  if (accepted !== events) throw new Error(`of ${events} events ${accepted} were accepted`)
}
