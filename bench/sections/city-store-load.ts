import { randomBytes, randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { zstdCompressSync } from 'node:zlib'
import { ndjson, syncBase } from '../../src/contract/sync/base.ts'
import { type PushAnswer, pushAnswerSchema } from '../../src/contract/sync/push.ts'
import { clientOf, enrolledDesk } from '../../src/city/testing/desk.ts'
import { acts } from '../../src/city/testing/journal.ts'
import type { City } from '../../src/city/types.ts'
import { signRequest } from '../../src/office/sync/signature.ts'
import { createWatch, type Figures } from '../measure.ts'

const agent = new Agent({ keepAlive: true })

/** A PC of the load; its lines up to `sent` are on their way. */
export type LoadDesk = Awaited<ReturnType<typeof enrolledDesk>> & { sent: number }

/** PCs enrolled in wards of their own, their streams opened. */
export async function enrolDesks(
  city: { city: City; address: string },
  wards: number,
  desksOfWard: number,
): Promise<LoadDesk[]> {
  const desks: LoadDesk[] = []
  for (let ward = 1; ward <= wards; ward += 1) {
    const code = String(39_900 + ward)
    await city.city.admin.addWard({ code, name: 'Phường Ví Dụ' })
    for (let desk = 0; desk < desksOfWard; desk += 1) {
      const enrolled = await enrolledDesk(city, undefined, code)
      const { phase } = await clientOf(enrolled).runOnce()
      if (phase.state !== 'idle') throw new Error('a stream could not be opened')
      desks.push({ ...enrolled, sent: 0 })
    }
  }
  return desks
}

/** A case from its registration to its printed sheet: four events, the first with a personal part and a key. */
function writeCase(desk: LoadDesk): void {
  const subject = randomUUID()
  const personal = { fullName: 'Nguyễn Văn Bình', idNumber: '079185000123', residence: '12/5 Lê Lợi, Ví Dụ' }
  desk.journal.append({ ...acts.register(subject), key: randomBytes(32), personal })
  desk.journal.append(acts.verify(subject))
  desk.journal.append(acts.approve(subject))
  desk.journal.append(acts.print(subject, 3))
}

type Push = { readonly path: string; readonly headers: Record<string, string>; readonly body: Buffer }

/** Requests of one PC as its client would send them, signed beforehand: the load costs little while it is measured. */
function signedPushes(desk: LoadDesk, address: string, nonce: string, batch: number, count: number): Push[] {
  const { connection, journal } = desk
  while (journal.head().seq < desk.sent + batch * count) writeCase(desk)
  const path = `${syncBase}/streams/${journal.streamId}/events`
  return Array.from({ length: count }, () => {
    const lines = journal.lines(desk.sent + 1, batch)
    desk.sent += batch
    const last = lines.at(-1)
    const hash = Buffer.from(last?.hash ?? '', 'base64url').toString('base64')
    const body = zstdCompressSync(Buffer.from(lines.map(({ line }) => `${line}\n`).join('')))
    const headers = new Headers({
      'content-type': ndjson,
      'content-encoding': 'zstd',
      'psp-stream-head': `seq=${last?.seq ?? 0}, hash=:${hash}:`,
    })
    const signer = { keyId: connection.deviceId, key: connection.deviceKey, nonce }
    signRequest({ method: 'POST', url: `${address}${path}`, headers }, body, signer)
    return { path, headers: Object.fromEntries(headers), body }
  })
}

/** What a load came to: how long all of it took, how long each push took, and the bytes sent. */
export type Loaded = {
  readonly seconds: number
  readonly pushes: Figures
  readonly events: number
  readonly bytes: number
}

/** Sends `count` batches from each PC, each PC one after the other and all at once. Throws when one is not accepted. */
export async function load(
  desks: readonly LoadDesk[],
  address: string,
  batch: number,
  count: number,
): Promise<Loaded> {
  const meta = await fetch(`${address}${syncBase}/meta`)
  const nonce = meta.headers.get('psp-nonce') ?? ''
  const all = desks.map((desk) => signedPushes(desk, address, nonce, batch, count))
  const watch = createWatch()
  const begun = performance.now()
  await Promise.all(
    all.map(async (pushes) => {
      for (const push of pushes) {
        const sent = performance.now()
        const answer = await post(address, push)
        watch.note(performance.now() - sent)
        if (push === pushes.at(-1)) mustBeAccepted(answer)
      }
    }),
  )
  return {
    seconds: (performance.now() - begun) / 1000,
    pushes: watch.figures(),
    events: desks.length * batch * count,
    bytes: all.flat().reduce((sum, { body }) => sum + body.length, 0),
  }
}

function post(address: string, { path, headers, body }: Push): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(`${address}${path}`, { method: 'POST', headers, agent }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('error', reject)
      answer.on('end', () => {
        const text = Buffer.concat(parts).toString('utf8')
        if (answer.statusCode === 200) resolve(text)
        else reject(new Error(`a push was answered ${answer.statusCode ?? 0}: ${text.slice(0, 200)}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

function mustBeAccepted(text: string): void {
  const answer: PushAnswer = pushAnswerSchema.parse(JSON.parse(text))
  const other = answer.results.find(({ status }) => status !== 'accepted')
  if (other) throw new Error(`an event was ${other.status}`)
}
