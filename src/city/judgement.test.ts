import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf, enrolledDesk, startCity, ward } from './testing/desk.ts'
import { acts, deskJournal } from './testing/journal.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
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

test('an approved case is sent back by ward police, by nobody else, and comes again', async () => {
  const desk = await enrolledDesk(city)
  const sentBack = {
    type: 'case.sent-back',
    subject: 'case-1',
    baseVer: 3,
    user: 'seal-1',
    role: 'ward-police' as const,
    body: { reasonCode: 'days-over' },
  }
  desk.journal.append(acts.register('case-1'))
  desk.journal.append(acts.verify('case-1'))
  desk.journal.append(acts.approve('case-1'))
  desk.journal.append({ ...sentBack, user: 'clerk-1', role: 'clerk' })
  desk.journal.append(sentBack)
  desk.journal.append({ ...sentBack, baseVer: 4 })
  await clientOf(desk).runOnce()
  const verdicts = [...desk.journal.results.values()].map(({ status, problem }) => [status, problem?.code])
  expect(verdicts.slice(3)).toEqual([
    ['refused', 'role-not-allowed'],
    ['accepted', undefined],
    ['refused', 'wrong-state'],
  ])
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
    phase: { state: 'stopped', reason: 'device-suspended' },
  })
})
