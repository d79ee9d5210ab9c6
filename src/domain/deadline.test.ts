import { describe, expect, test } from 'vitest'
import { type CivilDate, dateAt, instantOf, minuteAt } from './calendar.ts'
import { deadlineColour, type DeadlineRule, dueAt } from './deadline.ts'

const day = (text: string) => text as CivilDate
const rule: DeadlineRule = {
  workingDays: 1,
  cutOff: 15 * 60,
  dueMinute: 17 * 60,
  weekdays: [0, 1, 2, 3, 4],
  holidays: [day('2026-12-31'), day('2027-01-01')],
}
const due = (date: string, minute: number, change: Partial<DeadlineRule> = {}) => {
  const at = dueAt(instantOf(day(date), minute), { ...rule, ...change })
  return `${dateAt(at)} ${minuteAt(at)}`
}

describe('an answer is due', () => {
  test.each([
    ['a working day later', '2026-11-23', 9 * 60, '2026-11-24 1020'],
    ['one day later still when it came after the cut-off', '2026-11-23', 15 * 60, '2026-11-25 1020'],
    ['a minute before the cut-off it is not', '2026-11-23', 15 * 60 - 1, '2026-11-24 1020'],
    ['after the weekend', '2026-11-27', 9 * 60, '2026-11-30 1020'],
    ['from Monday on when it came on a Sunday', '2026-11-22', 9 * 60, '2026-11-24 1020'],
    ['after the holidays and the weekend behind them', '2026-12-30', 9 * 60, '2027-01-04 1020'],
    ['from the first working day when it came on a holiday', '2026-12-31', 9 * 60, '2027-01-05 1020'],
  ])('%s', (_, date, minute, expected) => {
    expect(due(date, minute)).toBe(expected)
  })

  test('the same day where the rule gives no day', () => {
    expect(due('2026-11-23', 9 * 60, { workingDays: 0 })).toBe('2026-11-23 1020')
    expect(due('2026-11-21', 9 * 60, { workingDays: 0 })).toBe('2026-11-23 1020')
  })

  test('on a Saturday where the office works then', () => {
    expect(due('2026-11-27', 9 * 60, { weekdays: [0, 1, 2, 3, 4, 5] })).toBe('2026-11-28 1020')
  })
})

test('a deadline is soon in its last two hours and overdue the moment it has passed', () => {
  const at = instantOf(day('2026-11-24'), 17 * 60)
  const hours = (n: number) => at - n * 3_600_000
  expect(deadlineColour(at, hours(2) - 1)).toBe('on-time')
  expect(deadlineColour(at, hours(2))).toBe('soon')
  expect(deadlineColour(at, at)).toBe('soon')
  expect(deadlineColour(at, at + 1)).toBe('overdue')
})
