import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { idNumberIssue, isEarlierNumber } from '../../../domain/identity/id-number.ts'
import { hasGoodDay } from '../../../domain/schedule.ts'
import { fold } from '../../../domain/text/fold.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { assertFitsPermit } from '../issuing/paper.ts'
import { findDuplicates, papersOf } from '../people/duplicates.ts'
import type { RulePack } from '../policies/pack.ts'
import { assertClock } from './assert-clock.ts'

type DescribedApplicant = Omit<Applicant, 'personId'>
export type Application = {
  readonly applicant: DescribedApplicant
  readonly personId: string | null
  readonly details: RequestDetails
  readonly category: number
  readonly schedule: Schedule
  readonly confirmed: readonly ('somebody-else' | 'live-permit')[]
}

/**
 * Throws unless an application may be written: `clock-doubtful`, `schedule-outside-rules`, `invalid-input`, `token-too-long`, and until
 * the clerk has confirmed them `duplicate-person` and `live-permit`. `before` is whom a returned application named.
 */
export function assertApplication(
  desk: Desk,
  asked: Application,
  pack: RulePack,
  before: Applicant | null,
): void {
  const now = desk.ports.clock.now()
  assertClock(desk)
  assertApplicant(asked.applicant)
  assertSchedule(asked.schedule, pack, now)
  if (!pack.categories.some(({ code }) => code === asked.category)) throw invalid('category')
  if (asked.applicant.birthDate > dateAt(now)) throw invalid('applicant.birthDate')
  const { training } = desk.facts()
  assertFitsPermit({ ...asked, pack, training }, pack.permit.numberSuffix, pack.permit.tokenForm)
  assertConsidered(desk, asked, before)
}

/** The numbers of a person, as the form judges them too: a number is what people are found and told apart by. */
function assertApplicant({ idKind, idNumber, oldIdNumber, phone }: DescribedApplicant): void {
  if (idNumberIssue(idKind, idNumber)) throw invalid('applicant.idNumber')
  if (oldIdNumber !== null && !isEarlierNumber(oldIdNumber)) throw invalid('applicant.oldIdNumber')
  if (phone !== null && readPhone(phone) === null) throw invalid('applicant.phone')
}

function assertSchedule(schedule: Schedule, pack: RulePack, now: number): void {
  const today = dateAt(now)
  const last = dateAt(now + (pack.validity.maxDays - 1) * 86_400_000)
  const isOutside =
    schedule.firstDay < today || schedule.lastDay < schedule.firstDay || schedule.lastDay > last
  if (isOutside) throw new Refusal('schedule-outside-rules', { days: pack.validity.maxDays })
  const windows = schedule.windows.toSorted(([one], [other]) => one - other)
  const overlap = windows.some(([from, to], at) => from >= to || to > (windows[at + 1]?.[0] ?? 1440))
  if (overlap) throw invalid('schedule.windows')
  if (new Set(schedule.weekdays).size < schedule.weekdays.length) throw invalid('schedule.weekdays')
  // Validated as civil dates at the contract.
  const [first, end] = [schedule.firstDay as CivilDate, schedule.lastDay as CivilDate]
  if (!hasGoodDay(first, end, schedule.weekdays)) throw invalid('schedule.weekdays')
}

/** A likely duplicate is never merged and never refuses a walk-in: the clerk looks at it and decides. */
function assertConsidered(desk: Desk, asked: Application, before: Applicant | null): void {
  const { personId, confirmed } = asked
  if (personId === null) {
    if (confirmed.includes('somebody-else') || (before && isSamePerson(before, asked))) return
    const others = findDuplicates(desk, asked.applicant)
    if (others.length > 0) throw new Refusal('duplicate-person', { count: others.length })
    return
  }
  if (personId === before?.personId) return
  const known = desk.store.first(sql.selectFrom('person').select('id').where('id', '=', personId))
  if (!known) throw invalid('personId')
  const { livePermit } = papersOf(desk, personId)
  if (livePermit !== null && !confirmed.includes('live-permit'))
    throw new Refusal('live-permit', { number: livePermit })
}

/**
 * Whether a corrected application, of which nobody said whose it is, is still about the person it named: nothing by
 * which people are told apart was changed, or not the number and the clerk did not say that it is somebody else.
 */
export function isSamePerson(
  before: DescribedApplicant,
  { applicant, confirmed }: Pick<Application, 'applicant' | 'confirmed'>,
): boolean {
  if (before.idNumber !== applicant.idNumber) return false
  const unchanged =
    before.oldIdNumber === applicant.oldIdNumber &&
    before.birthDate === applicant.birthDate &&
    fold(before.fullName) === fold(applicant.fullName)
  return unchanged || !confirmed.includes('somebody-else')
}

function invalid(fields: string): Refusal {
  return new Refusal('invalid-input', { fields })
}
