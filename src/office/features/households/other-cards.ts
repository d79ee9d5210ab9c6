import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import type { EventDraft, Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { hasEnded } from '../batches/organisation.ts'
import { endingOf } from '../batches/remove.ts'
import type { CaseRow } from '../cases/read.ts'
import type { Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Ready } from './card-case.ts'
import type { Period } from './market-days.ts'
import { detailsOf, type HouseholdRow } from './read.ts'

const cards = sql
  .selectFrom('household_card')
  .innerJoin('permit_case', 'permit_case.id', 'household_card.case_id')
  .select(['permit_case.number', 'permit_case.schedule', 'permit_case.state', 'permit_case.withdrawn'])
const ofHousehold = composedOnce(({ id }: { id: string }) =>
  cards.where('household_card.household_id', '=', id),
)
const ofShopper = composedOnce(({ idNumber, id }: { idNumber: string; id: string }) =>
  cards
    .innerJoin('person', 'person.id', 'permit_case.person_id')
    .innerJoin('household', 'household.id', 'household_card.household_id')
    .select(['household.number as household', 'household.details'])
    .where('person.id_number', '=', idNumber)
    .where('household.id', '<>', id),
)

const ofGone = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('household_card')
    .innerJoin('permit_case', 'permit_case.id', 'household_card.case_id')
    .innerJoin('household', 'household.id', 'household_card.household_id')
    .selectAll('permit_case')
    .where('household.state', '=', 'left')
    .where((one) => one.or([one('household.id', '=', id), one('household.into_id', '=', id)])),
)

/** Cards, live or under way, of a household that left, and of those merged into one: somebody has to end them. */
export function cardsToEnd(reader: Reader, id: string, today: CivilDate): CaseRow[] {
  const period = { firstDay: today, lastDay: '9999-12-31' as CivilDate }
  return reader.all(ofGone({ id })).filter((card) => countsFor(card, period))
}

/** Withdraws the sealed ones of a household that goes, as far as the person may; the others stay to be ended. */
export function endCardsOf(
  desk: Desk,
  writing: Writing,
  session: LiveSession,
  id: string,
  actId: string,
): void {
  for (const row of cardsToEnd(writing, id, dateAt(desk.ports.clock.now()))) {
    if (row.permit_number === null) continue
    try {
      writing.append(endingOfGone(desk, writing, session, row, actId))
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
    }
  }
}

/** The line that withdraws a sealed card of a household that left. Throws why it may not. */
export function endingOfGone(
  desk: Desk,
  writing: Writing,
  session: LiveSession,
  row: CaseRow,
  actId: string,
): EventDraft {
  // A withdrawal says why in words; only one that stops would need a code of the rules.
  return endingOf(desk, writing, session, row, {
    actId,
    reasonCode: 'other',
    note: 'Hộ không còn trong sổ',
  })
}

type Card = Pick<CaseRow, 'schedule' | 'state' | 'withdrawn'>

/** Whether a card counts, or is under way, for some of these days. */
function countsFor(card: Card, { firstDay, lastDay }: Period): boolean {
  if (hasEnded(card)) return false
  // Written by the projection from a validated event.
  const days = JSON.parse(card.schedule) as Schedule | null
  return days !== null && days.firstDay <= lastDay && days.lastDay >= firstDay
}

/**
 * Throws `household-has-card` when the household has a card, or one under way, for some of these days, and
 * `shopper-has-card` when who shops has one of another household and nobody said why that may be.
 */
export function assertNoOtherCard(
  reader: Reader,
  { household: { id }, asked: { applicant }, despite }: Ready,
  period: Period,
): void {
  const own = reader.all(ofHousehold({ id })).find((card) => countsFor(card, period))
  if (own) throw new Refusal('household-has-card', { number: own.number })
  if (despite !== null) return
  const { idNumber } = applicant
  const other = reader.all(ofShopper({ idNumber, id })).find((card) => countsFor(card, period))
  if (other) throw shopperHasCard({ number: other.household, details: other.details }, other.number)
}

/** Who shops has the card of a household, by this case. */
export function shopperHasCard(household: Pick<HouseholdRow, 'number' | 'details'>, number: string): Refusal {
  const { head } = detailsOf(household)
  return new Refusal('shopper-has-card', { household: household.number, head, number })
}
