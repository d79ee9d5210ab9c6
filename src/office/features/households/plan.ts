import type { MarketPlace } from '../../../contract/desk/households.ts'
import type { MarketDaysRule } from '../../../contract/market/rule.ts'
import type { Procedure, RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { type MarketRule, type Place, slotOn } from '../../../domain/market/rule.ts'
import { dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import type { HouseholdRow } from './read.ts'

/** The market of a rule that names none: a card for every market of the ward. */
export const everyMarket = '-'

/** The market-day rule in force, and whose it is. */
export type MarketPlan = {
  readonly pack: RulePack
  readonly procedure: Procedure
  /** `default`: the pack says nothing, the program's own rule stands in. */
  readonly source: 'pack' | 'default'
  readonly rule: MarketDaysRule
  readonly today: CivilDate
}

/** The rule by which market days are given out now; null when the pack in force has no market cards. */
export function findPlan(desk: Desk): MarketPlan | null {
  const pack = desk.policies.findInForce(desk.sureTime.sure())
  const procedure = pack?.procedures.find(({ record }) => record === 'market-card')
  if (!pack || !procedure) return null
  const today = dateAt(desk.ports.clock.now())
  return pack.marketDays
    ? { pack, procedure, source: 'pack', rule: pack.marketDays, today }
    : { pack, procedure, source: 'default', rule: defaultRule(pack), today }
}

/** The same. Throws `no-market-cards`. */
export function planOf(desk: Desk): MarketPlan {
  const plan = findPlan(desk)
  if (!plan) throw new Refusal('no-market-cards')
  return plan
}

/** A morning at the market: as many of an hour and a half as the hours of the pack have room for. */
const slotMinutes = 90
const morning = [360, 720] as const
const likelyCapacity = 200

/** Odd and even days, in slots of the hours that papers may name, at the markets of the pack. */
function defaultRule({ validity, places }: RulePack): MarketDaysRule {
  const [from, to] = validity.hours ?? morning
  const count = Math.max(1, Math.min(4, Math.floor((to - from) / slotMinutes)))
  const length = count === 1 ? to - from : slotMinutes
  const codes = places.filter(({ kind }) => kind === 'market').map(({ code }) => code)
  return {
    days: { kind: 'odd-even', twoOddDays: 'both' },
    turnBy: 'balance',
    openToAll: [],
    closed: [],
    slots: Array.from(
      { length: count },
      (_, slot) => [from + slot * length, from + (slot + 1) * length] as const,
    ),
    slotBy: 'balance',
    rotate: null,
    markets: (codes.length > 0 ? codes : [everyMarket]).map((code) => ({
      code,
      zones: 'all',
      capacity: likelyCapacity,
    })),
  }
}

/** The rule for the days of a period. */
export function ruleFor({ rule }: MarketPlan, firstDay: CivilDate, lastDay: CivilDate): MarketRule {
  const { markets: _markets, visits: _visits, ...days } = rule
  return { ...days, firstDay, lastDay }
}

/** The place of a household; null when it has none, or one that the rule does not know any more. */
export function placeOf(plan: MarketPlan, { market, turn, slot }: HouseholdRow): Place | null {
  if (market === null || turn === null || slot === null) return null
  const isKnown = plan.rule.markets.some(({ code }) => code === market) && plan.rule.slots[slot] !== undefined
  return isKnown ? { market, turn, slot } : null
}

/** Where and when a household goes, for words; as it is today where slots rotate. */
export function placeWords(plan: MarketPlan | null, row: HouseholdRow): MarketPlace | null {
  const place = plan && placeOf(plan, row)
  if (!plan || !place) return null
  return wordsOf(plan, place, plan.today)
}

/** The same of a place, on a day. */
export function wordsOf(plan: MarketPlan, { market, turn, slot }: Place, on: CivilDate): MarketPlace {
  const [from, to] = plan.rule.slots[slotOn(ruleFor(plan, on, on), slot, on)] ?? [0, 1440]
  return { market: marketLabel(plan, market), turn: turnWords(plan.rule, turn), window: [from, to] }
}

/** What people call a market; null where any is meant. */
export function marketLabel({ pack }: MarketPlan, code: string): string | null {
  if (code === everyMarket) return null
  return pack.places.find((place) => place.code === code)?.label ?? code
}

function turnWords({ days, openToAll }: MarketDaysRule, turn: number): MarketPlace['turn'] {
  switch (days.kind) {
    case 'every-day':
      return { kind: 'every-day', weekdays: [], every: null }
    case 'odd-even':
      return { kind: turn === 0 ? 'odd' : 'even', weekdays: [], every: null }
    case 'weekdays':
      return { kind: 'weekdays', weekdays: weekdaysOf(days.turns[turn] ?? [], openToAll), every: null }
    case 'once-in':
      return { kind: 'once-in', weekdays: [], every: days.every }
  }
}

/** The weekdays of a turn, with those on which everybody goes. */
export function weekdaysOf(own: readonly number[], openToAll: readonly number[]): number[] {
  return [...new Set([...own, ...openToAll])].toSorted((one, other) => one - other)
}
