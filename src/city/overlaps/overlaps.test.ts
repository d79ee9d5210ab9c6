import { afterEach, beforeEach, expect, test } from 'vitest'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { readLine } from '../../office/journal/line.ts'
import { readCityLine } from '../../office/sync/city-line.ts'
import { clientOf, enrolledDesk, startCity, ward } from '../testing/desk.ts'
import { pinned, revoke, trustOf, withdrawMany } from '../testing/issuing.ts'
import { type Holder, sealPaper } from './testing/seal-paper.ts'

const other = '39902'
const clock = { offsetMs: 0, now: () => Date.now() + clock.offsetMs }
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
  await city.city.admin.addWard({ code: other, name: 'Phường Mẫu' })
})
afterEach(async () => {
  expect(city.faults).toEqual([])
  await city.close()
})

type Desk = Awaited<ReturnType<typeof enrolledDesk>>
const today = () => dateAt(clock.now())
const seals = (desk: Desk, subject: string, holder: Holder = {}) =>
  sealPaper(desk.journal, subject, holder, clock.now())

function takesList(desk: Desk, batch: string, fingerprint: string): void {
  desk.journal.append({
    type: 'batch.taken',
    subject: batch,
    baseVer: 0,
    user: 'clerk-1',
    role: 'clerk',
    body: {
      kind: 'workers',
      procedure: 'individual',
      pack: 'vidu-01',
      packVersion: 1,
      organisation: null,
      group: null,
      fingerprint,
      counts: { rows: 2, taken: 2, bad: 0, left: 0 },
      previous: null,
    },
  })
}

/** Sends, lets the city compare, and hears. */
async function sync(...desks: Desk[]): Promise<void> {
  for (const desk of desks) {
    await clientOf(desk).runOnce()
    expect([...desk.journal.results.values()].map(({ status }) => status)).not.toContain('quarantined')
    expect([...desk.journal.results.values()].map(({ status }) => status)).not.toContain('refused')
  }
  await city.city.admin.keepHouse()
  for (const desk of desks) await clientOf(desk).runOnce()
}

const linesOf = (desk: Desk) =>
  desk.journal.feed.flatMap((item) =>
    item.kind === 'line' && item.line.includes('"type":"city.overlap"') ? [item.line] : [],
  )

/** What a desk was told, proved as an office proves it. */
async function told(desk: Desk): Promise<object[]> {
  const trust = await trustOf(city.address, pinned(city.city))
  return linesOf(desk).map((line) => {
    const read = readCityLine(line, trust, desk.connection.ward)
    if (read.outcome !== 'overlap') throw new Error(JSON.stringify(read))
    return { subject: readLine(line)?.subject, ...read.overlap }
  })
}

const twoWards = async () =>
  [await enrolledDesk(city), await enrolledDesk(city, city.address, other)] as const

test('the same person with papers for the same days from two wards: both hear of it, without a name or number', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1')
  await sync(one)
  seals(two, 'case-2', { firstDay: addDays(today(), 20), lastDay: addDays(today(), 30) })
  await sync(two, one)
  const since = today()
  expect(await told(one)).toEqual([{ subject: 'case-1', what: 'person', other, since, order: 'first' }])
  expect(await told(two)).toEqual([{ subject: 'case-2', what: 'person', other: ward, since, order: 'later' }])
  for (const line of [...linesOf(one), ...linesOf(two)]) expect(line).not.toMatch(/001190000123|Lê Thị Mẫu/)
  await sync(one, two)
  expect([linesOf(one).length, linesOf(two).length]).toEqual([1, 1])
  const audit = (await city.audit()).filter(({ act }) => act === 'overlap.told')
  expect(audit.map(({ detail }): unknown => JSON.parse(detail))).toEqual([
    { kind: 'permit', ward, about: 'case-1', other, its: 'case-2' },
  ])
})

test('other people, other kinds of paper, other days and the same ward are no overlap', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1')
  seals(one, 'case-2')
  seals(two, 'case-3', { idNumber: '001190000124' })
  seals(two, 'case-4', { kind: 'market-card' })
  seals(two, 'case-5', { firstDay: addDays(today(), 21), lastDay: addDays(today(), 30) })
  await sync(one, two)
  expect([linesOf(one), linesOf(two)]).toEqual([[], []])
})

test('a person is recognised by the number of the old card, however it is written', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1', { idNumber: '012.888.777' })
  seals(two, 'case-2', { oldIdNumber: '012888777' })
  await sync(one, two)
  expect(await told(two)).toMatchObject([{ what: 'person', other: ward, order: 'later' }])
})

test('a paper that was withdrawn, by itself or among many, or has ended is no overlap any more', async () => {
  const [one, two] = await twoWards()
  const paper = seals(one, 'case-1')
  one.journal.append(revoke('case-1', paper))
  const { kid, series, index: first, lastDay } = seals(one, 'case-2')
  one.journal.append(withdrawMany([{ kid, series, first, count: 2 }], lastDay))
  seals(one, 'case-3', { lastDay: today() })
  await sync(one)
  clock.offsetMs = 86_400_000
  seals(two, 'case-4')
  await sync(two, one)
  expect([linesOf(one), linesOf(two)]).toEqual([[], []])
})

test('a key that comes late is judged late', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1')
  seals(two, 'case-2')
  const keys = two.journal.subjectKeys
  const without = { ...two, journal: { ...two.journal, subjectKeys: () => [] } }
  await sync(one, without)
  expect(linesOf(one)).toEqual([])
  // Another line of the case brings the keys once more.
  two.journal.forgetAcknowledged()
  two.journal.subjectKeys = keys
  await sync(two, one)
  expect(await told(one)).toMatchObject([{ subject: 'case-1', order: 'first' }])
  expect(await told(two)).toMatchObject([{ subject: 'case-2', order: 'later' }])
})

test('a key that comes after the paper has ended changes nothing any more', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1')
  seals(two, 'case-2')
  const keys = two.journal.subjectKeys
  two.journal.subjectKeys = () => []
  await sync(one, two)
  clock.offsetMs = 23 * 86_400_000
  await city.city.admin.keepHouse()
  clock.offsetMs = 0
  two.journal.forgetAcknowledged()
  two.journal.subjectKeys = keys
  await sync(two, one)
  expect([linesOf(one), linesOf(two)]).toEqual([[], []])
})

test('of a person whose key was destroyed nothing is compared any more', async () => {
  const [one, two] = await twoWards()
  seals(one, 'case-1')
  await sync(one)
  await city.city.admin.eraseSubject(ward, 'case-1')
  seals(two, 'case-2')
  await sync(two, one)
  expect([linesOf(one), linesOf(two)]).toEqual([[], []])
})

test('the same list in two wards is told to both within sixty days, and not after', async () => {
  const [one, two] = await twoWards()
  const since = today()
  takesList(one, '019a0000-0000-7000-8000-0000000000b1', 'a'.repeat(64))
  takesList(one, '019a0000-0000-7000-8000-0000000000b2', 'b'.repeat(64))
  await sync(one)
  clock.offsetMs = 59 * 86_400_000
  takesList(two, '019a0000-0000-7000-8000-0000000000b3', 'a'.repeat(64))
  await sync(two, one)
  expect(await told(one)).toMatchObject([{ what: 'list', other, order: 'first', since: today() }])
  expect(await told(two)).toMatchObject([{ what: 'list', other: ward, order: 'later', since }])
  clock.offsetMs = 63 * 86_400_000
  takesList(two, '019a0000-0000-7000-8000-0000000000b4', 'b'.repeat(64))
  await sync(two)
  expect(linesOf(two)).toHaveLength(1)
})
