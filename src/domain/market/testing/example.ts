import { type CivilDate, civilDate } from '../../calendar.ts'
import type { Household, Market } from '../roster.ts'
import type { MarketRule } from '../rule.ts'

/** A day that exists. */
export function day(text: string): CivilDate {
  const date = civilDate(text)
  if (!date) throw new Error(`no such day: ${text}`)
  return date
}

/** Odd and even days over a fortnight, three slots in the morning that rotate every week. */
export const exampleRule: MarketRule = {
  firstDay: day('2026-11-23'),
  lastDay: day('2026-12-06'),
  days: { kind: 'odd-even', twoOddDays: 'not-the-first' },
  turnBy: 'balance',
  openToAll: [],
  closed: [],
  slots: [
    [420, 510],
    [510, 600],
    [600, 690],
  ],
  slotBy: 'balance',
  rotate: { everyDays: 7, from: day('2026-11-23') },
}

/** A market for everybody. */
export const exampleMarket: Market = { code: 'CHO-1', zones: 'all', capacity: 1000 }

/** The household of that number: fifty to a residential group, two to six members. */
export function household(number: number, more: Partial<Household> = {}): Household {
  const group = `TDP-${String(1 + Math.floor(number / 50)).padStart(2, '0')}`
  const own = { id: `h${number}`, order: number % 50, number: `39901-${String(number).padStart(6, '0')}` }
  return { ...own, group, members: 2 + (number % 5), zone: null, ...more }
}

export const roster = (count: number, more: Partial<Household> = {}): Household[] =>
  Array.from({ length: count }, (_, number) => household(number, more))
