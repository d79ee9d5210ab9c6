import { createHash, generateKeyPairSync } from 'node:crypto'
import { zstdCompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ndjson, syncBase } from '../contract/sync/base.ts'
import { problemSchema } from '../contract/sync/problem.ts'
import { lineHash } from '../office/journal/line.ts'
import { signRequest } from '../office/sync/signature.ts'
import { createTransport } from '../office/sync/transport.ts'
import { standardTimeouts } from '../office/sync/backoff.ts'
import { streamStateSchema } from '../contract/sync/stream.ts'
import { mostPushes } from './admission.ts'
import { standardBodyLimits } from './bodies.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from './testing/desk.ts'
import { acts } from './testing/journal.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>

/** A push made by hand, to be spoilt. */
async function pushByHand(
  desk: Desk,
  spoil: (headers: Headers) => void = () => undefined,
  lines = desk.journal.all,
  change: (body: Buffer) => Buffer = (body) => body,
) {
  const body = zstdCompressSync(Buffer.from(lines.map((line) => `${line}\n`).join('')))
  return sendByHand(desk, body, 'zstd', spoil, change)
}

async function sendByHand(
  desk: Desk,
  body: Buffer,
  coding: string,
  spoil: (headers: Headers) => void = () => undefined,
  change: (body: Buffer) => Buffer = (same) => same,
) {
  const { url, headers } = await signedPush(desk, body, coding)
  spoil(headers)
  const response = await fetch(url, { method: 'POST', headers, body: Uint8Array.from(change(body)) })
  return { response, json: await response.json() }
}

async function signedPush({ journal, connection }: Desk, body: Buffer, coding: string) {
  const meta = await fetch(`${city.address}${syncBase}/meta`)
  const url = `${city.address}${syncBase}/streams/${journal.streamId}/events`
  const headers = new Headers({ 'content-type': ndjson, 'content-encoding': coding })
  const { deviceId: keyId, deviceKey: key } = connection
  const nonce = meta.headers.get('psp-nonce') ?? ''
  signRequest({ method: 'POST', url, headers }, body, { keyId, key, nonce })
  return { url, headers }
}

test('a bad signature, a foreign device and a changed body are each refused as what they are', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const codeOf = async (spoil: (headers: Headers) => void) =>
    problemSchema.parse((await pushByHand(desk, spoil)).json).code
  expect(await codeOf((headers) => headers.set('signature', `psp=:${'A'.repeat(86)}==:`))).toBe(
    'bad-signature',
  )
  expect(await codeOf((headers) => headers.delete('signature-input'))).toBe('bad-signature')
  const other = createHash('sha256').update('other').digest('base64')
  expect(await codeOf((headers) => headers.set('content-digest', `sha-256=:${other}:`))).toBe('bad-signature')
  const changed = await pushByHand(
    desk,
    () => undefined,
    desk.journal.all,
    (body) => Buffer.concat([body, body]),
  )
  expect(problemSchema.parse(changed.json).code).toBe('bad-digest')
  const stranger = generateKeyPairSync('ed25519').privateKey
  const foreign = { ...desk, connection: { ...desk.connection, deviceKey: stranger } }
  expect(await clientOf(foreign).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'bad-signature' },
  })
  const unknown = { ...desk, connection: { ...desk.connection, deviceId: lineHash('nobody') } }
  expect(await clientOf(unknown).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'device-unknown' },
  })
})

test('a nonce grows old by the clock of the server; the client signs again by itself', async () => {
  const desk = await enrolledDesk(city)
  const transport = createTransport({
    connection: desk.connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  const open = {
    method: 'PUT',
    path: `${syncBase}/streams/${desk.journal.streamId}`,
    body: Buffer.from(desk.journal.stream()?.openingLine ?? ''),
    answer: streamStateSchema,
  } as const
  const never = new AbortController().signal
  expect(await transport.ask(open, never)).toMatchObject({ kind: 'answer', value: { headSeq: 0 } })
  clock.offsetMs = 3_600_000
  expect(await transport.ask(open, never)).toMatchObject({ kind: 'answer', value: { headSeq: 0 } })
  desk.journal.append(acts.register('case-1'))
  const late = await pushByHand(desk, () => {
    clock.offsetMs = 7_200_000
  })
  expect(problemSchema.parse(late.json).code).toBe('use-nonce')
  expect(late.response.headers.get('psp-nonce')).toMatch(/^[\w-]{22}$/)
})

test('lines that are not chained are refused with where to go on', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 4; n += 1) desk.journal.append(acts.register(`case-${n}`))
  const { all } = desk.journal
  expect(problemSchema.parse((await pushByHand(desk)).json).code).toBe('unknown-stream')
  desk.journal.cutTo(0)
  await clientOf(desk).runOnce()
  const problemOf = async (lines: string[]) =>
    problemSchema.parse((await pushByHand(desk, undefined, lines)).json)
  expect(await problemOf(all.slice(2))).toMatchObject({ code: 'gap', expectedSeq: 1 })
  expect((await pushByHand(desk, undefined, all.slice(0, 2))).response.status).toBe(200)
  expect(await problemOf([all[0] ?? '', all[2] ?? ''])).toMatchObject({ code: 'malformed' })
  const swapped = (all[1] ?? '').replace('case-1', 'case-7')
  expect(await problemOf([swapped])).toMatchObject({ code: 'forked', forkedAt: { seq: 2 } })
  expect(await problemOf(['no line at all'])).toMatchObject({ code: 'malformed' })
  expect(await problemOf(Array.from({ length: 501 }, () => all[0] ?? ''))).toMatchObject({
    code: 'too-large',
  })
})

test('a compressed bomb is refused at the limit, a broken or unknown coding as what it is', async () => {
  const desk = await enrolledDesk(city)
  await clientOf(desk).runOnce()
  const bomb = zstdCompressSync(Buffer.from('x'.repeat(40 * 1024 * 1024)))
  expect((await sendByHand(desk, bomb, 'zstd')).json.code).toBe('too-large')
  expect((await sendByHand(desk, Buffer.from('not zstd'), 'zstd')).json.code).toBe('malformed')
  expect((await sendByHand(desk, Buffer.from('line'), 'br')).json.code).toBe('unsupported-encoding')
  expect((await sendByHand(desk, Buffer.from([0xff, 0x0a]), 'identity')).json.code).toBe('malformed')
})

test('a feed position is read by the ward it belongs to only', async () => {
  const desk = await enrolledDesk(city)
  const other = { ...desk, connection: { ...desk.connection, ward: '39902' } }
  expect(await clientOf(other).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'ward-mismatch' },
  })
  expect(ward).toBe('39901')
})

test('three counters sending at once share one feed without a hole', async () => {
  const desks = await Promise.all(Array.from({ length: 3 }, () => enrolledDesk(city)))
  for (const desk of desks)
    for (let n = 0; n < 120; n += 1) desk.journal.append(acts.register(`${desk.letters}-${n}`))
  const outcomes = await Promise.all(desks.map((desk) => clientOf(desk).runOnce()))
  expect(outcomes.map(({ sent }) => sent)).toEqual([120, 120, 120])
  const [first] = desks
  if (!first) throw new Error('no desk')
  await clientOf(first).runOnce()
  expect(first.journal.feed.map(({ pos }) => pos)).toEqual(
    Array.from({ length: 360 }, (_, index) => index + 1),
  )
})

/** A request whose body does not come until it is ended. */
function hanging(url: string, headers = new Headers()) {
  const ending = Promise.withResolvers<void>()
  const body = new ReadableStream({
    start: (controller) => void ending.promise.then(() => controller.close()),
  })
  // `duplex` is required by Node for streams and unknown to the DOM's types.
  const init = { method: 'POST', headers, body, duplex: 'half' }
  return { end: ending.resolve, answer: city.city.fetch(new Request(url, init)) }
}

test('nobody takes room by not sending what was announced: not with a signature, not without', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const events = `${city.address}${syncBase}/streams/${desk.journal.streamId}/events`
  const unsigned = Array.from({ length: mostPushes + 10 }, () => hanging(events))
  for (const { answer } of unsigned) expect((await answer).status).toBe(401)
  const bundles = Array.from({ length: 3 }, () => hanging(`${city.address}${syncBase}/bundles`))
  expect((await clientOf(desk).runOnce()).sent).toBe(1)
  // A fourth bundle is looked at, whoever holds others back.
  const fourth = await fetch(`${city.address}${syncBase}/bundles`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream' },
    body: 'x',
  })
  expect(problemSchema.parse(await fourth.json()).code).not.toBe('busy')
  for (const { end, answer } of bundles) {
    end()
    expect((await answer).status).toBe(422)
  }
})

test('a PC that sends too much at once is asked to come back soon; the others go on', async () => {
  const [desk, colleague] = [await enrolledDesk(city), await enrolledDesk(city)]
  for (const one of [desk, colleague]) one.journal.append(acts.register('case-1'))
  const { url, headers } = await signedPush(desk, Buffer.from('later\n'), 'identity')
  const sending = Array.from({ length: standardBodyLimits.perSender }, () => hanging(url, headers))
  // Their signatures are looked at one by one; until then one more is judged as ever.
  const { response, json } = await vi.waitFor(async () => {
    const answer = await pushByHand(desk)
    expect(answer.response.status).toBe(503)
    return answer
  }, 10_000)
  expect(problemSchema.parse(json)).toMatchObject({ code: 'busy', retry: 'after' })
  expect(Number(response.headers.get('retry-after'))).toBe(5)
  expect((await clientOf(colleague).runOnce()).sent).toBe(1)
  for (const { end } of sending) end()
  for (const { answer } of sending)
    expect(problemSchema.parse(await (await answer).json()).code).toBe('bad-digest')
})
