import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
import { colleagues } from '../../office/testing/staffed-office.ts'
import { household } from '../../office/features/households/testing/households.ts'
import { openPlace, type Place, rebuilds } from './testing/place.ts'

let place: Place

beforeAll(async () => {
  place = await openPlace('tien-giang-2021')
})
afterAll(() => place.close())

const today = () => dateAt(place.ward.ports.clock.now())
const enter = (wishes: Parameters<typeof household>[0]) =>
  place.people.police(api.enterHousehold, {
    body: { householdId: randomUUID(), household: household({ zone: 'CAM', ...wishes }) },
  })
const giveDays = async () => {
  const { firstDay, lastDay, digest } = await place.people.police(api.planMarketDays, { query: {} })
  await place.people.police(api.takeMarketDays, { body: { actId: randomUUID(), firstDay, lastDay, digest } })
}
type Wishes = {
  group?: string | null
  only?: string[]
  despite?: { households: string[]; reason: string }
  batchId?: string
}
const make = ({ group = null, batchId = randomUUID(), ...more }: Wishes = {}) =>
  place.people.clerk(api.makeCards, {
    body: { batchId, firstDay: today(), lastDay: addDays(today(), 9), group, ...more },
  })
const shopper = { fullName: 'Trần Văn Chung', idNumber: '001080077001', birthDate: null }

test('who shops for three households gets one card; a second one only when a person says why, seen by who approves', async () => {
  const group = 'Tổ 31'
  const three = [
    await enter({ group, shopper }),
    await enter({ group, shopper }),
    await enter({ group, shopper }),
  ]
  await giveDays()
  const first = await make({ group })
  expect(first).toMatchObject({ made: 1, lists: 1 })
  const [has] = three
  expect(first.left).toMatchObject(
    [1, 2].map((at) => ({
      householdId: three[at]?.householdId,
      code: 'shopper-has-card',
      why: { vi: expect.stringContaining(`hộ số ${has?.number}, ${has?.head}`) },
    })),
  )
  const second = three[1]?.householdId ?? ''
  const despite = { households: [second], reason: 'con trai đi chợ giúp mẹ già' }
  const decided = await make({ group, only: [second], despite })
  expect(decided).toMatchObject({ made: 1, left: [] })
  const { rows } = await place.people.official(api.readBatch, { params: { batchId: decided.batchId ?? '' } })
  expect(rows).toMatchObject([{ flags: ['shared-shopper'] }])
  const shown = await place.people.official(api.readCase, { params: { caseId: rows[0]?.caseId ?? '' } })
  expect(shown.details.purpose).toContain('con trai đi chợ giúp mẹ già')
  expect(await make({ group })).toMatchObject({ made: 0, left: [{}, {}, {}] })
})

test('cards of the whole ward are one list for each group; the same act again makes nothing more', async () => {
  for (const group of ['Tổ 41', 'Tổ 42', 'Tổ 42']) await enter({ group })
  await giveDays()
  const batchId = randomUUID()
  const made = await make({ batchId })
  expect(made).toMatchObject({ made: 3, lists: 2 })
  const { batches } = await place.people.clerk(api.listBatches, { query: {} })
  const taken = new Map(batches.map(({ name, counts }) => [name, counts.taken]))
  expect([taken.get('Tổ 41'), taken.get('Tổ 42')]).toEqual([1, 2])
  expect(await make({ batchId })).toEqual(made)
  expect((await place.people.clerk(api.listBatches, { query: {} })).batches).toHaveLength(batches.length)
})

test('while the cards of a group are made, other requests are answered', async () => {
  const group = 'Tổ 51'
  for (let count = 0; count < 60; count += 1) await enter({ group })
  await giveDays()
  const seen = { isMade: false, answered: 0 }
  const making = make({ group }).finally(() => (seen.isMade = true))
  while (!seen.isMade) {
    await place.people.official(api.searchHouseholds, { body: { text: 'nobody' } })
    seen.answered += 1
    // As requests come over a network: one by one, each in a turn of the loop.
    await nextTurn()
  }
  expect(await making).toMatchObject({ made: 60 })
  expect(seen.answered).toBeGreaterThan(2)
})

test('cards of households that merge or move out are not printed or delivered, and stand in the list until they are ended', async () => {
  const group = 'Tổ 61'
  const [one, other, away] = [await enter({ group }), await enter({ group }), await enter({ group })]
  await giveDays()
  const batchId = randomUUID()
  const params = { batchId }
  expect(await make({ group, batchId })).toMatchObject({ made: 3 })
  const { police, official, sealer, clerk } = place.people
  for (const [call, act] of [
    [police, 'verify'],
    [official, 'approve'],
  ] as const) {
    const { acts } = await call(api.readBatch, { params })
    for (const caseId of acts.find((each) => each.act === act)?.sample ?? [])
      await call(api.lookAtRow, { params, body: { caseId } })
    const body = { actId: randomUUID(), act, cases: null, reasonCode: null, note: null }
    await call(api.actOnBatch, { params, body })
  }
  const seal = { actId: randomUUID(), pin: colleagues.sealer.pin ?? '' }
  expect(await sealer(api.sealBatch, { params, body: seal })).toMatchObject({ done: 3 })
  const merged = await police(api.mergeHousehold, {
    params: { householdId: one.householdId },
    body: {
      actId: randomUUID(),
      version: one.version,
      other: other.householdId,
      otherVersion: other.version,
      endCards: true,
    },
  })
  const left = await police(api.leaveHousehold, {
    params: { householdId: away.householdId },
    body: { actId: randomUUID(), version: away.version, reason: 'moved-out' },
  })
  const { cards } = await police(api.cardsOfList, { params })
  expect(cards.map(({ gone }) => gone)).toEqual([false, true, true])
  // Who may withdraw is for the rules to say; a card that is not withdrawn is told.
  expect(merged.cardsToEnd).toHaveLength(cards[1]?.withdrawn ? 0 : 1)
  expect(left.cardsToEnd).toMatchObject([{ caseId: cards[2]?.caseId }])
  const jobId = randomUUID()
  await clerk(api.makePrintJob, { body: { jobId, batchId, printer: null } })
  expect((await clerk(api.readPrintJob, { params: { jobId } })).counts).toMatchObject({ all: 1 })

  const body = { actId: randomUUID() }
  const withdraw = () => official(api.withdrawGoneCards, { params, body })
  const standing = cards.filter(({ gone, withdrawn }) => gone && !withdrawn).length
  expect(await withdraw()).toEqual({ done: standing, left: [] })
  expect((await police(api.cardsOfList, { params })).cards.map(({ withdrawn }) => withdrawn)).toEqual([
    false,
    true,
    true,
  ])
  expect(await withdraw()).toEqual({ done: standing, left: [] })
  await expect(
    official(api.withdrawGoneCards, { params, body: { actId: randomUUID() } }),
  ).rejects.toMatchObject({ problem: { code: 'batch-nothing-waits' } })
  await expect(clerk(api.withdrawGoneCards, { params, body })).rejects.toMatchObject({
    problem: { code: 'not-your-role' },
  })
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(place)).toBe(true)
})
