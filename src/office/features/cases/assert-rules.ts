import { dateAt } from '../../../domain/calendar.ts'
import {
  categoryRuling,
  holdingStatus,
  listRuling,
  placesRuling,
  type Rules,
  type Ruling,
  workersOf,
} from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Application } from './assert-application.ts'
import { listStates } from './lists.ts'
import { caseRow, contentOf } from './read.ts'

/**
 * Throws what the rule pack forbids: `invalid-input` for a category, zone or place it does not have,
 * `category-not-open` before its phase, `other-authority` for what is issued elsewhere, `zone-not-allowed`,
 * `not-listed` where only the workers of an approved organisation may apply, `movement-held` for somebody a status
 * list keeps at home.
 */
export function assertAllowed(desk: Desk, asked: Application, rules: Rules): void {
  assertRuling(categoryRuling(asked.category, rules, dateAt(desk.ports.clock.now())))
  assertRuling(placesRuling(asked, rules.pack))
  if (rules.procedure.listedBy !== undefined) assertListed(desk, asked, rules.procedure.listedBy)
  else if (asked.listedBy !== null) throw new Refusal('invalid-input', { fields: 'listedBy' })
  if (asked.schedule) assertFreeToMove(desk, asked.applicant.idNumber)
}

/** Throws what a rule of the pack says no with. */
export function assertRuling(ruling: Ruling | null): void {
  if (ruling) throw new Refusal(ruling.code, ruling.data)
}

/** The applicant stands on the list of an approved case of the procedure, and the route is the registered one. */
function assertListed(desk: Desk, { listedBy, applicant, details }: Application, procedure: string): void {
  if (listedBy === null) throw new Refusal('not-listed')
  const row = caseRow(desk.store, listedBy)
  const counts = row.procedure === procedure && listStates.some((state) => state === row.state)
  if (!counts || row.withdrawn !== null) throw new Refusal('not-listed')
  assertRuling(listRuling(workersOf(contentOf(row).details.more), applicant.idNumber, details.route))
}

/** The newest status recorded for a number decides; one with a last day ends by itself. */
function assertFreeToMove(desk: Desk, idNumber: string): void {
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .innerJoin('person', 'person.id', 'permit_case.person_id')
      .select(['permit_case.id as id', 'permit_case.procedure as procedure'])
      .where('person.id_number', '=', idNumber)
      .where('permit_case.state', '=', 'recorded')
      .orderBy('permit_case.registered_at', 'desc'),
  )
  for (const { id } of rows) {
    const row = caseRow(desk.store, id)
    const pack = desk.policies.packOf(row.pack, row.pack_version)
    const procedure = pack?.procedures.find((one) => one.id === row.procedure)
    if (procedure?.record !== 'status') continue
    const today = dateAt(desk.ports.clock.now())
    const status = holdingStatus(procedure, contentOf(row).details.more, today)
    if (status !== null) throw new Refusal('movement-held', { status })
    return
  }
}
