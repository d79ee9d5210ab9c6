import { createHash } from 'node:crypto'
import { packName } from '../../../contract/desk/registration.ts'
import type { FieldAnswer } from '../../../contract/events.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import { type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { type Place, slotOn, visitsOf } from '../../../domain/market/rule.ts'
import { fold } from '../../../domain/text/fold.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Registration } from '../cases/register.ts'
import { findDuplicates } from '../people/duplicates.ts'
import { daysLeftOver, isOddOnly } from './card-days.ts'
import type { Period } from './market-days.ts'
import { everyMarket, type MarketPlan, placeOf, ruleFor, weekdaysOf } from './plan.ts'
import { detailsOf, type HouseholdRow } from './read.ts'
import { applicantOf } from './shopper.ts'

/** A household whose card can be applied for. */
export type Ready = {
  readonly household: HouseholdRow
  readonly asked: Registration
  readonly flags: readonly string[]
  /** The only days of the card, where nothing else on it says them. */
  readonly days: CivilDate[] | null
  /** Why who shops may hold the card of another household, too; null: they may not. */
  readonly despite: string | null
}

/** What every card of a press of the button has in common. */
export type CardsAsked = {
  readonly plan: MarketPlan
  readonly period: Period
  readonly batchId: string
  /** Households whose shopper may hold another one's card, and why a person said so. */
  readonly despite: { readonly households: readonly string[]; readonly reason: string } | null
}

/** What the row of a card is flagged with whose shopper holds the card of another household. */
const sharedShopper = 'shared-shopper'
const purpose = 'Đi chợ theo ngày và khung giờ'

/** The application for a household's card; the refusal that says what is missing. */
export function cardFor(desk: Desk, all: CardsAsked, household: HouseholdRow): Ready | Refusal {
  const { plan, period, batchId } = all
  const details = detailsOf(household)
  const place = placeOf(plan, household)
  const applicant = applicantOf(details)
  if (!place) return new Refusal('household-unplaced')
  if (!applicant) return new Refusal('household-shopper')
  const dates = visitsOf(ruleFor(plan, period.firstDay, period.lastDay), place).map(({ date }) => date)
  const number = dates.length
  if (number === 0) return new Refusal('household-unplaced')
  const { personId, isTaken } = personOf(desk, applicant)
  const likely = personId === null && !isTaken ? findDuplicates(desk, applicant) : []
  const category = plan.procedure.categories[0]
  if (category === undefined) return new Refusal('no-market-cards')
  const schedule = scheduleOf(plan, period, place)
  const more = answersOf(plan, period, { ...details, place, number })
  const despite = all.despite?.households.includes(household.id) ? all.despite.reason : null
  return {
    household,
    despite,
    days: daysToSay(schedule, more['parity'], dates),
    flags: [...(likely.length > 0 ? ['same-person'] : []), ...(despite === null ? [] : [sharedShopper])],
    asked: {
      caseId: madeId(createHash('sha256').update(`${batchId} ${household.id}`).digest()),
      draftId: null,
      scanRule: null,
      pack: packName(plan.pack),
      procedure: plan.procedure.id,
      category,
      applicant,
      personId,
      // Somebody else under the same number is never passed over; a name alone is flagged for whoever approves.
      confirmed: isTaken ? [] : ['somebody-else', 'live-permit'],
      details: {
        purpose: despite === null ? purpose : `${purpose}; thẻ thêm vì: ${despite}`,
        route: null,
        vehiclePlate: null,
        organisation: null,
        companions: null,
        more,
      },
      schedule,
      zone: details.zone,
      places: place.market === everyMarket ? [] : [place.market],
      listedBy: null,
    },
  }
}

const byNumber = composedOnce(({ number }: { number: string }) =>
  sql.selectFrom('person').select(['id', 'fold']).where('id_number', '=', number).limit(1),
)

/** The known person with this number, if it is the same name; `isTaken`: it is another's. */
function personOf(
  desk: Desk,
  { idNumber, fullName }: { readonly idNumber: string; readonly fullName: string },
): { personId: string | null; isTaken: boolean } {
  const known = desk.store.first(byNumber({ number: idNumber }))
  if (!known) return { personId: null, isTaken: false }
  const isSame = known.fold === fold(fullName)
  return { personId: isSame ? known.id : null, isTaken: !isSame }
}

function scheduleOf(plan: MarketPlan, { firstDay, lastDay }: Period, place: Place): Registration['schedule'] {
  const { days, openToAll, slots } = plan.rule
  const [from, to] = slots[slotOn(ruleFor(plan, firstDay, lastDay), place.slot, firstDay)] ?? [0, 1440]
  const weekdays =
    days.kind === 'weekdays' ? weekdaysOf(days.turns[place.turn] ?? [], openToAll) : [0, 1, 2, 3, 4, 5, 6]
  return { firstDay, lastDay, weekdays, windows: [[from, to]] }
}

/** More days than this no card names; then its odd or even days and its weekdays have to do. */
const mostNamed = 62

/** The days of a card where its weekdays and its odd or even days say more than the rule allows; null where they do not. */
function daysToSay(
  schedule: Registration['schedule'],
  parity: FieldAnswer | undefined,
  dates: readonly CivilDate[],
): CivilDate[] | null {
  if (!schedule || dates.length > mostNamed) return null
  const said = new Set(daysLeftOver(schedule, isOddOnly(parity)))
  return said.size > dates.length && dates.every((date) => said.has(date)) ? [...dates] : null
}

type CardWords = {
  readonly group: string
  readonly head: string
  readonly members: number
  readonly place: Place
  /** Days in the period on which it may go. */
  readonly number: number
}

/** The further fields of the pack's form, as far as it has them (resources/policies/README.md names the reserved ones). */
function answersOf(
  plan: MarketPlan,
  { firstDay, lastDay }: Period,
  { group, head, members, place, number }: CardWords,
): Record<string, FieldAnswer> {
  const { days, visits } = plan.rule
  const length = dayNumber(lastDay) - dayNumber(firstDay) + 1
  const isOnceIn = days.kind === 'once-in'
  const answers: Record<string, (field: PackField) => FieldAnswer | undefined> = {
    household: ({ longest = 300 }) => `${group} – ${head}`.slice(0, longest).trim(),
    members: (field) => within(field, members),
    parity: ({ choices = [] }) =>
      days.kind === 'odd-even'
        ? choices.find((choice) => isOddOnly(choice) === (place.turn === 0))
        : undefined,
    visits: (field) => within(field, visits?.number ?? (isOnceIn ? 1 : number)),
    'visits-days': (field) => within(field, visits?.days ?? (isOnceIn ? days.every : length)),
  }
  return Object.fromEntries(
    plan.procedure.fields.flatMap((field) => {
      const answer = Object.hasOwn(answers, field.id) ? answers[field.id]?.(field) : undefined
      return answer === undefined ? [] : [[field.id, answer]]
    }),
  )
}

const within = ({ least = 1, most = 31 }: PackField, value: number) => Math.min(most, Math.max(least, value))
