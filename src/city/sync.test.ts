import { afterEach, beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { pspJson, syncBase } from '../contract/sync/base.ts'
import { deviceStateSchema } from '../contract/sync/enrolment.ts'
import { problemSchema } from '../contract/sync/problem.ts'
import { takenBackSchema } from '../contract/sync/stream.ts'
import { standardTimeouts } from '../office/sync/backoff.ts'
import { createTransport } from '../office/sync/transport.ts'
import { firstBrokenReceipt, verifyReceipt } from '../office/sync/receipt.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from './testing/desk.ts'
import { acts, deskJournal } from './testing/journal.ts'

const openApiSchema = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.json()),
  components: z.json(),
})

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

test('a registration is sent, receipted by the pinned key, and comes back in the feed byte for byte', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk)
  expect(await client.runOnce()).toEqual({ phase: { state: 'idle' }, truth: 'equal', sent: 1, received: 1 })
  const receipt = verifyReceipt(desk.journal.receipts[0] ?? '', desk.connection.receiptKeys)
  expect(receipt).toMatchObject({
    headSeq: 1,
    headHash: desk.journal.head().hash,
    previous: null,
    pos: 1,
    ward,
  })
  expect(desk.journal.results.get(1)).toMatchObject({ status: 'accepted', pos: 1 })
  expect(desk.journal.feed).toMatchObject([
    { kind: 'line', pos: 1, status: 'accepted', line: desk.journal.all[0] },
  ])
  expect(desk.journal.ackedSeq()).toBe(1)
})

test('a whole case goes through its roles and is accepted step by step', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  desk.journal.append(acts.print('case-1', 1))
  desk.journal.append(acts.verify('case-1'))
  desk.journal.append(acts.approve('case-1'))
  desk.journal.append({
    type: 'permit.sealed',
    subject: 'case-1',
    baseVer: 3,
    user: 'seal-1',
    role: 'ward-police',
    body: {
      permitNumber: '05/GĐĐ-UBND',
      kid: '0bf17558',
      series: 1,
      index: 0,
      firstDay: '2026-11-23',
      lastDay: '2026-12-20',
      tokenSha256: 'A'.repeat(43),
    },
  })
  desk.journal.append({
    type: 'permit.handed-over',
    subject: 'case-1',
    baseVer: 4,
    user: 'clerk-1',
    role: 'clerk',
    body: { tokenSha256: 'A'.repeat(43) },
  })
  desk.journal.append({
    type: 'session.opened',
    subject: 'session-1',
    baseVer: 0,
    user: 'clerk-1',
    role: 'clerk',
  })
  await clientOf(desk).runOnce()
  expect([...desk.journal.results.values()].map(({ status }) => status)).toEqual(Array(7).fill('accepted'))
})

test('sending everything a hundred times over changes nothing', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 20; n += 1) desk.journal.append(acts.register(`case-${n}`))
  desk.journal.append(acts.verify('case-0', 1, 'clerk-1'))
  const client = clientOf(desk)
  await client.runOnce()
  const first = [...desk.journal.results.values()]
  for (let round = 0; round < 100; round += 1) {
    desk.journal.forgetAcknowledged()
    expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 21, received: 0 })
  }
  expect([...desk.journal.results.values()]).toEqual(first)
  expect(desk.journal.receipts).toHaveLength(1)
  expect(desk.journal.feed).toHaveLength(21)
})

test('the receipts of a stream are one verified chain', async () => {
  const desk = await enrolledDesk(city)
  const client = clientOf(desk)
  for (let n = 0; n < 12; n += 1) {
    desk.journal.append(acts.register(`case-${n}`))
    await client.runOnce()
  }
  expect(desk.journal.receipts).toHaveLength(12)
  expect(firstBrokenReceipt(desk.journal.receipts, desk.connection.receiptKeys)).toBeNull()
})

test('events the city cannot understand are stored and never block the ones behind them', async () => {
  const desk = await enrolledDesk(city)
  const { journal } = desk
  journal.append(acts.register('case-1'))
  journal.append({ ...acts.register('case-2'), type: 'case.teleported' })
  journal.append({ ...acts.register('case-3'), tv: 99 })
  journal.append({ ...acts.register('case-4'), body: { number: 7 } })
  journal.append({ ...acts.register('case-5'), ward: '39902' })
  journal.appendRaw((place) => JSON.stringify({ ...place, garbage: true }))
  const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
  journal.appendRaw((place) => `${JSON.stringify(place).slice(0, -1)},"body":${deep}}`)
  journal.append(acts.register('case-6'))
  expect(await clientOf(desk).runOnce()).toMatchObject({ truth: 'equal', sent: 8 })
  expect([...journal.results.values()].map(({ status, problem }) => [status, problem?.code])).toEqual([
    ['accepted', undefined],
    ['quarantined', 'unknown-type'],
    ['quarantined', 'unknown-version'],
    ['quarantined', 'invalid-body'],
    ['quarantined', 'line-ward-mismatch'],
    ['quarantined', 'invalid-line'],
    ['quarantined', 'invalid-line'],
    ['accepted', undefined],
  ])
  expect(journal.feed.map((item) => item.kind === 'line' && item.line)).toEqual(journal.all)
})

test('what the rules of the trade forbid is refused for good, with a reason; the rest goes on', async () => {
  const desk = await enrolledDesk(city)
  const { journal } = desk
  journal.append(acts.register('case-1', 'both'))
  journal.append(acts.verify('case-1', 1, 'both'))
  journal.append(acts.verify('case-1', 1, 'police-1'))
  journal.append(acts.approve('case-1', 2, 'police-1'))
  journal.append(acts.approve('case-1', 1, 'official-1'))
  journal.append({ ...acts.approve('case-1', 2, 'official-1'), role: 'clerk' })
  journal.append(acts.approve('case-1', 2, 'official-1'))
  journal.append(acts.approve('case-1', 3, 'official-2'))
  await clientOf(desk).runOnce()
  expect([...journal.results.values()].map(({ status, problem }) => problem?.code ?? status)).toEqual([
    'accepted',
    'four-eyes',
    'accepted',
    'four-eyes',
    'stale-base',
    'role-not-allowed',
    'accepted',
    'wrong-state',
  ])
})

test('two counters decide the same case: the first in the city’s order wins, the other is told', async () => {
  const one = await enrolledDesk(city)
  const two = await enrolledDesk(city)
  expect([one.letters, two.letters]).toEqual(['A', 'B'])
  one.journal.append(acts.register('case-1'))
  one.journal.append(acts.verify('case-1'))
  await clientOf(one).runOnce()
  one.journal.append(acts.approve('case-1', 2, 'official-1'))
  two.journal.append({
    ...acts.approve('case-1', 2, 'official-2'),
    type: 'case.refused',
    body: { reasonCode: 'r' },
  })
  await clientOf(two).runOnce()
  await clientOf(one).runOnce()
  expect(two.journal.results.get(1)?.status).toBe('accepted')
  expect(one.journal.results.get(3)).toMatchObject({ status: 'refused', problem: { code: 'stale-base' } })
  await clientOf(two).runOnce()
  expect(two.journal.feed).toEqual(one.journal.feed)
})

test('an event that comes before its case waits; the verdict comes by the feed', async () => {
  const counter = await enrolledDesk(city)
  const police = await enrolledDesk(city)
  counter.journal.append(acts.register('case-1'))
  police.journal.append(acts.verify('case-1'))
  police.journal.append(acts.approve('case-1'))
  await clientOf(police).runOnce()
  expect([...police.journal.results.values()].map(({ problem }) => problem?.code)).toEqual([
    'subject-not-yet-known',
    'subject-not-yet-known',
  ])
  await clientOf(counter).runOnce()
  await clientOf(police).runOnce()
  expect(police.journal.feed.map(({ pos, kind, status, seq }) => [pos, kind, status, seq])).toEqual([
    [1, 'line', 'parked', 1],
    [2, 'line', 'parked', 2],
    [3, 'line', 'accepted', 1],
    [4, 'verdict', 'accepted', 1],
    [5, 'verdict', 'accepted', 2],
  ])
})

test('what is built on a refused event is refused too, instead of waiting for ever', async () => {
  const counter = await enrolledDesk(city)
  const police = await enrolledDesk(city)
  police.journal.append(acts.verify('case-1'))
  await clientOf(police).runOnce()
  counter.journal.append({ ...acts.register('case-1'), role: 'administrator' })
  await clientOf(counter).runOnce()
  await clientOf(police).runOnce()
  expect(police.journal.feed.at(-1)).toMatchObject({
    kind: 'verdict',
    status: 'refused',
    problem: { code: 'depends-on-refused' },
  })
})

test('an event sent again from another stream is a duplicate beside the feed; another content is quarantined', async () => {
  const desk = await enrolledDesk(city)
  const id = desk.journal.append(acts.register('case-1'))
  await clientOf(desk).runOnce()
  const renewed = { ...desk, journal: deskJournal(ward, desk.connection.deviceId) }
  renewed.journal.append({ ...acts.register('case-1'), id })
  renewed.journal.append({ ...acts.register('case-2'), id })
  renewed.journal.append(acts.register('case-3'))
  expect(await clientOf(renewed).runOnce()).toMatchObject({ truth: 'equal', sent: 3, received: 2 })
  expect([...renewed.journal.results.values()]).toMatchObject([
    { status: 'duplicate', pos: 1 },
    { status: 'quarantined', pos: 1, problem: { code: 'id-reused' } },
    { status: 'accepted', pos: 2 },
  ])
  desk.journal.append(acts.register('case-9'))
  expect(await clientOf(desk).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'stream-closed' },
  })
})

test('a case key travels sealed, opens in the city only, and is gone after erasure', async () => {
  const desk = await enrolledDesk(city)
  const key = new Uint8Array(32).fill(7)
  desk.journal.append(acts.register('case-1', 'clerk-1', key))
  await clientOf(desk).runOnce()
  expect(await city.city.admin.subjectKey(ward, 'case-1')).toEqual(key)
  expect(await city.city.admin.subjectKey(ward, 'case-2')).toBeNull()
  await city.city.admin.eraseSubject(ward, 'case-1')
  expect(await city.city.admin.subjectKey(ward, 'case-1')).toBeNull()
  expect(desk.journal.all[0]).not.toContain(Buffer.from(key).toString('base64url'))
})

test.each([-10, 10])('a PC whose clock is %i years off sends and receives all the same', async (years) => {
  const desk = await enrolledDesk(city)
  const clock = testClock(years * 31_557_600_000)
  const journal = deskJournal(ward, desk.connection.deviceId, () => clock.now())
  journal.append(acts.register('case-1'))
  const client = clientOf({ ...desk, journal }, { clock })
  expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 1, received: 1 })
  clock.offsetMs = -clock.offsetMs
  journal.append(acts.verify('case-1'))
  expect(await client.runOnce()).toMatchObject({ truth: 'equal', sent: 1, received: 1 })
  expect(Math.abs((client.status().offsetMs ?? 0) + clock.offsetMs)).toBeLessThan(60_000)
})

test('a disk image restored from yesterday is noticed, and nothing is overwritten', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 5; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  desk.journal.cutTo(3)
  expect(await clientOf(desk).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'server-ahead' },
    truth: 'differs',
  })
  for (let n = 0; n < 4; n += 1) desk.journal.append(acts.register(`other-${n}`))
  expect(await clientOf(desk).runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'forked' },
    truth: 'differs',
  })
})

test('a revoked PC is stopped with the sentence of the city; its lines stay with it', async () => {
  const desk = await enrolledDesk(city)
  await city.city.admin.revokeDevice(desk.connection.deviceId)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk)
  expect(await client.runOnce()).toMatchObject({
    phase: { state: 'stopped', reason: 'device-revoked' },
    truth: 'unknown',
  })
  expect(client.status().detail).toContain('thu hồi')
  expect(desk.journal.ackedSeq()).toBe(0)
})

test('a running client sends what is written, hears the other PC at once and stops when told', async () => {
  const one = await enrolledDesk(city)
  const two = await enrolledDesk(city)
  const listening = clientOf(two, { timeouts: { pause: 20_000 } })
  const heard = Promise.withResolvers<void>()
  const apply = two.journal.applyFeed.bind(two.journal)
  two.journal.applyFeed = (items, cursor) => {
    apply(items, cursor)
    if (items.length > 0) heard.resolve()
  }
  listening.start()
  one.journal.append(acts.register('case-1'))
  await clientOf(one).sendNow()
  await heard.promise
  two.journal.append(acts.verify('case-1'))
  expect(await listening.sendNow()).toMatchObject({ sent: 1, truth: 'equal' })
  await listening.stop()
})

test('the heartbeat says what is unsent, and hears what the city has', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  const client = clientOf(desk, {
    heartbeat: () => ({
      oldestUnsentS: 4,
      lastBackupS: null,
      lastRestoreDrillS: null,
      quickCheck: 'ok',
      freeDiskMiB: 9000,
      offsetMs: 0,
      appVersion: '0.1.0',
    }),
  })
  client.start()
  await expect.poll(() => desk.journal.ackedSeq()).toBe(1)
  await client.stop()
})

test('the OpenAPI document is 3.1 and names every endpoint', async () => {
  const response = await fetch(`${city.address}${syncBase}/openapi.json`)
  const document = openApiSchema.parse(await response.json())
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).toSorted()).toEqual(
    [
      '/meta',
      '/health',
      '/enrolments',
      '/devices/self',
      '/heartbeats',
      '/issuer-requests',
      '/revocations',
      '/streams/{streamId}',
      '/streams/{streamId}/events',
      '/trust-list',
      '/wards/{ward}/feed',
      '/wards/{ward}/subject-keys',
    ]
      .map((path) => `${syncBase}${path}`)
      .toSorted(),
  )
  expect(JSON.stringify(document)).toContain(pspJson)
})

test('a PC whose disk died takes its own lines back byte for byte, and learns where it stands', async () => {
  const desk = await enrolledDesk(city)
  for (let n = 0; n < 7; n += 1) desk.journal.append(acts.register(`case-${n}`))
  await clientOf(desk).runOnce()
  const transport = createTransport({
    connection: desk.connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  const never = new AbortController().signal
  const path = `${syncBase}/streams/${desk.journal.streamId}/events`
  const back = await transport.ask(
    { method: 'GET', path, query: 'from=3&limit=4', answer: takenBackSchema },
    never,
  )
  expect(back.kind === 'answer' && back.value.lines.map(({ line }) => line)).toEqual(
    desk.journal.all.slice(2, 6),
  )
  const self = await transport.ask(
    { method: 'GET', path: `${syncBase}/devices/self`, answer: deviceStateSchema },
    never,
  )
  expect(self).toMatchObject({ value: { state: 'active', letters: 'A', openStream: desk.journal.streamId } })
  const other = await enrolledDesk(city)
  const foreign = createTransport({
    connection: other.connection,
    fetch,
    clock: testClock(),
    timeouts: standardTimeouts,
    onSlow: () => undefined,
  })
  expect(await foreign.ask({ method: 'GET', path, answer: takenBackSchema }, never)).toMatchObject({
    kind: 'problem',
    problem: { code: 'opening-refused' },
  })
})

test('the city is well as long as its store answers; elsewhere there is nothing', async () => {
  expect(await (await fetch(`${city.address}${syncBase}/health`)).json()).toEqual({ status: 'ok' })
  const nothing = await fetch(`${city.address}${syncBase}/nothing`)
  expect(nothing.status).toBe(404)
  expect(problemSchema.parse(await nothing.json()).code).toBe('not-found')
})
