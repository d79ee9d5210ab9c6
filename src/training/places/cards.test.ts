import { randomUUID } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as api from '../../contract/desk/index.ts'
import { addDays, dateAt } from '../../domain/calendar.ts'
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
  const own = batches.filter(({ name }) => name === 'Tổ 41' || name === 'Tổ 42')
  expect(own.map(({ name, counts }) => [name, counts.taken]).toSorted()).toEqual([
    ['Tổ 41', 1],
    ['Tổ 42', 2],
  ])
  expect(await make({ batchId })).toEqual(made)
  expect((await place.people.clerk(api.listBatches, { query: {} })).batches).toHaveLength(batches.length)
})

test('while the cards of a group are made, other requests are answered', async () => {
  const group = 'Tổ 51'
  for (let count = 0; count < 60; count += 1) await enter({ group })
  await giveDays()
  let [isMade, answered] = [false, 0]
  const making = make({ group }).finally(() => (isMade = true))
  while (!isMade) {
    await place.people.official(api.searchHouseholds, { body: { text: 'nobody' } })
    answered += 1
    // As requests come over a network: one by one, each in a turn of the loop.
    await nextTurn()
  }
  expect(await making).toMatchObject({ made: 60 })
  expect(answered).toBeGreaterThan(2)
})

test('what was written gives the same tables again', () => {
  expect(rebuilds(place)).toBe(true)
})
