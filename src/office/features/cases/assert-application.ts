import { dateAt } from '../../../domain/calendar.ts'
import { idNumberIssue, isEarlierNumber } from '../../../domain/identity/id-number.ts'
import { fold } from '../../../domain/text/fold.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { assertFitsPaper } from '../issuing/paper.ts'
import { findDuplicates, papersOf } from '../people/duplicates.ts'
import { formIssues } from '../../../contract/policy/form.ts'
import { givesWay, type Rules, scheduleRuling } from '../../../contract/policy/rules.ts'
import { assertAllowed, assertRuling } from './assert-rules.ts'
import { assertClock } from './assert-clock.ts'

type DescribedApplicant = Omit<Applicant, 'personId'>
export type Application = {
  readonly applicant: DescribedApplicant
  readonly personId: string | null
  readonly details: RequestDetails
  readonly category: number
  readonly schedule: Schedule | null
  readonly zone: string | null
  readonly places: readonly string[]
  readonly listedBy: string | null
  readonly confirmed: readonly ('somebody-else' | 'live-permit')[]
}

/**
 * Throws unless an application may be written: `clock-doubtful`, `schedule-outside-rules`, `invalid-input`,
 * `token-too-long`, what the pack forbids (`assertAllowed`), and until the clerk has confirmed them `duplicate-person`
 * and `live-permit`. `before` is whom a returned application named, `byFile` the numbers that a list names whose row it is.
 */
export function assertApplication(
  desk: Desk,
  asked: Application,
  rules: Rules,
  before: Applicant | null,
  byFile: readonly string[],
): void {
  const now = desk.ports.clock.now()
  const { pack, procedure } = rules
  assertClock(desk)
  assertApplicant(asked.applicant)
  const issues = formIssues(procedure, asked.details)
  if (issues.length > 0) throw invalid(issues.join(', '))
  if (givesWay(procedure) !== (asked.schedule !== null)) throw invalid('schedule')
  if (asked.schedule) assertRuling(scheduleRuling(asked.schedule, pack, dateAt(now)))
  if (asked.applicant.birthDate > dateAt(now)) throw invalid('applicant.birthDate')
  assertAllowed(desk, asked, rules, byFile)
  const { training } = desk.facts()
  if (asked.schedule) assertFitsPaper({ ...asked, schedule: asked.schedule, pack, procedure, training })
  assertConsidered(desk, asked, before)
}

/** The numbers of a person, as the form judges them too: a number is what people are found and told apart by. */
function assertApplicant({ idKind, idNumber, oldIdNumber, phone }: DescribedApplicant): void {
  if (idNumberIssue(idKind, idNumber)) throw invalid('applicant.idNumber')
  if (oldIdNumber !== null && !isEarlierNumber(oldIdNumber)) throw invalid('applicant.oldIdNumber')
  if (phone !== null && readPhone(phone) === null) throw invalid('applicant.phone')
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
