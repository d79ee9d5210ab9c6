import { createHash } from 'node:crypto'
import type { z } from 'zod'
import type { makeCards as route } from '../../../contract/desk/households.ts'
import { packName } from '../../../contract/desk/registration.ts'
import type { FieldAnswer, Schedule } from '../../../contract/events.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { Refusal, refusalText } from '../../../contract/refusals.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import { type CivilDate, dayNumber } from '../../../domain/calendar.ts'
import { type Place, slotOn, visitsOf } from '../../../domain/market/rule.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Role } from '../../../domain/roles.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { type RowToTake, takeBatch } from '../batches/take.ts'
import type { Registration } from '../cases/register.ts'
import { findDuplicates } from '../people/duplicates.ts'
import { daysLeftOver, isOddOnly } from './card-days.ts'
import { lastOfSlot, type Period, periodOf, periodRefusal } from './market-days.ts'
import { everyMarket, type MarketPlan, placeOf, planOf, ruleFor, weekdaysOf } from './plan.ts'
import { detailsOf, type HouseholdRow, roster } from './read.ts'
import { applicantOf } from './shopper.ts'

type Asked = z.output<typeof route.body>
type Made = z.output<typeof route.answer>
type Ready = {
  readonly household: HouseholdRow
  readonly asked: Registration
  readonly flags: string[]
  /** The only days of the card, where nothing else on it says them. */
  readonly days: CivilDate[] | null
}

/** What a list of all groups is called. */
const everyGroup = 'Cả phường'

/**
 * Makes the market cards of a period: a list of cases under the market-card procedure of the rules in force, with day and
 * time from the household's place. Households without a place, without a number of who shops, or with a card for some of
 * these days stay behind with the reason. The same list again writes nothing. Throws `no-market-cards`, `market-period`,
 * `no-cards-to-make`, and what `takeBatch` throws.
 */
export function makeCards(desk: Desk, session: LiveSession, role: Role, asked: Asked): Made {
  const plan = planOf(desk)
  const period = cardPeriod(plan, asked)
  const chosen = roster(desk.store).filter(({ grp }) => asked.group === null || grp === asked.group)
  const left: Made['left'] = []
  const ready: Ready[] = []
  for (const household of chosen) {
    const card = cardFor(desk, plan, period, household, asked.batchId)
    if (card instanceof Refusal) left.push(leftOf(household, card))
    else ready.push(card)
  }
  if (ready.length === 0) throw new Refusal('no-cards-to-make')
  const rows = ready.map(({ asked: registration, flags }, index): RowToTake => {
    return { place: { row: index + 1, flags }, asked: registration }
  })
  const taken = takeBatch(desk, session, {
    batchId: asked.batchId,
    role,
    head: {
      kind: 'households',
      procedure: plan.procedure.id,
      organisation: null,
      group: asked.group ?? everyGroup,
      fingerprint: fingerprintOf(period, ready),
      previous: null,
    },
    listed: { rows: chosen.length, bad: left.length },
    rows,
    judge: (writing, { asked: { caseId } }) => {
      const one = ready.find(({ asked: registration }) => registration.caseId === caseId)
      if (one) assertNoOther(writing, one.household, period)
    },
    keep: (writing) => keepCards(writing, session, role, { batch: asked.batchId, period, ready }),
  })
  desk.notify('households')
  const refused = taken.left.flatMap(({ row, why }) => {
    const one = ready[row - 1]
    return one ? [{ ...leftOf(one.household, null), why }] : []
  })
  return { batchId: asked.batchId, made: taken.taken, left: [...left, ...refused] }
}

/** Of a day every other day a card still has room for each (sheets/market-card-slip/data.ts, `mostBoxes`). */
const mostDays = 124

/** Cards say one time of day, and days within the rules. Throws `market-period`. */
function cardPeriod(plan: MarketPlan, asked: Asked): Period {
  const period = periodOf(plan, asked)
  const { firstDay, lastDay } = period
  const until = lastOfSlot(plan, firstDay)
  const isOutside =
    firstDay < plan.today ||
    dayNumber(lastDay) - dayNumber(plan.today) >= Math.min(plan.pack.validity.maxDays, mostDays) ||
    (until !== null && until < lastDay)
  if (isOutside) throw periodRefusal(plan, firstDay)
  return period
}

function leftOf({ id, number, details }: HouseholdRow, refusal: Refusal | null): Made['left'][number] {
  const { head } = detailsOf({ details })
  const why = (language: 'vi' | 'en') => (refusal ? refusalText(refusal.code, refusal.data, language) : '')
  return { householdId: id, number, head, why: { vi: why('vi'), en: why('en') } }
}

/** The application for a household's card; the refusal that says what is missing. */
function cardFor(
  desk: Desk,
  plan: MarketPlan,
  period: Period,
  household: HouseholdRow,
  batchId: string,
): Ready | Refusal {
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
  return {
    household,
    days: daysToSay(schedule, more['parity'], dates),
    flags: likely.length > 0 ? ['same-person'] : [],
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
        purpose: 'Đi chợ theo ngày và khung giờ',
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
        ? choices.find((choice) => /lẻ/iu.test(choice) === (place.turn === 0))
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

const otherCards = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('household_card')
    .innerJoin('permit_case', 'permit_case.id', 'household_card.case_id')
    .select(['permit_case.number', 'permit_case.schedule', 'permit_case.state', 'permit_case.withdrawn'])
    .where('household_card.household_id', '=', id),
)
const ended: ReadonlySet<string> = new Set([
  'refused',
  'refusal-notified',
  'stopped',
  'stop-notified',
  'transferred',
  'transfer-confirmed',
])

/** Throws `live-permit` when the household has a card, or one under way, for some of these days. */
function assertNoOther(reader: Reader, { id }: HouseholdRow, { firstDay, lastDay }: Period): void {
  const other = reader.all(otherCards({ id })).find(({ schedule, state, withdrawn }) => {
    if (withdrawn !== null || ended.has(state)) return false
    // Written by the projection from a validated event.
    const days = JSON.parse(schedule) as Schedule | null
    return days !== null && days.firstDay <= lastDay && days.lastDay >= firstDay
  })
  if (other) throw new Refusal('live-permit', { number: other.number })
}

const isHere = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('permit_case').select('id').where('id', '=', id),
)

type Kept = { readonly batch: string; readonly period: Period; readonly ready: readonly Ready[] }

/** Writes down which household each card of the list is for. */
function keepCards(writing: Writing, session: LiveSession, role: Role, { batch, period, ready }: Kept): void {
  for (const { household, asked, days } of ready) {
    if (!writing.first(isHere({ id: asked.caseId }))) continue
    writing.append({
      type: 'household.carded',
      subject: household.id,
      baseVer: household.version,
      actor: actorOf(session, role),
      body: { card: asked.caseId, batch, ...period, days },
      personal: null,
    })
  }
}

function fingerprintOf(period: Period, ready: readonly Ready[]): string {
  const said = ready.map(({ household: { id, version, market, turn, slot } }) => [
    id,
    version,
    market,
    turn,
    slot,
  ])
  return createHash('sha256')
    .update(JSON.stringify([period, said]))
    .digest('hex')
}
