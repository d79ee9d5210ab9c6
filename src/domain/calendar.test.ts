import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  civilDate,
  dateAt,
  dateOfDay,
  dayNumber,
  existsDay,
  instantOf,
  minuteAt,
  partialDate,
  partialDateText,
  weekdayOf,
} from './calendar.ts'

const anyDay = fc.integer({ min: dayNumber(dateOfDay(-60_000)), max: 80_000 }).map(dateOfDay)

describe('the civil day in Vietnam', () => {
  test('begins at 17:00 UTC of the day before', () => {
    expect(dateAt(Date.parse('2026-11-21T16:59:59.999Z'))).toBe('2026-11-21')
    expect(dateAt(Date.parse('2026-11-21T17:00:00.000Z'))).toBe('2026-11-22')
    expect(minuteAt(Date.parse('2026-11-21T17:00:00.000Z'))).toBe(0)
    expect(minuteAt(Date.parse('2026-11-21T16:59:59.999Z'))).toBe(1439)
  })

  test('and its minute name one instant, before 1970 too', () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 0, max: 1439 }), (date, minute) => {
        const instant = instantOf(date, minute)
        expect([dateAt(instant), minuteAt(instant)]).toEqual([date, minute])
      }),
    )
  })

  test('has a number, counted from 1970-01-01, and a weekday that goes round', () => {
    expect(dayNumber(dateOfDay(0))).toBe(0)
    expect(dateOfDay(20_779)).toBe('2026-11-22')
    expect(weekdayOf(dateOfDay(20_779))).toBe(6)
    fc.assert(
      fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (date, days) => {
        expect(dayNumber(addDays(date, days)) - dayNumber(date)).toBe(days)
        expect(weekdayOf(addDays(date, 1))).toBe((weekdayOf(date) + 1) % 7)
      }),
    )
  })

  test('is read only when the calendar has it', () => {
    expect(civilDate('2028-02-29')).toBe('2028-02-29')
    for (const none of [
      '2026-02-29',
      '2100-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-1-1',
      '26-01-01',
      ' 2026-01-01',
      '1799-12-31',
      '',
    ])
      expect(civilDate(none), none).toBeNull()
    expect(existsDay(2000, 2, 29)).toBe(true)
    expect(existsDay(2026, 4, 31)).toBe(false)
  })
})

describe('a partial date', () => {
  test('may be a year, a month or a day, and nothing else', () => {
    expect(partialDate('1948')).toEqual({ year: 1948 })
    expect(partialDate('1948-07')).toEqual({ year: 1948, month: 7 })
    expect(partialDate('1948-07-09')).toEqual({ year: 1948, month: 7, day: 9 })
    for (const none of [
      '48',
      '1948-13',
      '1948-00',
      '1948-02-30',
      '1948-7',
      '1948-07-09T00',
      '0948',
      'năm 1948',
    ])
      expect(partialDate(none), none).toBeNull()
  })

  test('is written as it is read', () => {
    fc.assert(
      fc.property(anyDay, fc.constantFrom(4, 7, 10), (date, length) => {
        const text = date.slice(0, length)
        const read = partialDate(text)
        expect(read && partialDateText(read)).toBe(text)
      }),
    )
  })
})
