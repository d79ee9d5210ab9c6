import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { registerCase } from '../../../contract/desk/registration.ts'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { rulePackSchema } from '../../../contract/policy/pack.ts'
import { applicationOf } from './application.ts'
import { blankFields, type Fields } from './fields.ts'
import { issuesOf, issuesOfPaths } from './issues.ts'
import { rulesOf } from './rules.ts'

const day = (text: string): CivilDate => {
  const date = civilDate(text)
  if (!date) throw new Error(text)
  return date
}
const shipped = join(import.meta.dirname, '../../../../resources/policies/vi-du.json')
const pack = rulePackSchema.parse(JSON.parse(readFileSync(shipped, 'utf8')))
const limits = { today: day('2026-11-22'), rules: rulesOf(pack, 'individual') }

/** What a test changes in a filled form. */
type Change = Readonly<Record<string, string>>

const filled: Fields = {
  ...blankFields(limits.today, pack, 'individual'),
  idNumber: '079185000123',
  oldIdNumber: '012345678',
  fullName: 'Trần Thị Thu Hà',
  birthDate: '15/03/1985',
  sex: 'female',
  residence: '12/5 Lê Lợi, Phường Ví Dụ',
  phone: '0912.345.678',
  category: '4',
  purpose: 'Khám bệnh, điều trị định kỳ',
  route: 'Từ 12/5 Lê Lợi đến bệnh viện Ví Dụ',
  vehiclePlate: '30A12345',
  windows: '480-690,840-1020',
}

describe('a filled form', () => {
  it('has nothing wrong and is an application the contract takes', () => {
    expect(issuesOf(filled, limits)).toEqual({})
    const application = applicationOf(filled, limits)
    const body = { caseId: '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed', draftId: null, scanRule: null }
    expect(registerCase.body.safeParse({ ...body, ...application }).success).toBe(true)
    expect(application.applicant).toMatchObject({ birthDate: '1985-03-15', phone: '0912345678' })
    expect(application.schedule).toEqual({
      firstDay: '2026-11-22',
      lastDay: '2026-12-05',
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      windows: [
        [480, 690],
        [840, 1020],
      ],
    })
  })

  it('says nothing where nothing was typed: no phone, no old number, no vehicle', () => {
    const { applicant, details } = applicationOf(
      { ...filled, phone: '', oldIdNumber: '', vehiclePlate: '', windows: '' },
      limits,
    )
    expect([applicant.phone, applicant.oldIdNumber, details.vehiclePlate]).toEqual([null, null, null])
  })

  it('tells the office what the clerk has decided', () => {
    const decided = { ...filled, personId: 'p', livePermit: '3/GĐĐ' }
    expect(applicationOf(decided, limits)).toMatchObject({ personId: 'p', confirmed: ['live-permit'] })
    expect(applicationOf({ ...filled, others: 'a,b' }, limits).confirmed).toEqual(['somebody-else'])
  })
})

describe('a form that is not ready', () => {
  it.each<[Change, object]>([
    [{ idNumber: '' }, { idNumber: 'idNumber' }],
    [{ idNumber: '07918500012' }, { idNumber: 'idNumber12' }],
    [{ idKind: 'cmnd', idNumber: '1234567' }, { idNumber: 'idNumber9' }],
    [{ idKind: 'passport', idNumber: 'b1' }, { idNumber: 'idNumberPassport' }],
    [{ fullName: '' }, { fullName: 'fullName' }],
    [{ birthDate: '31/2/1985' }, { birthDate: 'birthDate' }],
    [{ birthDate: '23/11/2026' }, { birthDate: 'birthDateAhead' }],
    [{ sex: '' }, { sex: 'sex' }],
    [{ phone: 'không có' }, { phone: 'phone' }],
    [{ route: 'x'.repeat(97) }, { route: 'route' }],
    [{ fullName: 'x'.repeat(65) }, { fullName: 'fullName' }],
    [{ residence: 'x'.repeat(161) }, { residence: 'residence' }],
    [{ purpose: 'x'.repeat(121) }, { purpose: 'purpose' }],
    [{ purpose: 'Khám 😷' }, { purpose: 'notPrintable' }],
    [{ fullName: '\u200b' }, { fullName: 'fullName' }],
    [{ companions: 'A, B, C, D' }, { companions: 'companions' }],
    [{ organisation: 'x'.repeat(49) }, { organisation: 'organisation' }],
    [{ firstDay: '21/11/2026' }, { firstDay: 'firstDayPast' }],
    [{ lastDay: '21/11/2026', firstDay: '22/11/2026' }, { lastDay: 'lastDayBefore' }],
    [{ lastDay: '22/12/2026' }, { lastDay: 'lastDayTooLate' }],
    [{ weekdays: '' }, { weekdays: 'weekdays' }],
    [{ lastDay: '22/11/2026', weekdays: '0' }, { weekdays: 'weekdaysNever' }],
    [{ windows: '?' }, { windows: 'windows' }],
    [{ windows: '1320-120' }, { windows: 'windowsOvernight' }],
    [{ mustConfirm: 'diacritics-lost' }, { lettersConfirmed: 'lettersConfirmed' }],
  ])('%j is told at its field', (part, issues) => {
    expect(issuesOf({ ...filled, ...part }, limits)).toEqual(issues)
  })

  it('takes the last day the rules allow, a year alone as birth date, and letters once compared', () => {
    const edge = {
      lastDay: '21/12/2026',
      birthDate: '1943',
      mustConfirm: 'truncated',
      lettersConfirmed: 'yes',
    }
    expect(issuesOf({ ...filled, ...edge }, limits)).toEqual({})
  })

  it('marks the fields a refusal of the office names', () => {
    const paths = ['applicant.fullName', 'schedule.windows.0.1', 'details.more.tax-code', 'draftId']
    expect(issuesOfPaths(paths)).toEqual({
      fullName: 'fullName',
      windows: 'windows',
      'more:tax-code': 'wrong',
    })
  })
})

describe('the rules of another pack', () => {
  const given = {
    ...pack,
    categories: [
      ...pack.categories.slice(0, 4),
      {
        ...pack.categories[4]!,
        authority: { name: 'Phòng Mẫu', level: 'city' as const, here: false, scope: null },
      },
      { ...pack.categories[5]!, opens: day('2026-12-01') },
    ],
    zones: [
      { code: 'R', label: 'Vùng đỏ', colour: 'red' as const, allows: 'Chỉ cấp cứu.', categories: [1] },
      { code: 'X', label: 'Vùng xanh', colour: 'green' as const, allows: '', categories: 'all' as const },
    ],
    validity: {
      maxDays: 7,
      defaultDays: 3,
      weekdays: [0, 1, 2, 3, 4],
      hours: [360, 1080] as [number, number],
    },
    procedures: [
      ...pack.procedures,
      {
        ...pack.procedures[0]!,
        id: 'support',
        title: 'Hỗ trợ',
        record: 'support' as const,
        fields: [
          {
            id: 'household',
            kind: 'number' as const,
            label: 'Số người',
            required: true,
            shownOn: [],
            least: 1,
          },
          { id: 'sum', kind: 'money' as const, label: 'Số tiền', required: false, shownOn: [] },
        ],
      },
    ],
  }
  const under = (procedure: string) => ({ today: limits.today, rules: rulesOf(given, procedure) })
  const travel: Fields = {
    ...filled,
    ...blankSchedule(),
    zone: 'X',
  }
  function blankSchedule() {
    const { firstDay, lastDay, weekdays, windows } = blankFields(limits.today, given, 'individual')
    return { firstDay, lastDay, weekdays, windows }
  }

  it('start the form with their own days and hours', () => {
    expect(blankSchedule()).toEqual({
      firstDay: '22/11/2026',
      lastDay: '24/11/2026',
      weekdays: '0,1,2,3,4',
      windows: '360-1080',
    })
    expect(issuesOf(travel, under('individual'))).toEqual({})
  })

  it.each<[Change, object]>([
    [{ category: '5' }, { category: 'categoryElsewhere' }],
    [{ category: '6' }, { category: 'categoryLater' }],
    [{ category: '9' }, { category: 'category' }],
    [{ zone: '' }, { zone: 'zone' }],
    [{ zone: 'R' }, { zone: 'zoneNotAllowed' }],
    [{ weekdays: '0,6' }, { weekdays: 'weekdaysOutside' }],
    [{ windows: '' }, { windows: 'windowsOutside' }],
    [{ windows: '300-400' }, { windows: 'windowsOutside' }],
    [{ lastDay: '29/11/2026' }, { lastDay: 'lastDayTooLate' }],
  ])('%j is told at its field', (part, issues) => {
    expect(issuesOf({ ...travel, ...part }, under('individual'))).toEqual(issues)
  })

  it('of a record without a way to go ask for no days, and send only what their own form asks', () => {
    const support: Fields = {
      ...filled,
      procedure: 'support',
      firstDay: '',
      'more:household': '4',
      'more:sum': '',
    }
    expect(issuesOf(support, under('support'))).toEqual({})
    const application = applicationOf(support, under('support'))
    expect(application).toMatchObject({ schedule: null, zone: null, listedBy: null })
    expect(application.details).toEqual({
      purpose: 'Hỗ trợ',
      route: null,
      vehiclePlate: null,
      organisation: null,
      companions: null,
      more: { household: 4 },
    })
  })

  it.each<[Change, object]>([
    [{ 'more:household': '' }, { 'more:household': 'missing' }],
    [{ 'more:household': '0' }, { 'more:household': 'number' }],
    [{ 'more:household': 'bốn' }, { 'more:household': 'number' }],
    [{ 'more:sum': '1,5' }, { 'more:sum': 'number' }],
  ])('find %j in a further field', (part, issues) => {
    const support: Fields = {
      ...filled,
      procedure: 'support',
      'more:household': '4',
      'more:sum': '',
      ...part,
    }
    expect(issuesOf(support, under('support'))).toEqual(issues)
  })

  it('let the form be typed while they are away: the office checks again', () => {
    expect(issuesOf(filled, { today: limits.today, rules: null })).toEqual({})
  })
})
