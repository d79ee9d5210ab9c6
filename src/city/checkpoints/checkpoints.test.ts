import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import {
  type Check,
  checkpointConfigSchema,
  checksAnswerSchema,
  maxChecksPerBatch,
  pairingAnswerSchema,
} from '../../contract/sync/checks.ts'
import { problemSchema } from '../../contract/sync/problem.ts'
import { civilDate } from '../../domain/calendar.ts'
import { fetchWardChecks } from '../../office/sync/checks.ts'
import { openCity } from '../city.ts'
import { enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import type { City } from '../types.ts'

const clock = { at: Date.parse('2026-11-24T02:00:00.000Z'), now: () => clock.at }
let served: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.at = Date.parse('2026-11-24T02:00:00.000Z')
  served = await startCity(clock)
})
afterEach(async () => {
  expect(served.faults).toEqual([])
  await served.close()
})

const place = { name: 'Chốt Cầu Mẫu', ward: '39902', codes: [], position: null }

function check(more: Partial<Check> = {}): Check {
  const paper = { digest: 'a'.repeat(32), kind: 'permit', ward, visits: null } as const
  return {
    id: randomUUID(),
    at: '2026-11-24T01:30:00.000Z',
    answer: 'valid',
    reason: null,
    paper,
    compared: 'same',
    ...more,
  }
}

function post(path: string, body: unknown, secret?: string): Promise<Response> {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (secret !== undefined) headers.set('authorization', `Bearer ${secret}`)
  return served.city.fetch(
    new Request(`http://city.test/checkpoint/v1/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }),
  )
}

async function paired(): Promise<string> {
  const answer = await post('pairings', { code: await served.city.admin.checkpointCode() })
  expect(answer.status).toBe(201)
  return pairingAnswerSchema.parse(await answer.json()).secret
}

const send = async (secret: string, checks: readonly Check[], at: object = place) =>
  checksAnswerSchema.parse(await (await post('checks', { place: at, checks }, secret)).json())
const refusal = async (answer: Response) => [answer.status, problemSchema.parse(await answer.json()).code]

test('a batch that is sent again is kept once, and says so', async () => {
  const secret = await paired()
  const checks = [check(), check()]
  expect(await send(secret, checks)).toMatchObject({ stored: 2, known: 0 })
  expect(await send(secret, [...checks, check()])).toMatchObject({ stored: 1, known: 2 })
})

test('one code lets in several devices for a day; a wrong or old one lets in nobody', async () => {
  const code = await served.city.admin.checkpointCode()
  expect((await post('pairings', { code })).status).toBe(201)
  expect((await post('pairings', { code })).status).toBe(201)
  expect(await refusal(await post('pairings', { code: 'AAAAAAAAAA' }))).toEqual([403, 'pairing-refused'])
  expect(await refusal(await post('pairings', { code: 'TAPHUAN222' }))).toEqual([403, 'pairing-refused'])
  clock.at += 24 * 3_600_000
  expect(await refusal(await post('pairings', { code }))).toEqual([403, 'pairing-refused'])
})

test('whoever guesses codes is slowed down for a minute, and shuts out nobody who has one', async () => {
  const code = await served.city.admin.checkpointCode()
  for (let n = 0; n < 100; n += 1) await post('pairings', { code: 'BBBBBBBBBB' })
  expect((await post('pairings', { code })).status).toBe(201)
  expect(await refusal(await post('pairings', { code: 'BBBBBBBBBB' }))).toEqual([429, 'too-many-requests'])
  clock.at += 61_000
  expect(await refusal(await post('pairings', { code: 'BBBBBBBBBB' }))).toEqual([403, 'pairing-refused'])
})

test('a code that got about lets in 60 devices a minute, and stops no other code', async () => {
  const [known, other] = [await served.city.admin.checkpointCode(), await served.city.admin.checkpointCode()]
  for (let n = 0; n < 60; n += 1) expect((await post('pairings', { code: known })).status).toBe(201)
  expect(await refusal(await post('pairings', { code: known }))).toEqual([429, 'too-many-requests'])
  expect((await post('pairings', { code: other })).status).toBe(201)
  clock.at += 61_000
  expect((await post('pairings', { code: known })).status).toBe(201)
})

test('checks are taken from paired devices only, in bounded and well-formed batches, not too fast', async () => {
  const secret = await paired()
  const batch = { place, checks: [check()] }
  expect(await refusal(await post('checks', batch))).toEqual([401, 'checkpoint-unknown'])
  expect(await refusal(await post('checks', batch, 'x'.repeat(43)))).toEqual([401, 'checkpoint-unknown'])
  for (const wrong of [
    { place, checks: [] },
    { place, checks: [{ ...check(), answer: 'fine' }] },
    { place, checks: Array.from({ length: maxChecksPerBatch + 1 }, () => check()) },
    { place: { ...place, ward: '1' }, checks: [check()] },
  ])
    expect(await refusal(await post('checks', wrong, secret))).toEqual([422, 'malformed'])
  const large = { ...batch, filler: 'x'.repeat(300_000) }
  expect(await refusal(await post('checks', large, secret))).toEqual([413, 'too-large'])
  for (let n = 0; n < 24; n += 1) await post('checks', batch, secret)
  expect((await post('checks', batch, secret)).status).toBe(200)
  expect(await refusal(await post('checks', batch, secret))).toEqual([429, 'too-many-requests'])
  expect((await post('checks', batch, await paired())).status).toBe(200)
})

test("a ward's PC hears how its papers fared, what its own checkpoints saw, and what looks like a copy", async () => {
  const secret = await paired()
  const first = check()
  const unsigned = check({ answer: 'forged', reason: 'signature', paper: null, compared: 'not-done' })
  await send(secret, [first, unsigned])
  await send(secret, [check({ at: '2026-11-24T01:35:00.000Z', compared: 'differs' })], {
    ...place,
    name: '  Chốt  Bến Phà ',
    ward,
  })
  await send(secret, [check({ ...unsigned, id: randomUUID() })], { ...place, ward })
  const { connection } = await enrolledDesk(served)
  const since = civilDate('2026-11-20')
  const heard = since && (await fetchWardChecks(connection, testClock(), ward, since))
  const bridge = { name: 'Chốt Cầu Mẫu', ward: '39902' }
  const ferry = { name: 'Chốt Bến Phà', ward }
  expect(heard).toEqual({
    since: '2026-11-20',
    ours: [
      { day: '2026-11-24', place: ferry, answers: { valid: 1 }, differs: 1 },
      { day: '2026-11-24', place: bridge, answers: { valid: 1 }, differs: 0 },
    ],
    here: [
      { day: '2026-11-24', place: ferry, answers: { valid: 1 }, differs: 1 },
      { day: '2026-11-24', place: { ...bridge, ward }, answers: { forged: 1 }, differs: 0 },
    ],
    flags: [
      {
        kind: 'too-far-too-soon',
        paper: 'a'.repeat(32),
        paperKind: 'permit',
        first: { at: first.at, place: bridge },
        second: { at: '2026-11-24T01:35:00.000Z', place: ferry },
        kilometres: null,
      },
    ],
    serverTime: '2026-11-24T02:00:00.000Z',
  })
  expect(since && (await fetchWardChecks(connection, testClock(), '39902', since))).toBeNull()
})

test('a device that brings its checks a week late still raises the flag, once, however often it sends them', async () => {
  const secret = await paired()
  const there = { ...place, name: 'Chốt Bến Phà' }
  const card: Check['paper'] = { digest: 'c'.repeat(32), kind: 'market-card', ward, visits: [1, 7] }
  await send(secret, [check({ at: '2026-11-16T01:05:00.000Z' })], there)
  await send(secret, [check({ at: '2026-11-16T05:00:00.000Z', paper: card })], there)
  await send(secret, [check({ at: '2026-11-24T01:00:00.000Z', paper: card })])
  const late = [
    check({ at: '2026-11-16T01:00:00.000Z' }),
    check({ at: '2026-11-21T01:00:00.000Z', paper: card }),
  ]
  await send(await paired(), late)
  await send(await paired(), late)
  const { connection } = await enrolledDesk(served)
  const since = civilDate('2026-11-01')
  const heard = since && (await fetchWardChecks(connection, testClock(), ward, since))
  expect(heard?.flags).toMatchObject([
    { kind: 'too-many-visits', last: { at: '2026-11-24T01:00:00.000Z' }, made: 2, allowed: 1, days: 7 },
    { kind: 'too-far-too-soon', second: { at: '2026-11-16T01:05:00.000Z' } },
  ])
})

test('after three months the counts stay, but nobody can say any more where a paper went', async () => {
  const secret = await paired()
  await send(secret, [check()])
  await send(secret, [check({ at: '2026-11-24T01:35:00.000Z' })], { ...place, name: 'Chốt Bến Phà' })
  const { connection } = await enrolledDesk(served)
  const since = civilDate('2026-11-24')
  const ask = async () => since && (await fetchWardChecks(connection, testClock(), ward, since))
  expect((await ask())?.flags).toHaveLength(1)
  clock.at += 60 * 86_400_000
  await served.city.admin.keepHouse()
  expect(await ask()).toMatchObject({ flags: [{}], ours: [{}, {}] })
  clock.at += 40 * 86_400_000
  await served.city.admin.keepHouse()
  clock.at -= 40 * 86_400_000
  expect(await ask()).toMatchObject({ flags: [], ours: [{}, {}] })
})

test('a clock that runs ahead does not put checks into tomorrow', async () => {
  await send(await paired(), [check({ at: '2026-12-24T01:00:00.000Z' })])
  const { connection } = await enrolledDesk(served)
  const since = civilDate('2026-11-24')
  expect(since && (await fetchWardChecks(connection, testClock(), ward, since))?.ours).toMatchObject([
    { day: '2026-11-24' },
  ])
})

test('the page pins city and roots; a training city publishes its code', async () => {
  const config = async (city: City) =>
    checkpointConfigSchema.parse(
      await (await city.fetch(new Request('http://city.test/checkpoint/config.json'))).json(),
    )
  const { name, roots } = served.city.admin.config()
  expect(await config(served.city)).toEqual({
    protocol: 'checkpoint/1',
    city: name,
    roots,
    training: false,
    pairingCode: null,
  })
  const dataDir = await mkdtemp(join(tmpdir(), 'city-'))
  const training = await openCity({ dataDir, clock, training: true })
  const { pairingCode } = await config(training)
  const answer = await training.fetch(
    new Request('http://city.test/checkpoint/v1/pairings', {
      method: 'POST',
      body: JSON.stringify({ code: pairingCode }),
    }),
  )
  expect(answer.status).toBe(201)
  await training.close()
  await rm(dataDir, { recursive: true, force: true })
})

test('only files of the built page are served, each with a strict policy, packed where the browser can', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'page-'))
  await mkdir(join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(join(folder, 'page', 'index.html'), '<!doctype html>')
  await writeFile(join(folder, 'page', 'assets', 'main-AbCd1234.js'), 'run()')
  await writeFile(join(folder, 'secret.js'), 'secret')
  const dataDir = join(folder, 'city')
  const city = await openCity({ dataDir, clock, checkpointPage: join(folder, 'page') })
  const get = (path: string, headers: Record<string, string> = {}) =>
    city.fetch(new Request(`http://city.test/checkpoint${path}`, { headers }))
  expect((await get('')).headers.get('location')).toBe('/checkpoint/')
  const page = await get('/')
  expect(await page.text()).toBe('<!doctype html>')
  expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  expect(page.headers.get('cache-control')).toBe('no-cache')
  expect((await get('/', { 'if-none-match': page.headers.get('etag') ?? '' })).status).toBe(304)
  const script = await get('/assets/main-AbCd1234.js', { 'accept-encoding': 'gzip, br' })
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect(brotliDecompressSync(Buffer.from(await script.arrayBuffer())).toString()).toBe('run()')
  for (const path of ['/../secret.js', '/%2e%2e/secret.js', '/nothing', '/assets'])
    expect((await get(path)).status).toBe(404)
  await city.close()
  await rm(folder, { recursive: true, force: true })
})
