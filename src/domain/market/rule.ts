import { addDays, type CivilDate, dayNumber, type MinuteOfDay, weekdayOf } from '../calendar.ts'

/**
 * What to do with the two odd days in a row at the end of a month of 31 days, or of 29 (the 31st or 29th, then the
 * 1st): leave both to the odd turn, as the calendar has it, or take one of them away so that nobody shops on two days
 * running. The even turn gains nothing: cards say odd or even, and every checkpoint judges by the calendar.
 */
export type TwoOddDays = 'both' | 'not-the-first' | 'not-the-last'

/** Which days make up a turn (*lượt*): the days on which the households of that turn may go to market. */
export type MarketDays =
  | { readonly kind: 'every-day' }
  /** Turn 0 goes on odd dates, turn 1 on even ones. */
  | { readonly kind: 'odd-even'; readonly twoOddDays: TwoOddDays }
  /** One turn for each list of weekdays, 0 = Monday … 6 = Sunday. */
  | { readonly kind: 'weekdays'; readonly turns: readonly (readonly number[])[] }
  /** Each turn once in `every` days, turn 0 on `from`; goes on over ends of months and years. */
  | { readonly kind: 'once-in'; readonly every: number; readonly from: CivilDate }

/** How a turn or a slot is chosen: the emptiest, or by the last digit of the household's number (a list for each). */
export type ChosenBy = 'balance' | { readonly digits: readonly (readonly number[])[] }

/** A market-day rule (*quy tắc đi chợ theo ngày, khung giờ*) of a decision, as data. */
export type MarketRule = {
  readonly firstDay: CivilDate
  readonly lastDay: CivilDate
  readonly days: MarketDays
  readonly turnBy: ChosenBy
  /** Weekdays on which every turn may go, e.g. Sunday; 0 = Monday. */
  readonly openToAll: readonly number[]
  /** Days on which nobody may go. */
  readonly closed: readonly CivilDate[]
  /** Times of day. */
  readonly slots: readonly (readonly [from: MinuteOfDay, to: MinuteOfDay])[]
  readonly slotBy: ChosenBy
  /** Every household moves to the next slot every so many days, counted from `from`: nobody keeps the worst hour. */
  readonly rotate: { readonly everyDays: number; readonly from: CivilDate } | null
}

/** Where and when a household goes: the market's code, its turn, and its slot before any rotation, both from 0. */
export type Place = { readonly market: string; readonly turn: number; readonly slot: number }

/** One day on which a household may go, and its slot on that day. */
export type Visit = { readonly date: CivilDate; readonly slot: number }

/** How many turns the rule has. */
export function turnCount({ days }: Pick<MarketRule, 'days'>): number {
  switch (days.kind) {
    case 'every-day':
      return 1
    case 'odd-even':
      return 2
    case 'weekdays':
      return days.turns.length
    case 'once-in':
      return days.every
  }
}

/** All days of the rule's period. */
export function periodDays({ firstDay, lastDay }: Pick<MarketRule, 'firstDay' | 'lastDay'>): CivilDate[] {
  const length = dayNumber(lastDay) - dayNumber(firstDay) + 1
  return Array.from({ length: Math.max(0, length) }, (_, index) => addDays(firstDay, index))
}

/** Whether the households of a turn may go on a day of the period. */
export function mayGo(rule: MarketRule, turn: number, date: CivilDate): boolean {
  if (rule.closed.includes(date)) return false
  if (rule.openToAll.includes(weekdayOf(date))) return true
  const { days } = rule
  switch (days.kind) {
    case 'every-day':
      return true
    case 'odd-even':
      return turn === 0 ? isOdd(date) && !isTakenAway(days.twoOddDays, date) : !isOdd(date)
    case 'weekdays':
      return days.turns[turn]?.includes(weekdayOf(date)) ?? false
    case 'once-in':
      return modulo(dayNumber(date) - dayNumber(days.from), days.every) === turn
  }
}

/** The slot of a day for a household whose slot before any rotation is `slot`. */
export function slotOn({ rotate, slots }: MarketRule, slot: number, date: CivilDate): number {
  if (rotate === null) return slot
  const moves = Math.floor((dayNumber(date) - dayNumber(rotate.from)) / rotate.everyDays)
  return modulo(slot + moves, slots.length)
}

/** Every day of the period on which a household of this place may go. */
export function visitsOf(rule: MarketRule, { turn, slot }: Pick<Place, 'turn' | 'slot'>): Visit[] {
  return periodDays(rule)
    .filter((date) => mayGo(rule, turn, date))
    .map((date) => ({ date, slot: slotOn(rule, slot, date) }))
}

/**
 * The same, cut wherever the slot changes: one card each, since a card says one time of day. Empty when the turn has no
 * day in the period.
 */
export function cardsOf(
  rule: MarketRule,
  place: Pick<Place, 'turn' | 'slot'>,
): { slot: number; days: CivilDate[] }[] {
  const cards: { slot: number; days: CivilDate[] }[] = []
  for (const { date, slot } of visitsOf(rule, place)) {
    const last = cards.at(-1)
    if (last?.slot === slot) last.days.push(date)
    else cards.push({ slot, days: [date] })
  }
  return cards
}

const dayOfMonth = (date: CivilDate) => Number(date.slice(8))
const isOdd = (date: CivilDate) => dayOfMonth(date) % 2 === 1

/** Looked for in the calendar, not in a table of months: 29 February of a leap year is such an end too. */
function isTakenAway(what: TwoOddDays, date: CivilDate): boolean {
  if (what === 'not-the-first') return dayOfMonth(date) === 1 && isOdd(addDays(date, -1))
  return what === 'not-the-last' && isOdd(date) && dayOfMonth(addDays(date, 1)) === 1
}

const modulo = (value: number, by: number) => ((value % by) + by) % by
