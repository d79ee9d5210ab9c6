import { z } from 'zod'
import { type CivilDate, civilDate } from '../../domain/calendar.ts'
import type { Market } from '../../domain/market/roster.ts'
import { turnCount, type ChosenBy, type MarketRule } from '../../domain/market/rule.ts'
import { placeCode } from '../events/parts.ts'

// A refinement cannot narrow the type; the predicate is the same that makes civil dates everywhere.
const day = z.iso.date().refine((text) => civilDate(text) !== null) as unknown as z.ZodType<CivilDate, string>
const minute = z.int().min(0).max(1440)
const weekdays = z.array(z.int().min(0).max(6)).max(7)
/** One list of last digits for each turn or slot. */
const digits = z
  .array(z.array(z.int().min(0).max(9)).min(1).max(10))
  .min(1)
  .max(31)
const chosenBy = z.union([z.literal('balance'), z.strictObject({ digits })])

const days = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('every-day') }),
  z.strictObject({
    kind: z.literal('odd-even'),
    /** Has to be said: a decision that is silent about the 31st and the 1st is asked, not guessed. */
    twoOddDays: z.enum(['both', 'not-the-first', 'not-the-last']),
  }),
  z.strictObject({ kind: z.literal('weekdays'), turns: z.array(weekdays.min(1)).min(1).max(7) }),
  z.strictObject({ kind: z.literal('once-in'), every: z.int().min(2).max(31), from: day }),
])

const plan = {
  days,
  turnBy: chosenBy.default('balance'),
  openToAll: weekdays.default([]),
  closed: z.array(day).max(60).default([]),
  slots: z
    .array(z.tuple([minute, minute]).refine(([from, to]) => from < to, 'a slot ends after it begins'))
    .min(1)
    .max(12),
  slotBy: chosenBy.default('balance'),
  rotate: z
    .strictObject({ everyDays: z.int().min(1).max(60), from: day })
    .nullable()
    .default(null),
}

/** A market of the roster, with how many households it takes in a slot of a day. */
export const market = z.strictObject({
  code: placeCode,
  zones: z.union([z.literal('all'), z.array(placeCode).min(1).max(40)]),
  capacity: z.int().min(1).max(100_000),
}) satisfies z.ZodType<Market>

type Digits = { readonly days: MarketRule['days']; readonly turnBy: ChosenBy; readonly slotBy: ChosenBy }
const turnsHaveDigits = (rule: Digits) => namesEachDigitOnce(rule.turnBy, turnCount(rule))
const slotsHaveDigits = (rule: Digits & { readonly slots: readonly unknown[] }) =>
  namesEachDigitOnce(rule.slotBy, rule.slots.length)
const ofTurns = { path: ['turnBy'], message: 'one list of digits for each turn, every digit once' }
const ofSlots = { path: ['slotBy'], message: 'one list of digits for each slot, every digit once' }

/**
 * A market-day rule as a rule pack carries it (`marketDays`): without its days, which are named when it is applied. It
 * knows its markets, and how many visits a card allows in how many days where the decision says so.
 */
export const marketDays = z
  .strictObject({
    ...plan,
    markets: z.array(market).min(1).max(40),
    visits: z.strictObject({ number: z.int().min(1).max(31), days: z.int().min(1).max(31) }).optional(),
  })
  .refine(turnsHaveDigits, ofTurns)
  .refine(slotsHaveDigits, ofSlots)
  .refine(({ markets }) => new Set(markets.map(({ code }) => code)).size === markets.length, {
    path: ['markets'],
    message: 'every market once',
  })
export type MarketDaysRule = z.output<typeof marketDays>

/**
 * A market-day rule with its days (`MarketRule`). Refuses a period that is turned round or longer than a card may be
 * (400 days), a slot that ends before it begins, and lists of digits that miss a digit, name one twice, or are not as
 * many as the turns or slots.
 */
export const marketRule = z
  .strictObject({ firstDay: day, lastDay: day, ...plan })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, {
    path: ['lastDay'],
    message: 'before the first day',
  })
  .refine(({ firstDay, lastDay }) => Date.parse(lastDay) - Date.parse(firstDay) <= 400 * 86_400_000, {
    path: ['lastDay'],
    message: 'a period has at most 401 days',
  })
  .refine(turnsHaveDigits, ofTurns)
  .refine(slotsHaveDigits, ofSlots) satisfies z.ZodType<MarketRule>

function namesEachDigitOnce(by: ChosenBy, lists: number): boolean {
  if (by === 'balance') return true
  const named = by.digits.flat()
  return by.digits.length === lists && named.length === 10 && new Set(named).size === 10
}
