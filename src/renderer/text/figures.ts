import { type CivilDate, dateAt, type MinuteOfDay, minuteAt } from '../../domain/calendar.ts'
import type { Locale } from './Text.tsx'

const two = (n: number) => String(n).padStart(2, '0')

/** Writes a count with the thousands separator of the language: 1.234 in Vietnamese, 1,234 in English. */
export function figure(locale: Locale, count: number): string {
  return new Intl.NumberFormat(locale === 'vi' ? 'vi-VN' : 'en-GB').format(count)
}

/** Writes a civil date as it is written in Vietnam, `dd/mm/yyyy`, in every language. */
export function showDate(date: CivilDate): string {
  const [year, month, day] = date.split('-')
  return `${day}/${month}/${year}`
}

/** Writes a minute of the day as `HH:mm`; 1440 is `24:00`. */
export function showMinute(minute: MinuteOfDay): string {
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

/** Writes an instant (milliseconds since 1970) in Vietnam's civil time, `HH:mm dd/mm/yyyy`. */
export function showInstant(instant: number): string {
  return `${showMinute(minuteAt(instant))} ${showDate(dateAt(instant))}`
}
