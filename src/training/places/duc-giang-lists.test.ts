import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Case } from '../../contract/desk/cases.ts'
import * as api from '../../contract/desk/index.ts'
import { addDays, type CivilDate, dateAt } from '../../domain/calendar.ts'
import { refusalOf } from '../../office/testing/person.ts'
import { readBack, words } from '../../office/sheets/testing/read-back.ts'
import { act, printed } from '../../office/testing/applications.ts'
import { openPlace, type Place } from './testing/place.ts'
import { does, register, registration, seals, type Told, walkToSeal } from './testing/walk.ts'

let place: Place
beforeAll(async () => {
  place = await openPlace('duc-giang-2021')
})
afterAll(() => place.close())

const today = () => dateAt(place.ward.ports.clock.now())
const days = (from: number, until: number) => ({
  firstDay: addDays(today(), from),
  lastDay: addDays(today(), until),
})
const numberOf = (index: number) => `0010800${String(10_000 + index)}`
const route = 'Ngõ 15 – Xưởng may Mẫu và về'

/** An enterprise with as many workers as it says, each on the same way unless told otherwise. */
const enterprise = (people: number, until: number, ways = (_index: number) => route): Told => ({
  procedure: 'organisation',
  category: 1,
  schedule: days(0, until),
  details: { purpose: 'May trang phục bảo hộ', organisation: 'Công ty May Mẫu' },
  more: {
    'tax-code': '0101234567-001',
    address: 'Số 9 phố Thử Nghiệm, Phường Ví Dụ',
    representative: 'Trần Thị Đại, phó giám đốc',
    'e-mail': 'hanhchinh@may-mau.example',
    plan: 'Ba tại chỗ; xét nghiệm 7 ngày một lần.',
    'plan-date': '2026-11-10',
    workers: Array.from({ length: people }, (_, index) => ({
      name: `Ngô Văn Số ${index + 1}`,
      'id-number': numberOf(index),
      job: `Thợ may tổ ${index + 1}`,
      shift: 'Ca sáng',
      route: ways(index),
    })),
  },
})
const worker = (
  index: number,
  list: Case,
  schedule: { firstDay?: CivilDate; lastDay?: CivilDate },
): Told => ({
  procedure: 'worker',
  category: 2,
  listedBy: list.caseId,
  schedule,
  applicant: { idNumber: numberOf(index), fullName: `Ngô Văn Số ${index + 1}` },
  details: { purpose: 'Đi làm tại đơn vị', organisation: 'Công ty May Mẫu', route },
})
const confirmed = async (told: Told) =>
  (await walkToSeal(place, await does(place, 'health', 'confirm', await register(place, told)))).seen

test('a worker has no permit beyond the days for which their organisation is confirmed', async () => {
  const list = await confirmed(enterprise(3, 4))
  const [year, month, day] = addDays(today(), 4).split('-')
  expect(await refusalOf(registration(place, worker(0, list, days(0, 5))))).toMatchObject({
    code: 'beyond-confirmation',
    data: { organisation: 'Công ty May Mẫu', until: `${day}/${month}/${year}` },
  })
  const seen = await register(place, worker(0, list, days(0, 4)))
  expect(seen.schedule).toMatchObject(days(0, 4))
  const found = await place.people.clerk(api.searchLists, { body: { procedure: 'organisation', text: '' } })
  expect(found.lists.find(({ caseId }) => caseId === list.caseId)).toMatchObject(days(0, 4))
})

test('nobody is permitted by a confirmation that was withdrawn, also not on a case begun before', async () => {
  const list = await confirmed(enterprise(3, 5))
  const approved = await does(
    place,
    'official',
    'approve',
    await register(place, worker(1, list, days(0, 3))),
  )
  const body = { ...act(list), reason: 'withdrawn' as const, note: 'Phát hiện ca bệnh tại xưởng' }
  await place.people.official(api.withdrawPaper, { params: list, body })
  expect(await refusalOf(registration(place, worker(2, list, days(0, 3))))).toMatchObject({
    code: 'confirmation-withdrawn',
  })
  expect(await refusalOf(seals(place, approved))).toMatchObject({ code: 'confirmation-withdrawn' })
})

test('nobody is permitted by a confirmation that has ended, and it is no longer offered', async () => {
  const list = await confirmed(enterprise(3, 1))
  place.ward.ports.clock.advance(2 * 86_400_000)
  const clerk = await place.ward.as('clerk')
  const told = worker(2, list, days(0, 1))
  expect(await refusalOf(registration({ ...place, people: { ...place.people, clerk } }, told))).toMatchObject(
    {
      code: 'confirmation-ended',
    },
  )
  const found = await clerk(api.searchLists, { body: { procedure: 'organisation', text: '' } })
  expect(found.lists.map(({ caseId }) => caseId)).not.toContain(list.caseId)
})

test('a list of 300 workers is printed whole, its head on every page', async () => {
  const clerk = await place.ward.as('clerk')
  const people = { ...place.people, clerk, ...(await refreshed()) }
  const now = { ...place, people }
  const long = `${'Ngõ 15 phố Thử Nghiệm '.repeat(4)}– Xưởng may Mẫu`
  const ways = (index: number) => (index === 299 ? long : `Tuyến ${index + 1} – Xưởng may Mẫu`)
  const registered = await register(now, enterprise(300, 4, ways))
  const { seen } = await walkToSeal(now, await does(now, 'health', 'confirm', registered))
  await printed(clerk, seen.caseId, 'organisation-paper')
  readBack(place.ward.ports.printed.at(-1)?.pdf ?? new Uint8Array(), (back) => {
    const pages = back.text.normalize('NFC').split('\f').slice(0, back.pages).map(words)
    const said = pages.join(' ')
    for (let index = 0; index < 300; index += 1) {
      expect(said).toContain(numberOf(index))
      expect(said).toContain(`Thợ may tổ ${index + 1}`)
    }
    const annex = pages.slice(pages.findIndex((page) => page.includes('PHỤ LỤC')))
    expect(annex.length).toBeGreaterThan(5)
    for (const page of annex.filter((one) => one.includes('Thợ may'))) expect(page).toContain('STT Họ và tên')
    expect(said).toContain('Danh sách này có 300 người')
    expect(said.replace(/\s/gu, '').includes(`${long}, Ca sáng`.replace(/\s/gu, ''))).toBe(true)
    // What the confirmation itself has no room for is told, with where it stands.
    expect(said).toMatch(/\d+ cung đường, ca khác ghi trong danh sách kèm theo/u)
  })
})

async function refreshed() {
  const names = ['health', 'official', 'sealer', 'police', 'administrator', 'manyHats'] as const
  const calls = await Promise.all(names.map(async (name) => [name, await place.ward.as(name)] as const))
  return Object.fromEntries(calls) as Pick<Place['people'], (typeof names)[number]>
}
