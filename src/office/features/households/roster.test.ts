import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { rebuildEqualsLive } from '../../journal/testing/ledger.ts'
import { workbook } from '../../lists/testing/workbook.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { household, rosterCsv } from './testing/households.ts'

let ward: StaffedOffice
let police: Call

beforeAll(async () => {
  ward = await staffedOffice()
  police = await ward.as('police')
})
afterAll(() => ward.close())

const enter = (wishes: Parameters<typeof household>[0] = {}) =>
  police(api.enterHousehold, { body: { householdId: randomUUID(), household: household(wishes) } })
const search = (text: string, state: 'here' | 'left' = 'here') =>
  police(api.searchHouseholds, { body: { text, state } })
const seen = ({ householdId, version }: { householdId: string; version: number }) => ({
  params: { householdId },
  body: { actId: randomUUID(), version },
})

test('a household is entered once, numbered, and found by name without marks, number or address', async () => {
  const body = { householdId: randomUUID(), household: household({ head: 'Đặng Thị Ễnh' }) }
  const entered = await police(api.enterHousehold, { body })
  expect(await police(api.enterHousehold, { body })).toMatchObject({ version: 1, history: [{}] })
  for (const text of ['dang enh', String(entered.number), 'Ngõ 15'])
    expect((await search(text)).items).toMatchObject([{ householdId: entered.householdId }])
  const twice = police(api.enterHousehold, { body: { ...body, householdId: randomUUID() } })
  expect(await refusalOf(twice)).toMatchObject({ code: 'household-there' })
})

test('a household is corrected by whoever saw its newest version, and its history says by whom', async () => {
  const entered = await enter()
  const { params, body } = seen(entered)
  const corrected = await police(api.changeHousehold, {
    params,
    body: { ...body, household: household({ members: 6 }) },
  })
  expect(corrected).toMatchObject({ members: 6, version: 2 })
  expect(corrected.history).toMatchObject([
    { what: 'household.entered.typed', who: 'Phạm Văn Hùng' },
    { what: 'household.changed.corrected' },
  ])
  const late = police(api.leaveHousehold, {
    ...seen(entered),
    body: { ...body, actId: randomUUID(), reason: 'moved-out' },
  })
  expect(await refusalOf(late)).toMatchObject({ code: 'household-changed' })
})

test('who moves out is off the roster and still found among those who left', async () => {
  const entered = await enter({ head: 'Lê Văn Chuyển' })
  const { params, body } = seen(entered)
  await police(api.leaveHousehold, { params, body: { ...body, reason: 'moved-out' } })
  expect((await search('le van chuyen')).items).toEqual([])
  expect((await search('le van chuyen', 'left')).items).toMatchObject([{ state: 'left' }])
})

test('merging adds the members up; splitting takes them away again', async () => {
  const one = await enter({ members: 4 })
  const other = await enter({ members: 2 })
  const merged = await police(api.mergeHousehold, {
    params: { householdId: one.householdId },
    body: { ...seen(one).body, other: other.householdId, otherVersion: other.version },
  })
  expect(merged).toMatchObject({ members: 6, state: 'here' })
  expect(await police(api.readHousehold, { params: other })).toMatchObject({ state: 'left' })
  const { params, body } = seen(merged)
  const partId = randomUUID()
  const split = { ...body, partId, part: household({ members: 5 }) }
  expect(await police(api.splitHousehold, { params, body: split })).toMatchObject({ members: 1 })
  expect(await police(api.readHousehold, { params: { householdId: partId } })).toMatchObject({ members: 5 })
  const everybody = {
    ...seen(await police(api.readHousehold, { params })).body,
    partId: randomUUID(),
    part: household(),
  }
  expect(await refusalOf(police(api.splitHousehold, { params, body: everybody }))).toMatchObject({
    code: 'invalid-input',
  })
})

test('a roster is read from a file, taken once, and a later file corrects it and takes nobody off', async () => {
  const before = (await search('')).total
  const read = await police(api.readRoster, { body: rosterCsv(40, 4) })
  expect(read.list.counts).toMatchObject({ bad: 1 })
  const params = { listId: read.listId }
  const body = { actId: randomUUID(), group: 'Tổ 9', zone: null }
  const taken = await police(api.takeRoster, { params, body })
  expect(taken).toEqual({ entered: 39, changed: 0, same: 0, left: 1 })
  expect(await police(api.takeRoster, { params, body })).toMatchObject({ entered: 0 })
  expect((await search('')).total).toBe(before + 39)
  const again = await police(api.readRoster, { body: rosterCsv(38, 5) })
  const corrected = { ...body, actId: randomUUID() }
  expect(await police(api.takeRoster, { params: again, body: corrected })).toMatchObject({
    entered: 0,
    changed: 37,
  })
  expect((await search('')).total).toBe(before + 39)
  expect(await refusalOf(police(api.takeRoster, { params, body }))).toMatchObject({
    code: 'roster-list-gone',
  })
})

test('the roster is kept by the area police and the counter; nothing of it stands open in a line', async () => {
  const official = await ward.as('official')
  expect((await official(api.searchHouseholds, { body: {} })).total).toBeGreaterThan(0)
  const typed = official(api.enterHousehold, {
    body: { householdId: randomUUID(), household: household() },
  })
  expect(await refusalOf(typed)).toMatchObject({ code: 'not-your-role' })
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  const lines = desk.store.database.prepare('SELECT line FROM event').pluck().all().join('\n')
  for (const secret of ['Mẫu Hộ', 'Ngõ 15', '0010850']) expect(lines).not.toContain(secret)
})

test('the roster rebuilt from the journal is the same', () => {
  const desk = ward.office().core.desk()
  expect(desk && rebuildEqualsLive(desk.store)).toBe(true)
})

test('of a file with a sheet for each group another one is read from the same file', async () => {
  const head = ['Họ tên chủ hộ', 'Địa chỉ', 'Số nhân khẩu']
  const rows = [head, ['Lê Văn Tổ Hai', 'Số 2 phố Mẫu', '3']]
  const before = [{ name: 'Tổ 1', rows: [head, ['Lê Văn Tổ Một', 'Số 1 phố Mẫu', '4']] }]
  const body = new Uint8Array(workbook({ rows, before }))
  const { listId, list } = await police(api.readRoster, { body })
  expect(list.rows).toMatchObject([{ values: { fullName: 'Lê Văn Tổ Một' } }])
  expect(list.parts).toMatchObject([
    { sheet: 'Tổ 1', rows: 1 },
    { sheet: 'Danh sách', rows: 1 },
  ])
  const other = await police(api.correctColumns, { params: { listId }, body: { mapping: null, part: 1 } })
  expect(other.list.rows).toMatchObject([{ values: { fullName: 'Lê Văn Tổ Hai' } }])
})

test('columns that were taken for others are corrected, and the same file is judged again', async () => {
  const bytes = new TextEncoder().encode('Họ tên chủ hộ,Địa chỉ,Ghi chú\nSố 77 phố Mẫu,Lê Văn Cột,hai hộ\n')
  const read = await police(api.readRoster, { body: bytes })
  const columns = ['residence' as const, 'fullName' as const, 'note' as const]
  const again = await police(api.correctColumns, {
    params: { listId: read.listId },
    body: { mapping: { ...read.list.mapping, columns } },
  })
  expect(again.list.rows).toMatchObject([{ values: { fullName: 'Lê Văn Cột', residence: 'Số 77 phố Mẫu' } }])
  const body = { actId: randomUUID(), group: 'Tổ 5', zone: null }
  const late = police(api.takeRoster, { params: { listId: read.listId }, body })
  expect(await refusalOf(late)).toMatchObject({ code: 'roster-list-gone' })
  expect(await police(api.takeRoster, { params: { listId: again.listId }, body })).toMatchObject({
    entered: 1,
  })
})
