import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { FeedItem } from '../../contract/sync/feed.ts'
import { firstBreak, lineHash, readLine } from '../../office/journal/line.ts'
import { carriedOutId, readCityLine } from '../../office/sync/city-line.ts'
import { openCity } from '../city.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { pinned, trustOf } from '../testing/issuing.ts'
import { acts, type Said } from '../testing/journal.ts'
import { operatorOf } from '../testing/operator.ts'

let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  city = await startCity()
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>

const person = {
  applicant: {
    personId: '019a0000-0000-7000-8000-0000000000aa',
    idKind: 'cccd',
    idNumber: '001190000123',
    oldIdNumber: null,
    fullName: 'Lê Thị Mẫu <b>',
    birthDate: '1990',
    sex: 'female',
    residence: 'Tổ 3, Phường Ví Dụ',
    phone: null,
  },
  details: {
    purpose: 'Đi làm',
    route: 'Ví Dụ – Mẫu',
    vehiclePlate: '29C12345',
    organisation: null,
    companions: null,
  },
}

const submit = (subject: string): Said => ({
  type: 'case.submitted',
  subject,
  baseVer: 2,
  user: 'official-1',
  role: 'ward-official',
})

/** A case that its ward has put before the city; resolves to the submission's id. */
async function submitted(desk: Desk, subject: string): Promise<string> {
  desk.journal.append({ ...acts.register(subject, 'clerk-1', randomBytes(32)), personal: person })
  desk.journal.append(acts.verify(subject))
  const submission = desk.journal.append(submit(subject))
  await clientOf(desk).runOnce()
  expect(desk.journal.results.get(desk.journal.all.length)?.status).toBe('accepted')
  return submission
}

const yes = (submission: string, more: object = {}) => ({
  submission,
  decision: 'approved',
  reference: '12/QĐ-UBND',
  reasonCode: null,
  note: 'Đi đúng tuyến đường đã đăng ký.',
  ...more,
})

const cityLines = (feed: readonly FeedItem[]) =>
  feed.flatMap((item) => (item.kind === 'line' && item.line.includes('"city.') ? [item] : []))

test('a case put before the city is on its list, can be read with the person, and its decision reaches every PC', async () => {
  const [one, other] = [await enrolledDesk(city), await enrolledDesk(city)]
  const submission = await submitted(one, 'case-1')
  const officer = await operatorOf(city, 'case-officer')
  const { body: list } = await officer.call('GET', '/cases')
  expect(list['items']).toMatchObject([
    { ward, wardName: 'Phường Ví Dụ', caseId: 'case-1', submission, number: '39901-26-A00001-X' },
  ])
  expect(JSON.stringify(list)).not.toContain('Mẫu <b>')
  const { body: file } = await officer.call('GET', `/cases/${ward}/${submission}`)
  expect(file).toMatchObject({ state: 'waiting', personal: { outcome: 'opened', ...person } })

  const decided = await officer.call('POST', `/cases/${ward}/decisions`, yes(submission))
  expect(decided.status).toBe(200)
  const trust = await trustOf(city.address, pinned(city.city))
  for (const desk of [one, other]) {
    await clientOf(desk).runOnce()
    const [item] = cityLines(desk.journal.feed)
    expect(item?.status).toBe('accepted')
    expect(readCityLine(item?.line ?? '', trust, ward)).toMatchObject({
      outcome: 'decision',
      caseId: 'case-1',
      decision: {
        decision: 'approved',
        reference: '12/QĐ-UBND',
        reasonCode: null,
        note: 'Đi đúng tuyến đường đã đăng ký.',
        decidedAt: decided.body['decidedAt'],
      },
      place: { hash: decided.body['line'], user: 'case-officer' },
    })
  }
  expect((await officer.call('GET', '/cases')).body['items']).toEqual([])
  expect((await officer.call('GET', '/cases?state=decided')).body['items']).toHaveLength(1)
})

test('is decided exactly once, however many press at the same time', async () => {
  const desk = await enrolledDesk(city)
  const submission = await submitted(desk, 'case-1')
  const officers = [
    await operatorOf(city, 'case-officer', 'mot'),
    await operatorOf(city, 'administrator', 'hai'),
  ]
  const asked = officers.flatMap(({ call }) =>
    [yes(submission), yes(submission), yes(submission, { reference: '13/QĐ-UBND' })].map((body) =>
      call('POST', `/cases/${ward}/decisions`, body),
    ),
  )
  const answers = await Promise.all(asked)
  const [good, bad] = [
    answers.filter(({ status }) => status === 200),
    answers.filter(({ status }) => status !== 200),
  ]
  expect(new Set(good.map(({ body }) => body['line'])).size).toBe(1)
  expect(good.length).toBeGreaterThan(0)
  expect(new Set(bad.map(({ body }) => body['code']))).toEqual(new Set(['already-decided']))
  await clientOf(desk).runOnce()
  expect(cityLines(desk.journal.feed)).toHaveLength(1)
})

test('a refusal needs its reason, an approval has none; a text that cannot be printed is not taken', async () => {
  const desk = await enrolledDesk(city)
  const submission = await submitted(desk, 'case-1')
  const { call } = await operatorOf(city, 'case-officer')
  for (const wrong of [
    { decision: 'refused' },
    { reasonCode: 'incomplete' },
    { reference: '' },
    { reference: 'x'.repeat(41) },
    { note: 'x'.repeat(301) },
    { decision: 'perhaps' },
    { submission: 'none' },
  ]) {
    const { status, body } = await call('POST', `/cases/${ward}/decisions`, yes(submission, wrong))
    expect([wrong, status, body['code']]).toEqual([wrong, 422, 'malformed'])
  }
  const no = yes(submission, { decision: 'refused', reasonCode: 'incomplete', note: null })
  expect((await call('POST', `/cases/${ward}/decisions`, no)).status).toBe(200)
})

test('a case that the ward took back is decided no more; one that comes again is decided anew', async () => {
  const desk = await enrolledDesk(city)
  const first = await submitted(desk, 'case-1')
  desk.journal.append({
    type: 'case.returned',
    subject: 'case-1',
    baseVer: 3,
    user: 'official-1',
    role: 'ward-official',
    body: { reasonCode: 'incomplete' },
  })
  await clientOf(desk).runOnce()
  const { call } = await operatorOf(city, 'case-officer')
  const late = await call('POST', `/cases/${ward}/decisions`, yes(first))
  expect(late).toMatchObject({ status: 409, body: { code: 'case-left' } })
  const none = await call('POST', `/cases/39902/decisions`, yes(first))
  expect(none).toMatchObject({ status: 404, body: { code: 'not-found' } })
  expect((await call('GET', '/cases')).body['items']).toEqual([])
  const { category, schedule, dueAt } = acts.register('case-1').body ?? {}
  const completed = { category, schedule, dueAt } as NonNullable<Said['body']> // taken from a body of its kind
  desk.journal.append({ ...acts.register('case-1'), type: 'case.completed', baseVer: 4, body: completed })
  desk.journal.append(acts.verify('case-1', 5))
  const again = desk.journal.append({ ...submit('case-1'), baseVer: 6, user: 'official-2' })
  await clientOf(desk).runOnce()
  expect((await call('POST', `/cases/${ward}/decisions`, yes(again))).status).toBe(200)
})

test('a person whose key was erased can no longer be read, only the file around', async () => {
  const desk = await enrolledDesk(city)
  const submission = await submitted(desk, 'case-1')
  await city.city.admin.eraseSubject(ward, 'case-1')
  const { call } = await operatorOf(city, 'case-officer')
  const { body } = await call('GET', `/cases/${ward}/${submission}`)
  expect(body).toMatchObject({ number: '39901-26-A00001-X', personal: { outcome: 'sealed' }, notes: [] })
})

test('the city’s lines are one chain of their own, bound to its opening', async () => {
  const desk = await enrolledDesk(city)
  const { call } = await operatorOf(city, 'case-officer')
  for (let n = 0; n < 3; n += 1)
    await call('POST', `/cases/${ward}/decisions`, yes(await submitted(desk, `case-${n}`)))
  await clientOf(desk).runOnce()
  const lines = cityLines(desk.journal.feed).map(({ line }) => line)
  const first = readLine(lines[0] ?? '')
  const { stream = '', prev = '' } = first ?? {}
  expect(lines).toHaveLength(3)
  expect(firstBreak(lines, { stream, seq: 0, hash: prev })).toBeNull()
})

test('nobody else can write a line of the city: a PC’s own is quarantined, and no desk believes it', async () => {
  const [honest, liar] = [await enrolledDesk(city), await enrolledDesk(city)]
  const { call } = await operatorOf(city, 'case-officer')
  await submitted(honest, 'case-1')
  await call('POST', `/cases/${ward}/decisions`, yes(await submitted(honest, 'case-0')))
  await clientOf(liar).runOnce()
  const real = readLine(cityLines(liar.journal.feed)[0]?.line ?? '')
  if (!real) throw new Error('no line of the city')
  // The words of a real decision, said of another case by a PC of the ward.
  liar.journal.append({
    type: real.type,
    body: real.body,
    baseVer: 0,
    subject: 'case-1',
    user: 'case-officer',
    role: 'system',
  })
  await clientOf(liar).runOnce()
  const trust = await trustOf(city.address, pinned(city.city))
  const forged = liar.journal.all.at(-1) ?? ''
  expect(liar.journal.results.get(1)?.status).toBe('quarantined')
  expect(readCityLine(forged, trust, ward)).toEqual({ outcome: 'refused', reason: 'forged' })
})

test('after a restore the city’s lines go on in a new stream, and a carried-out decision is not asked for again', async () => {
  const desk = await enrolledDesk(city)
  const [one, two] = [await submitted(desk, 'case-1'), await submitted(desk, 'case-2')]
  const backup = await mkdtemp(join(tmpdir(), 'city-backup-'))
  await cp(city.dataDir, backup, { recursive: true })
  const { call } = await operatorOf(city, 'case-officer')
  await call('POST', `/cases/${ward}/decisions`, yes(one))
  await clientOf(desk).runOnce()
  const [told] = cityLines(desk.journal.feed)
  // The city comes back as it was before it had decided: its own line is lost, the ward still has it.
  const restored = await openCity({ dataDir: backup, clock: { now: Date.now }, restored: true })
  const again = { city: restored, address: await restored.listen(0) }
  const hash = lineHash(told?.line ?? '')
  desk.journal.append({
    type: 'case.city-approved',
    subject: 'case-1',
    baseVer: 3,
    user: 'city',
    role: 'system',
    id: carriedOutId(hash),
    body: { reference: '12/QĐ-UBND', decidedAt: '2026-11-21T08:00:00+07:00', line: hash },
  })
  const { connection } = desk
  await clientOf({ ...desk, connection: { ...connection, address: again.address } }).runOnce()
  const officer = await operatorOf(again, 'case-officer')
  const waiting = (await officer.call('GET', '/cases')).body['items']
  expect(waiting).toMatchObject([{ caseId: 'case-2' }])
  const late = await officer.call('POST', `/cases/${ward}/decisions`, yes(one))
  expect(late).toMatchObject({ status: 409, body: { code: 'already-decided' } })
  await officer.call('POST', `/cases/${ward}/decisions`, yes(two))
  await clientOf({ ...desk, connection: { ...connection, address: again.address } }).runOnce()
  const after = cityLines(desk.journal.feed).at(-1)
  const trust = await trustOf(again.address, pinned(again.city))
  expect(readCityLine(after?.line ?? '', trust, ward)).toMatchObject({
    outcome: 'decision',
    caseId: 'case-2',
  })
  expect(readLine(after?.line ?? '')?.stream).not.toBe(readLine(told?.line ?? '')?.stream)
  await restored.close()
  await rm(backup, { recursive: true })
})
