import {
  addDays,
  type CivilDate,
  dateAt,
  instantOf,
  type MinuteOfDay,
  minuteAt,
  weekdayOf,
} from './calendar.ts'

/** How an office counts the time it has for an answer (Decree 118/2025: working days, not hours on the clock). */
export type DeadlineRule = {
  readonly workingDays: number
  /** What arrives at or after this minute counts from the next working day. */
  readonly cutOff: MinuteOfDay
  /** The minute of the last day at which the answer is due. */
  readonly dueMinute: MinuteOfDay
  /** Weekdays on which the office works, 0 = Monday. */
  readonly weekdays: readonly number[]
  readonly holidays: readonly CivilDate[]
}

/** The instant an answer is due for something received at an instant (milliseconds, UTC). */
export function dueAt(received: number, rule: DeadlineRule): number {
  let date = dateAt(received)
  const isWorking = (day: CivilDate) => rule.weekdays.includes(weekdayOf(day)) && !rule.holidays.includes(day)
  const nextWorking = (day: CivilDate) => {
    let next = addDays(day, 1)
    while (!isWorking(next)) next = addDays(next, 1)
    return next
  }
  if (!isWorking(date) || minuteAt(received) >= rule.cutOff) date = nextWorking(date)
  for (let day = 0; day < rule.workingDays; day++) date = nextWorking(date)
  return instantOf(date, rule.dueMinute)
}

/** How a deadline stands: `soon` in its last two hours. */
export function deadlineColour(due: number, now: number): 'on-time' | 'soon' | 'overdue' {
  if (now > due) return 'overdue'
  return due - now <= 2 * 3_600_000 ? 'soon' : 'on-time'
}
