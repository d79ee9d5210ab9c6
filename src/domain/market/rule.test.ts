import { describe, expect, it } from 'vitest'
import type { CivilDate } from '../calendar.ts'
import {
  cardsOf,
  mayGo,
  periodDays,
  slotOn,
  turnCount,
  visitsOf,
  type MarketRule,
  type TwoOddDays,
} from './rule.ts'
import { day, exampleRule } from './testing/example.ts'

const period = (firstDay: string, lastDay: string, more: Partial<MarketRule> = {}): MarketRule => ({
  ...exampleRule,
  firstDay: day(firstDay),
  lastDay: day(lastDay),
  ...more,
})
const dates = (rule: MarketRule, turn: number) =>
  visitsOf(rule, { turn, slot: 0 }).map(({ date }) => date.slice(5))
const oddEven = (twoOddDays: TwoOddDays) => ({ days: { kind: 'odd-even', twoOddDays } as const })

describe('odd and even days', () => {
  it('go by the date: the odd turn on odd dates, the even turn on even ones', () => {
    const rule = period('2026-11-24', '2026-11-30', oddEven('both'))
    expect(turnCount(rule)).toBe(2)
    expect(dates(rule, 0)).toEqual(['11-25', '11-27', '11-29'])
    expect(dates(rule, 1)).toEqual(['11-24', '11-26', '11-28', '11-30'])
  })

  it.each([
    ['both', ['12-29', '12-31', '01-01', '01-03']],
    ['not-the-first', ['12-29', '12-31', '01-03']],
    ['not-the-last', ['12-29', '01-01', '01-03']],
  ] as const)('meet the 31st and the 1st as the rule says: %s', (twoOddDays, expected) => {
    expect(dates(period('2026-12-29', '2027-01-03', oddEven(twoOddDays)), 0)).toEqual(expected)
    expect(dates(period('2026-12-29', '2027-01-03', oddEven(twoOddDays)), 1)).toEqual(['12-30', '01-02'])
  })

  it('meet 29 February of a leap year in the same way, and no other February', () => {
    const odd = (year: number, twoOddDays: TwoOddDays) =>
      dates(period(`${year}-02-26`, `${year}-03-03`, oddEven(twoOddDays)), 0)
    expect(odd(2028, 'both')).toEqual(['02-27', '02-29', '03-01', '03-03'])
    expect(odd(2028, 'not-the-first')).toEqual(['02-27', '02-29', '03-03'])
    expect(odd(2028, 'not-the-last')).toEqual(['02-27', '03-01', '03-03'])
    expect(odd(2027, 'not-the-first')).toEqual(['02-27', '03-01', '03-03'])
    expect(odd(2100, 'not-the-last')).toEqual(['02-27', '03-01', '03-03'])
  })

  it('never give anybody two days running over five years, once one of the two is taken away', () => {
    for (const twoOddDays of ['not-the-first', 'not-the-last'] as const)
      for (const turn of [0, 1]) {
        const rule = period('2026-01-01', '2030-12-31', oddEven(twoOddDays))
        const days = periodDays(rule)
        const running = days.filter(
          (date, index) => index > 0 && mayGo(rule, turn, date) && mayGo(rule, turn, days[index - 1] ?? date),
        )
        expect(running).toEqual([])
      }
  })
})

describe('other rules', () => {
  it('by weekdays give each turn its own, and Sunday to all where the rule says so', () => {
    const rule = period('2026-11-23', '2026-11-29', {
      days: {
        kind: 'weekdays',
        turns: [
          [0, 2, 4],
          [1, 3, 5],
        ],
      },
      openToAll: [6],
    })
    expect(dates(rule, 0)).toEqual(['11-23', '11-25', '11-27', '11-29'])
    expect(dates(rule, 1)).toEqual(['11-24', '11-26', '11-28', '11-29'])
  })

  it('once in three days go on over the ends of months and years without a gap', () => {
    const rule = period('2027-12-20', '2028-03-10', {
      days: { kind: 'once-in', every: 3, from: day('2026-11-24') },
    })
    for (const turn of [0, 1, 2]) {
      const days = visitsOf(rule, { turn, slot: 0 }).map(({ date }) => Date.parse(date) / 86_400_000)
      expect(days.length).toBeGreaterThanOrEqual(27)
      for (const [index, date] of days.entries()) if (index > 0) expect(date - (days[index - 1] ?? 0)).toBe(3)
    }
    expect(
      periodDays(rule).every((date) => [0, 1, 2].filter((turn) => mayGo(rule, turn, date)).length === 1),
    ).toBe(true)
  })

  it('leave out closed days, also where they are open to all', () => {
    const rule = period('2026-11-23', '2026-11-29', {
      days: { kind: 'every-day' },
      openToAll: [6],
      closed: [day('2026-11-25'), day('2026-11-29')],
    })
    expect(dates(rule, 0)).toEqual(['11-23', '11-24', '11-26', '11-27', '11-28'])
  })

  it('have no day at all in a period that is turned round', () => {
    expect(periodDays(period('2026-11-24', '2026-11-23'))).toEqual([])
  })
})

describe('slots that rotate', () => {
  const rule = period('2026-11-16', '2026-12-06', {
    days: { kind: 'every-day' },
    slots: [
      [420, 510],
      [510, 600],
      [600, 690],
    ],
    rotate: { everyDays: 7, from: day('2026-11-16') },
  })

  it('give every household every slot in turn, before and after the day they count from', () => {
    const slots = (slot: number) =>
      ['2026-11-09', '2026-11-15', '2026-11-16', '2026-11-22', '2026-11-23', '2026-11-30', '2026-12-07'].map(
        (date) => slotOn(rule, slot, day(date)),
      )
    expect(slots(0)).toEqual([2, 2, 0, 0, 1, 2, 0])
    expect(slots(2)).toEqual([1, 1, 2, 2, 0, 1, 2])
  })

  it('make one card for each stretch with the same time of day', () => {
    const cards = cardsOf(rule, { turn: 0, slot: 1 })
    expect(cards.map(({ slot, days }) => [slot, days[0], days.at(-1), days.length])).toEqual([
      [1, '2026-11-16', '2026-11-22', 7],
      [2, '2026-11-23', '2026-11-29', 7],
      [0, '2026-11-30', '2026-12-06', 7],
    ])
    expect(cardsOf({ ...rule, closed: periodDays(rule) }, { turn: 0, slot: 1 })).toEqual([])
  })

  it('stay apart: on no day do two slots become one', () => {
    for (const date of periodDays(rule))
      expect(new Set([0, 1, 2].map((slot) => slotOn(rule, slot, date))).size).toBe(3)
    expect(slotOn({ ...rule, rotate: null }, 2, '2026-11-30' as CivilDate)).toBe(2)
  })
})
