import { addDays, type CivilDate, weekdayOf } from './calendar.ts'

/** Whether a period has any day on one of the weekdays (0 = Monday): a permit without one is good for nothing. */
export function hasGoodDay(firstDay: CivilDate, lastDay: CivilDate, weekdays: readonly number[]): boolean {
  // Any week has every weekday.
  for (let ahead = 0; ahead < 7 && addDays(firstDay, ahead) <= lastDay; ahead++)
    if (weekdays.includes(weekdayOf(addDays(firstDay, ahead)))) return true
  return false
}
