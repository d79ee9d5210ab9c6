import type { CivilDate } from '../../domain/calendar.ts'
import type { RequestDetails } from '../events.ts'
import { formIssues } from './form.ts'
import { procedureOf, type RulePack } from './pack.ts'
import {
  categoryRuling,
  givesWay,
  listRuling,
  placesRuling,
  type RuledApplication,
  type Ruling,
  scheduleRuling,
  type WorkerRow,
} from './rules.ts'

/** An application as it was or could be made, and what was known beside it. */
export type SimulatedApplication = RuledApplication & {
  readonly procedure: string
  readonly applicant: { readonly idNumber: string }
  readonly details: RequestDetails
  /** The list of the organisation the application names; null when it names none. */
  readonly workers: readonly WorkerRow[] | null
  /** The status that kept the applicant at home on that day; null when none did. */
  readonly heldBy: string | null
}

export type SimulatedDecision = { readonly outcome: 'taken' } | ({ readonly outcome: 'refused' } & Ruling)

/**
 * Whether the desk would have taken an application under a pack on a day, and if not the refusal the clerk would have
 * read: the same rules in the same order as at the counter. It says nothing about how officials would have decided,
 * nor whether the words have room in the code of the paper.
 */
export function decideUnder(
  pack: RulePack,
  application: SimulatedApplication,
  today: CivilDate,
): SimulatedDecision {
  const ruling = firstRuling(pack, application, today)
  return ruling ? { outcome: 'refused', ...ruling } : { outcome: 'taken' }
}

function firstRuling(pack: RulePack, asked: SimulatedApplication, today: CivilDate): Ruling | null {
  const procedure = procedureOf(pack, asked.procedure)
  if (!procedure) return invalid('procedure')
  const issues = formIssues(procedure, asked.details)
  if (issues.length > 0) return invalid(issues.join(', '))
  const { schedule } = asked
  if (givesWay(procedure) !== (schedule !== null)) return invalid('schedule')
  return (
    (schedule && scheduleRuling(schedule, pack, today)) ??
    categoryRuling(asked.category, { pack, procedure }, today) ??
    placesRuling(asked, pack) ??
    (procedure.listedBy === undefined ? null : listing(asked)) ??
    (schedule && asked.heldBy !== null ? { code: 'movement-held', data: { status: asked.heldBy } } : null)
  )
}

function listing({ workers, applicant, details }: SimulatedApplication): Ruling | null {
  return listRuling(workers ?? [], applicant.idNumber, details.route)
}

function invalid(fields: string): Ruling {
  return { code: 'invalid-input', data: { fields } }
}
