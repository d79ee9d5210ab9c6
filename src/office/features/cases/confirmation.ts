import { dateAt } from '../../../domain/calendar.ts'
import type { Schedule } from '../../../contract/events.ts'
import { listRuling, peopleByFile, workersOf } from '../../../contract/policy/rules.ts'
import { dayText } from '../../../contract/policy/words.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Application } from './assert-application.ts'
import { listStates } from './lists.ts'
import { isOnTakenList } from './taken-list.ts'
import { type CaseRow, caseRow, contentOf } from './read.ts'

type Listed = Pick<Application, 'listedBy' | 'applicant' | 'details' | 'schedule'>

/**
 * The applicant stands on the list of an approved case of the procedure, on the registered route, and travels while that
 * confirmation holds. Where the list comes by file, its rows (`byFile`: the numbers they name) are the list. Throws
 * `not-listed`, and what `assertConfirmed` throws.
 */
export function assertListed(desk: Desk, asked: Listed, procedure: string, byFile: readonly string[]): void {
  const { listedBy, applicant, details, schedule } = asked
  if (listedBy === null) throw new Refusal('not-listed')
  const row = caseRow(desk.store, listedBy)
  if (row.procedure !== procedure) throw new Refusal('not-listed')
  assertCounts(desk, row, schedule)
  const { more } = contentOf(row).details
  if (peopleByFile(more) !== null) {
    if (!byFile.includes(applicant.idNumber) && !isOnTakenList(desk.store, row.id, applicant.idNumber))
      throw new Refusal('not-listed')
    return
  }
  const ruling = listRuling(workersOf(more), applicant.idNumber, details.route)
  if (ruling) throw new Refusal(ruling.code, ruling.data)
}

/**
 * Throws unless the organisation's confirmation by which a case was registered still counts, for as long as the case
 * asks: `confirmation-withdrawn`, `confirmation-ended`, `beyond-confirmation`. A case by no list passes.
 */
export function assertConfirmed(desk: Desk, row: CaseRow): void {
  if (row.listed_by !== null) assertCounts(desk, caseRow(desk.store, row.listed_by), contentOf(row).schedule)
}

/** A worker's paper lives within the organisation's: nobody travels for a place that may not work. */
function assertCounts(desk: Desk, row: CaseRow, asked: Schedule | null): void {
  const { details, applicant, schedule } = contentOf(row)
  const organisation = details.organisation ?? applicant.fullName
  if (row.withdrawn !== null) throw new Refusal('confirmation-withdrawn', { organisation })
  if (!listStates.some((state) => state === row.state)) throw new Refusal('not-listed')
  // A list that gives nobody a paper has no days of its own.
  if (!schedule) return
  const [from, until] = [dayText(schedule.firstDay), dayText(schedule.lastDay)]
  if (schedule.lastDay < dateAt(desk.ports.clock.now()))
    throw new Refusal('confirmation-ended', { organisation, until })
  if (asked && (asked.firstDay < schedule.firstDay || asked.lastDay > schedule.lastDay))
    throw new Refusal('beyond-confirmation', { organisation, from, until })
}
