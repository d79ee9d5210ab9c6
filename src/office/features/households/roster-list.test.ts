import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { judged } from '../../lists/testing/judged.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { markZones } from './roster-rows.ts'

let ward: StaffedOffice
let police: Call

beforeAll(async () => {
  ward = await staffedOffice()
  police = await ward.as('police')
})
afterAll(() => ward.close())

const read = (lines: readonly string[]) =>
  police(api.readRoster, { body: new TextEncoder().encode(`${lines.join('\n')}\n`) })
const asked = { group: 'Tổ 9', zone: null }
const compare = ({ listId }: { listId: string }) =>
  police(api.compareRoster, { params: { listId }, body: asked })
const take = ({ listId }: { listId: string }) =>
  police(api.takeRoster, { params: { listId }, body: { actId: randomUUID(), ...asked } })
const found = async (text: string) => (await police(api.searchHouseholds, { body: { text } })).items

const head = 'Họ tên chủ hộ,Địa chỉ,Tổ dân phố,Số nhân khẩu,Diện cư trú,Cầu thang,Số CCCD'

test('a list without a column keeps what the roster knows, and says before it is taken what would change', async () => {
  const whole = [
    head,
    'Lê Văn Giữ,Số 1 phố Mẫu,Tổ 9,5,Thuê trọ,CT2,001085900001',
    'Trần Thị Giữ,Số 2 phố Mẫu,Tổ 9,3,Thường trú,CT1,001185900002',
  ]
  const first = await read(whole)
  expect(await compare(first)).toMatchObject({ entered: 2, changed: 0, same: 0, left: 0, changes: [] })
  await take(first)
  const short = await read([
    'Họ tên chủ hộ,Địa chỉ,Tổ dân phố',
    'Lê Văn Giữ,Số 1 phố Mẫu,Tổ 9',
    'Trần Thị Giữ,Số 2 phố Mẫu,Tổ 9',
    'Ngô Thị Mới,Số 3 phố Mẫu,Tổ 9',
  ])
  expect(await compare(short)).toMatchObject({ entered: 1, changed: 0, same: 2 })
  expect(await take(short)).toEqual({ entered: 1, changed: 0, same: 2, left: 0 })
  expect(await found('Lê Văn Giữ')).toMatchObject([{ members: 5, stay: 'rented-room', stairwell: 'CT2' }])
})

test('what a later list does say is shown before and after, then changed, the kind of stay too', async () => {
  const later = await read([head, 'Lê Văn Giữ,Số 1 phố Mẫu,Tổ 9,6,Tạm trú,CT2,001085900001'])
  expect(await compare(later)).toMatchObject({
    changed: 1,
    changes: [
      {
        row: 2,
        head: 'Lê Văn Giữ',
        fields: [
          { field: 'members', before: '5', now: '6' },
          { field: 'stay', before: 'rented-room', now: 'temporary' },
        ],
      },
    ],
  })
  expect(await found('Lê Văn Giữ')).toMatchObject([{ members: 5 }])
  expect(await take(later)).toMatchObject({ entered: 0, changed: 1 })
  expect(await found('Lê Văn Giữ')).toMatchObject([{ members: 6, stay: 'temporary' }])
})

test('a household that a list names twice, with a number and without, is one household and looked at', async () => {
  const twice = await read([
    head,
    'Trần Văn Đôi,12 phố Mẫu,Tổ 1,4,,,001085900011',
    'Trần Văn Đôi,12 phố Mẫu,Tổ 1,,,CT3,',
    'TRẦN VĂN ĐÔI,12 phố mẫu,Tổ 1,5,,,',
  ])
  expect(twice.list.rows.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
    [],
    expect.arrayContaining(['same-household']),
    ['same-household'],
  ])
  expect(await compare(twice)).toMatchObject({ entered: 1, same: 2 })
  expect(await take(twice)).toMatchObject({ entered: 1, changed: 0, same: 2 })
  expect(await found('Trần Văn Đôi')).toMatchObject([{ members: 5, stairwell: 'CT3' }])
})

test('groups stand as people count them', async () => {
  const groups = ['Tổ 10', 'Tổ 2', 'Tổ 1', 'Tổ 21'].map((group, at) => `Lê Thị Đếm,Số ${at} phố Đếm,${group}`)
  await take(await read(['Họ tên chủ hộ,Địa chỉ,Tổ dân phố', ...groups]))
  const items = await found('Lê Thị Đếm')
  expect(items.map(({ group }) => group)).toEqual(['Tổ 1', 'Tổ 2', 'Tổ 10', 'Tổ 21'])
  const all = await police(api.searchHouseholds, { body: {} })
  const names = all.groups.map(({ group }) => group)
  expect(names).toEqual(['Tổ 1', 'Tổ 2', 'Tổ 9', 'Tổ 10', 'Tổ 21'])
})

test('a zone the rules do not know is looked at; a known one is known by code or label', async () => {
  const zones = [
    { code: 'Z1', label: 'Vùng 1 – nguy cơ cao' },
    { code: 'Z10', label: 'Vùng 10' },
  ]
  const rows = ['Vùng 1', 'z10', '1', 'Vùng đỏ', ''].map((zone, at) => `Lê Văn Vùng,Số ${at} phố Mẫu,${zone}`)
  const list = await judged(`Họ tên chủ hộ,Địa chỉ,Vùng\n${rows.join('\n')}\n`, { kind: 'households' })
  const marked = markZones(list, zones)
  expect(marked.rows.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
    [],
    [],
    [],
    ['zone-unknown'],
    [],
  ])
  expect(marked.counts).toEqual({ good: 4, 'to-check': 1, bad: 0 })
  expect(markZones(list, []).counts).toEqual(list.counts)
})

test('somebody who shops for a household that lives elsewhere is told before the list is taken', async () => {
  const rows = [head, 'Lý Văn Chuyển,Số 10 phố Mẫu,Tổ 9,4,Thường trú,,001085900010']
  await take(await read(rows))
  const again = await read(rows)
  expect(again.list.rows.map(({ reasons }) => reasons)).toEqual([[]])
  const moved = await read([head, 'Lý Văn Chuyển,Số 77 phố Mẫu,Tổ 9,4,Thường trú,,001085900010'])
  const [row] = moved.list.rows
  expect(row).toMatchObject({
    verdict: 'to-check',
    reasons: [
      {
        code: 'household-elsewhere',
        field: 'idNumber',
        data: { head: 'Lý Văn Chuyển', address: 'Số 10 phố Mẫu' },
      },
    ],
  })
})
