import { type CivilDate, civilDate, dayNumber, partialDate } from '../../../domain/calendar.ts'
import { figure, showDate, showMinute } from '../../text/figures.ts'
import type { Locale } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { showPartialDate } from '../../ui/typedDates.ts'

/** Days and hours in which a permit holds, as the contract carries them. */
export type Days = {
  readonly firstDay: string
  readonly lastDay: string
  readonly weekdays: readonly number[]
  readonly windows: readonly (readonly [number, number])[]
}

/** A partial birth date as written in Vietnam. */
export function birthWords(text: string): string {
  const date = partialDate(text)
  return date ? showPartialDate(date) : text
}

/** First to last day with the number of days between, both counted. */
export function spanWords(days: Days, text: Texts, locale: Locale): string {
  const [first, last] = [civilDate(days.firstDay), civilDate(days.lastDay)]
  if (!first || !last) return `${days.firstDay} – ${days.lastDay}`
  return text.case.span(showDate(first), showDate(last), figure(locale, dayCount(first, last)))
}

function dayCount(first: CivilDate, last: CivilDate): number {
  return dayNumber(last) - dayNumber(first) + 1
}

/** Weekdays by their short names; the whole week in words. */
export function weekdayWords(days: Days, text: Texts): string {
  if (days.weekdays.length === 7) return text.case.wholeWeek
  return days.weekdays.map((day) => text.kit.weekdays.short[day] ?? '').join(', ')
}

/** Hours of the day; the whole day in words. */
export function windowWords(days: Days, text: Texts): string {
  if (days.windows.length === 0) return text.case.wholeDay
  return days.windows.map(([from, to]) => text.case.hours(showMinute(from), showMinute(to))).join(', ')
}
