import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dateAt } from '../../domain/calendar.ts'
import { sqliteStore } from '../store/sqlite/store.ts'
import { clientOf, enrolledDesk, startCity, testClock, ward } from '../testing/desk.ts'
import { acts } from '../testing/journal.ts'
import { openCity } from '../city.ts'
import { rebuildRollups } from './rebuild.ts'

const clock = testClock()
let city: Awaited<ReturnType<typeof startCity>>
beforeEach(async () => {
  clock.offsetMs = 0
  city = await startCity(clock)
})
afterEach(() => city.close())

const today = dateAt(Date.now())

/** What the folder's store counts; the server may go on. */
async function counted() {
  const store = await sqliteStore.open(city.dataDir)
  const rows = await store.read((reading) => reading.rollups('2000-01-01', '2099-12-31'))
  await store.close()
  return rows.map(({ day, category, result, count }) => [day, category, result, count])
}

async function rebuilt() {
  const store = await sqliteStore.open(city.dataDir)
  await store.write((rows) => rebuildRollups(rows, ward))
  await store.close()
  return counted()
}

/** Cases on two PCs: one in order, one whose category is corrected, one approved elsewhere before it is known. */
async function workedOn() {
  const [counter, office] = [await enrolledDesk(city), await enrolledDesk(city)]
  counter.journal.append({ ...acts.register('case-1', 'clerk-1', randomBytes(32)) })
  counter.journal.append(acts.verify('case-1'))
  counter.journal.append(acts.approve('case-1'))
  counter.journal.append(acts.print('case-1', 3))
  counter.journal.append(acts.register('case-2'))
  const returned = { subject: 'case-2', baseVer: 1, user: 'police-1', role: 'area-police' } as const
  counter.journal.append({ ...returned, type: 'case.returned', body: { reasonCode: 'r' } })
  const { body } = acts.register('case-2')
  counter.journal.append({
    type: 'case.completed',
    subject: 'case-2',
    baseVer: 2,
    user: 'clerk-1',
    role: 'clerk',
    body: { category: 7, schedule: body?.['schedule'] ?? null, dueAt: '2026-11-22T17:00:00+07:00' },
  })
  office.journal.append(acts.verify('case-2', 3))
  office.journal.append(acts.approve('case-2', 4))
  await clientOf(office).runOnce()
  await clientOf(counter).runOnce()
  return { counter, office }
}

test('accepted acts are counted by day, category and result; parked ones when they are accepted', async () => {
  await workedOn()
  expect(await counted()).toEqual([
    [today, 5, 'approved', 1],
    [today, 5, 'received', 2],
    [today, 5, 'returned', 1],
    [today, 7, 'approved', 1],
  ])
})

test('what was counted line by line is what the feed says: made again, it is the same', async () => {
  const { counter } = await workedOn()
  counter.journal.append(acts.approve('case-1', 3))
  await clientOf(counter).runOnce()
  counter.journal.forgetAcknowledged()
  await clientOf(counter).runOnce()
  const before = await counted()
  expect(before.length).toBeGreaterThan(3)
  expect(await rebuilt()).toEqual(before)
})

test('a city that kept lines before it counted counts them once it starts', async () => {
  await workedOn()
  const before = await counted()
  const store = await sqliteStore.open(city.dataDir)
  await store.write(async (rows) => rows.clearRollups(ward))
  await store.close()
  const again = await openCity({ dataDir: city.dataDir, clock })
  await again.close()
  expect(await counted()).toEqual([])
  const forget = await sqliteStore.open(city.dataDir)
  await forget.write(async (rows) => rows.saveSetting('rollups', ''))
  await forget.close()
  const restarted = await openCity({ dataDir: city.dataDir, clock })
  await restarted.close()
  expect(await counted()).toEqual(before)
})

test('work of an offline week counts for its own days, that of a wrong clock for the day it came', async () => {
  const desk = await enrolledDesk(city)
  desk.journal.append(acts.register('case-1'))
  clock.offsetMs = 7 * 86_400_000
  await clientOf(desk).runOnce()
  const next = await enrolledDesk(city)
  clock.offsetMs = -3_650 * 86_400_000
  next.journal.append(acts.register('case-2'))
  await clientOf(next).runOnce()
  const days = (await counted()).map(([day, , , count]) => [day, count])
  expect(days).toEqual([
    [dateAt(Date.now() - 3_650 * 86_400_000), 1],
    [today, 1],
  ])
})
