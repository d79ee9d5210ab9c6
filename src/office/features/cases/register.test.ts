import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addDays, dateAt, weekdayOf } from '../../../domain/calendar.ts'
import type { Call } from '../../../contract/client.ts'
import * as api from '../../../contract/desk/index.ts'
import { application, caseUntil } from '../../testing/applications.ts'
import { refusalOf } from '../../testing/person.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'

let ward: StaffedOffice
let clerk: Call
beforeAll(async () => {
  ward = await staffedOffice()
  clerk = await ward.as('clerk')
})
afterAll(() => ward.close())

type Wishes = Parameters<typeof application>[1]
const take = (wishes?: Wishes) =>
  clerk(api.registerCase, { body: application(ward.ports.clock.now(), wishes) })
const candidates = async (wishes?: Wishes) => {
  const { idNumber, oldIdNumber, fullName, birthDate } = application(ward.ports.clock.now(), wishes).applicant
  const found = await clerk(api.findDuplicates, { body: { idNumber, oldIdNumber, fullName, birthDate } })
  return found.candidates.map(({ personId, why }) => [personId, why])
}

describe('a period', () => {
  const days = (first: number, last: number) => {
    const today = dateAt(ward.ports.clock.now())
    return take({ schedule: { firstDay: addDays(today, first), lastDay: addDays(today, last) } })
  }

  test('may begin today and end on the thirtieth day', async () => {
    expect((await days(0, 29)).state).toBe('registered')
    expect((await days(29, 29)).state).toBe('registered')
  })

  test.each([
    ['begins yesterday', -1, 3],
    ['ends before it begins', 3, 2],
    ['ends a day too late', 0, 30],
  ])('that %s is refused, with the limit', async (_, first, last) => {
    expect(await refusalOf(days(first, last))).toMatchObject({
      code: 'schedule-outside-rules',
      data: { days: 30 },
    })
  })

  test.each([
    ['end before they begin', [[600, 480]]],
    [
      'overlap',
      [
        [360, 600],
        [540, 720],
      ],
    ],
  ] satisfies [string, [number, number][]][])(
    'whose hours %s is refused, naming the field',
    async (_, windows) => {
      expect((await refusalOf(take({ schedule: { windows } }))).data).toEqual({ fields: 'schedule.windows' })
    },
  )

  test('that names a weekday twice is refused', async () => {
    expect((await refusalOf(take({ schedule: { weekdays: [0, 0] } }))).data).toEqual({
      fields: 'schedule.weekdays',
    })
  })

  test('on none of whose days the permit would be good is refused', async () => {
    const today = dateAt(ward.ports.clock.now())
    const other = (weekdayOf(today) + 3) % 7
    const schedule = { firstDay: today, lastDay: addDays(today, 2), weekdays: [other] }
    expect((await refusalOf(take({ schedule }))).data).toEqual({ fields: 'schedule.weekdays' })
    expect((await take({ schedule: { ...schedule, lastDay: addDays(today, 3) } })).state).toBe('registered')
  })

  test('may give hours in any order, or the whole day', async () => {
    await take({
      schedule: {
        windows: [
          [1020, 1140],
          [360, 480],
        ],
      },
    })
    await take({ schedule: { windows: [[0, 1440]] } })
    await take({ schedule: { windows: [] } })
  })
})

test.each<[string, NonNullable<Wishes>['applicant']]>([
  ['idNumber', { idKind: 'cccd', idNumber: '07918500012' }],
  ['idNumber', { idKind: 'can-cuoc', idNumber: '07918500012A' }],
  ['idNumber', { idKind: 'cmnd', idNumber: '01234567' }],
  ['idNumber', { idKind: 'passport', idNumber: 'C123' }],
  ['oldIdNumber', { oldIdNumber: '1234' }],
  ['phone', { phone: 'gọi hàng xóm' }],
])('a wrong %s is refused whoever asks, naming the field: %j', async (field, applicant) => {
  expect((await refusalOf(take({ applicant: applicant ?? {} }))).data).toEqual({
    fields: `applicant.${field}`,
  })
})

test('a category that the rules do not have is refused', async () => {
  expect((await refusalOf(take({ category: 31 }))).data).toEqual({ fields: 'category' })
})

test('a birth date in the future is refused; a year alone is enough', async () => {
  const born = (birthDate: string) => take({ applicant: { birthDate } })
  const tomorrow = addDays(dateAt(ward.ports.clock.now()), 1)
  expect((await refusalOf(born(tomorrow))).data).toEqual({ fields: 'applicant.birthDate' })
  for (const none of ['1990-13', '1990-02-30', '0990', 'xx'])
    expect((await refusalOf(born(none))).data).toEqual({ fields: 'applicant.birthDate' })
  expect((await born('1948')).applicant.birthDate).toBe('1948')
})

test('what does not fit the QR is noticed at the counter, with how many characters are too many', async () => {
  const wordy = (route: string) => take({ details: { route, organisation: 'Hợp tác xã Nông sản Mẫu' } })
  const problem = await refusalOf(wordy('Ữ'.repeat(96)))
  expect(problem).toMatchObject({ status: 422, code: 'token-too-long' })
  const over = Number(problem.data?.over)
  expect(over).toBeGreaterThan(0)
  expect((await refusalOf(wordy('Ữ'.repeat(96 - over + 1)))).data).toEqual({ over: 1 })
  expect((await wordy('Ữ'.repeat(96 - over))).state).toBe('registered')
})

test('characters that no paper can show are refused at the counter', async () => {
  const fieldsOf = async (wishes: Wishes) => (await refusalOf(take(wishes))).data
  expect(await fieldsOf({ details: { purpose: 'Khám bệnh 😷' } })).toEqual({ fields: 'details.purpose' })
  expect(await fieldsOf({ applicant: { residence: 'Дом 7' } })).toEqual({ fields: 'applicant.residence' })
  for (const nothing of ['\u200b', '   ', '\u200b \u00ad\t'])
    expect(await fieldsOf({ applicant: { fullName: nothing } })).toEqual({ fields: 'applicant.fullName' })
  expect((await refusalOf(take({ details: { route: 'Ngõ 15\u0007' } }))).data).toEqual({
    fields: 'details.route',
  })
})

test('what pasting brings along is gone, and what is only blanks is nothing', async () => {
  const taken = await take({
    applicant: { fullName: '  Lò\u200b  Thị \u00adMẫu ', phone: ' \u200b' },
    details: { organisation: '\u200b', vehiclePlate: ' ', companions: ' ; ,' },
  })
  expect(taken.applicant).toMatchObject({ fullName: 'Lò Thị Mẫu', phone: null })
  expect(taken.details).toMatchObject({ organisation: null, vehiclePlate: null, companions: null })
})

describe('nobody and no word is lost on the way to the permit', () => {
  const three = ['Lê Thị Một', 'Lê Thị Hai', 'Lê Thị Ba']

  test('companions may be written with commas, semicolons or a line each', async () => {
    for (const between of [', ', ';', '\n'])
      expect((await take({ details: { companions: three.join(between) } })).details.companions).toBe(
        'Lê Thị Một, Lê Thị Hai, Lê Thị Ba',
      )
  })

  test.each<[string, Wishes]>([
    ['details.companions', { details: { companions: [...three, 'Lê Thị Tư'].join(', ') } }],
    ['details.companions', { details: { companions: 'L'.repeat(65) } }],
    ['applicant.fullName', { applicant: { fullName: 'L'.repeat(65) } }],
    ['applicant.residence', { applicant: { residence: 'L'.repeat(161) } }],
    ['details.purpose', { details: { purpose: 'L'.repeat(121) } }],
  ])('%s longer than the permit has room for is refused', async (fields, wishes) => {
    expect((await refusalOf(take(wishes))).data).toEqual({ fields })
  })

  test('the longest texts stand on the receipt in full', async () => {
    const wishes = { applicant: { fullName: 'Đ'.repeat(64), residence: 'Ế'.repeat(160) } }
    const taken = await take({ ...wishes, details: { purpose: 'Ộ'.repeat(120), companions: three.join() } })
    expect(taken).toMatchObject(wishes)
  })
})

test('every case gets the next number of this PC and year', async () => {
  const [one, two] = [await take(), await take()]
  const serial = (number: string) => Number(/(\d{5})-[0-9A-Z]$/.exec(number)?.[1])
  expect(serial(two.number)).toBe(serial(one.number) + 1)
  expect(one.number).toMatch(
    new RegExp(`^39901-${dateAt(ward.ports.clock.now()).slice(2, 4)}-Z\\d{5}-[0-9A-Z]$`),
  )
})

describe('somebody who may already be known', () => {
  test('by the same number, an old number on either side, or name without marks and year of birth', async () => {
    const known = await take({
      applicant: {
        idNumber: '079185000123',
        oldIdNumber: '012345678',
        fullName: 'Trần Thị Đoan',
        birthDate: '1985-03-15',
      },
    })
    const { personId } = known.applicant
    const other = { fullName: 'Người Khác', birthDate: '1970' }
    expect(await candidates({ applicant: { ...other, idNumber: '079185000123' } })).toEqual([
      [personId, 'same-number'],
    ])
    expect(await candidates({ applicant: { ...other, idNumber: '012345678' } })).toEqual([
      [personId, 'old-number'],
    ])
    expect(await candidates({ applicant: { ...other, oldIdNumber: '012345678' } })).toEqual([
      [personId, 'old-number'],
    ])
    expect(await candidates({ applicant: { ...other, oldIdNumber: '079185000123' } })).toEqual([
      [personId, 'old-number'],
    ])
    for (const birthDate of ['1985', '1985-03', '1985-12-31'])
      expect(await candidates({ applicant: { fullName: 'TRAN THI DOAN', birthDate } })).toEqual([
        [personId, 'same-name-and-birth'],
      ])
    expect(await candidates({ applicant: { fullName: 'Tran Thi Doan', birthDate: '1986' } })).toEqual([])
    expect(await candidates()).toEqual([])
  })

  test('is not registered until the clerk has looked: the same person, or somebody else', async () => {
    const applicant = { idNumber: '079185000456', fullName: 'Lê Văn Trùng', birthDate: '1980-01-01' }
    const first = await take({ applicant })
    expect(await refusalOf(take({ applicant }))).toMatchObject({
      code: 'duplicate-person',
      data: { count: 1 },
    })
    const same = await take({ applicant, personId: first.applicant.personId })
    expect(same.applicant.personId).toBe(first.applicant.personId)
    const namesake = await take({
      applicant: { ...applicant, idNumber: '079185000789' },
      confirmed: ['somebody-else'],
    })
    expect(namesake.applicant.personId).not.toBe(first.applicant.personId)
    const { cases, person } = await clerk(api.readPerson, { params: { personId: first.applicant.personId } })
    expect([person.fullName, cases.length]).toEqual(['Lê Văn Trùng', 2])
  })

  test('who takes over a returned application leaves the record of the first person as it was', async () => {
    const applicant = { idNumber: '079185000901', fullName: 'Phan Văn Đầu', birthDate: '1981-01-01' }
    const returned = await caseUntil(ward, 'returned', { applicant })
    const other = { idNumber: '079190000902', fullName: 'Phan Thị Sau', birthDate: '1990-02-02' }
    const body = {
      ...application(ward.ports.clock.now(), { applicant: other }),
      actId: randomUUID(),
      version: returned.version,
    }
    const complete = () => clerk(api.completeCase, { params: returned, body })
    const completed = await complete()
    const first = returned.applicant.personId
    expect(completed.applicant).toMatchObject(other)
    expect(completed.applicant.personId).not.toBe(first)
    expect((await complete()).applicant.personId).toBe(completed.applicant.personId)
    const { person, cases } = await clerk(api.readPerson, { params: { personId: first } })
    expect([person.fullName, person.idNumber, cases]).toEqual(['Phan Văn Đầu', '079185000901', []])
  })

  test('in a returned application with a corrected number is asked about: the same person, or somebody else', async () => {
    const applicant = { idNumber: '079185000911', fullName: 'Phan Văn Số', birthDate: '1982-01-01' }
    const returned = await caseUntil(ward, 'returned', { applicant })
    const complete = (decided: Wishes) =>
      clerk(api.completeCase, {
        params: returned,
        body: {
          ...application(ward.ports.clock.now(), {
            applicant: { ...applicant, idNumber: '079182000911' },
            ...decided,
          }),
          actId: randomUUID(),
          version: returned.version,
        },
      })
    expect((await refusalOf(complete({}))).code).toBe('duplicate-person')
    const { personId } = returned.applicant
    expect((await complete({ personId })).applicant.personId).toBe(personId)
  })

  test('is never a person nobody knows', async () => {
    expect((await refusalOf(take({ personId: randomUUID() }))).data).toEqual({ fields: 'personId' })
  })
})
