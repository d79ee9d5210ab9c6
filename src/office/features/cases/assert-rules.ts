import { dateAt } from '../../../domain/calendar.ts'
import { categoryRuling, placesRuling, type Rules, type Ruling } from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Application } from './assert-application.ts'
import { assertListed } from './confirmation.ts'
import { assertFreeToMove } from './movement.ts'

/**
 * Throws what the rule pack forbids: `invalid-input` for a category, zone or place it does not have,
 * `category-not-open` before its phase, `other-authority` for what is issued elsewhere, `zone-not-allowed`,
 * `not-listed` and the refusals of a confirmation where only the workers of an approved organisation may apply,
 * `movement-held` for somebody a status list keeps at home. `byFile`: numbers that a list names.
 */
export function assertAllowed(desk: Desk, asked: Application, rules: Rules, byFile: readonly string[]): void {
  assertRuling(categoryRuling(asked.category, rules, dateAt(desk.ports.clock.now())))
  assertRuling(placesRuling(asked, rules.pack))
  if (rules.procedure.listedBy !== undefined) assertListed(desk, asked, rules.procedure.listedBy, byFile)
  else if (asked.listedBy !== null) throw new Refusal('invalid-input', { fields: 'listedBy' })
  if (asked.schedule) assertFreeToMove(desk, { ...asked.applicant, personId: asked.personId })
}

/** Throws what a rule of the pack says no with. */
export function assertRuling(ruling: Ruling | null): void {
  if (ruling) throw new Refusal(ruling.code, ruling.data)
}
