import { dateAt } from '../../../domain/calendar.ts'
import {
  categoryRuling,
  holdingStatus,
  placesRuling,
  type Rules,
  type Ruling,
} from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Application } from './assert-application.ts'
import { assertListed } from './confirmation.ts'
import { caseRow, contentOf } from './read.ts'

/**
 * Throws what the rule pack forbids: `invalid-input` for a category, zone or place it does not have,
 * `category-not-open` before its phase, `other-authority` for what is issued elsewhere, `zone-not-allowed`,
 * `not-listed` and the refusals of a confirmation where only the workers of an approved organisation may apply,
 * `movement-held` for somebody a status
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
