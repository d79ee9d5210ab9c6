import { describe, expect, it } from 'vitest'
import { registerCase } from '../../../contract/desk/cases.ts'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { applicationOf, issuesOf, issuesOfPaths } from './application.ts'
import { blankFields, type Fields } from './fields.ts'

const day = (text: string): CivilDate => {
  const date = civilDate(text)
  if (!date) throw new Error(text)
  return date
}
const limits = { today: day('2026-11-22'), maxDays: 30 }

const filled: Fields = {
  ...blankFields(limits.today, 14),
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
  it.each<[Partial<Fields>, object]>([
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
    expect(issuesOfPaths(['applicant.fullName', 'schedule.windows.0.1', 'draftId'])).toEqual({
      fullName: 'fullName',
      windows: 'windows',
    })
  })
})
