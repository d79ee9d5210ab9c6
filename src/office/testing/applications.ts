import { randomUUID } from 'node:crypto'
import { addDays, dateAt } from '../../domain/calendar.ts'
import type { Call } from '../../contract/client.ts'
import * as api from '../../contract/desk/index.ts'
import type { Case } from '../../contract/desk/cases.ts'
import type { RouteInput } from '../../contract/route.ts'
import type { StaffedOffice } from './staffed-office.ts'

type Registration = RouteInput<typeof api.registerCase>['body']
type Wishes = Partial<Omit<Registration, 'applicant' | 'details' | 'schedule'>> & {
  readonly applicant?: Partial<Registration['applicant']>
  readonly details?: Partial<Registration['details']>
  readonly schedule?: Partial<NonNullable<Registration['schedule']>>
}

let people = 0

/** An application somebody could bring to the counter at an instant; each is by another invented person. */
export function application(now: number, wishes: Wishes = {}): Registration {
  people += 1
  const today = dateAt(now)
  return {
    caseId: randomUUID(),
    draftId: null,
    scanRule: null,
    personId: null,
    confirmed: [],
    category: 4,
    ...wishes,
    applicant: {
      idKind: 'can-cuoc',
      idNumber: `0011900${String(people).padStart(5, '0')}`,
      oldIdNumber: null,
      fullName: `Đặng Thị Mẫu ${nameOf(people)}`,
      birthDate: '1990-09-08',
      sex: 'female',
      residence: 'Số 7 ngõ 15 phố Thử Nghiệm, Phường Ví Dụ, Thành phố Mẫu',
      phone: '0912345678',
      ...wishes.applicant,
    },
    details: {
      purpose: 'Khám bệnh, điều trị định kỳ',
      route: 'Ngõ 15 – Bệnh viện Mẫu và về',
      vehiclePlate: '29C12345',
      organisation: null,
      companions: null,
      ...wishes.details,
    },
    schedule: {
      firstDay: today,
      lastDay: addDays(today, 6),
      weekdays: [0, 1, 2, 3, 4, 5, 6],
      windows: [[360, 1080]],
      ...wishes.schedule,
    },
  }
}

/** A different given name for each number. */
function nameOf(number: number): string {
  const letters = 'abcdefghik'
  return Array.from(String(number), (digit) => letters.charAt(Number(digit))).join('')
}

/** The body of an act on a case as the person saw it. */
export function act(seen: Pick<Case, 'version'>) {
  return { actId: randomUUID(), version: seen.version }
}

/** Brings a new case up to a state, each step by the colleague whose it is. */
export async function caseUntil(
  ward: StaffedOffice,
  until: 'registered' | 'returned' | 'verified' | 'approved' | 'refused',
  wishes: Wishes = {},
): Promise<Case> {
  const clerk = await ward.as('clerk')
  const registered = await clerk(api.registerCase, { body: application(ward.ports.clock.now(), wishes) })
  if (until === 'registered') return registered
  const params = { caseId: registered.caseId }
  const police = await ward.as('police')
  if (until === 'returned') {
    const body = {
      ...act(registered),
      reasonCode: 'papers-missing',
      note: 'Thiếu giấy hẹn khám của bệnh viện',
    }
    return police(api.returnCase, { params, body })
  }
  const verified = await police(api.verifyCase, { params, body: { ...act(registered), note: 'Đúng nơi ở' } })
  if (until === 'verified') return verified
  const official = await ward.as('official')
  return until === 'approved'
    ? official(api.approveCase, { params, body: { ...act(verified), note: null } })
    : official(api.refuseCase, {
        params,
        body: {
          ...act(verified),
          reasonCode: 'not-necessary',
          note: 'Chưa đủ căn cứ về sự cần thiết đi lại',
        },
      })
}

/** Prints a sheet of a case on the office's printer. */
export function printed(person: Call, caseId: string, sheet: string, reprintReason: 'jammed' | null = null) {
  return person(api.printSheet, {
    params: { caseId },
    body: { actId: randomUUID(), sheet, printer: null, way: 'printer', reprintReason },
  })
}
