/** A day of the civil calendar in Vietnam (UTC+07:00, no summer time), written `yyyy-mm-dd`. */
export type CivilDate = string & { readonly civilDate: unique symbol }

/** A date of which only the year, or year and month, may be known (year-only births on old papers). */
export type PartialDate = { readonly year: number; readonly month?: number; readonly day?: number }

/** Minutes from 00:00, 0 … 1440. */
export type MinuteOfDay = number

/** Civil time in Vietnam runs this far ahead of UTC, in milliseconds, all year. */
export const vietnamOffsetMs = 7 * 3_600_000
const dayMs = 86_400_000

/** Days since 1970-01-01 of a civil date, as the QR token counts them. */
export function dayNumber(date: CivilDate): number {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  return Math.round(utc(year, month, day) / dayMs)
}

/** The civil date that many days after 1970-01-01. */
export function dateOfDay(days: number): CivilDate {
  return new Date(days * dayMs).toISOString().slice(0, 10) as CivilDate
}

/** The civil date in Vietnam at an instant (milliseconds since 1970, UTC). */
export function dateAt(instant: number): CivilDate {
  return dateOfDay(Math.floor((instant + vietnamOffsetMs) / dayMs))
}

/** The minute of the civil day in Vietnam at an instant. */
export function minuteAt(instant: number): MinuteOfDay {
  return Math.floor(((((instant + vietnamOffsetMs) % dayMs) + dayMs) % dayMs) / 60_000)
}

/** The instant at which a civil date reaches a minute of its day. */
export function instantOf(date: CivilDate, minute: MinuteOfDay = 0): number {
  return dayNumber(date) * dayMs - vietnamOffsetMs + minute * 60_000
}

/** 0 = Monday … 6 = Sunday. */
export function weekdayOf(date: CivilDate): number {
  return (((dayNumber(date) + 3) % 7) + 7) % 7
}

/** The civil date `days` later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return dateOfDay(dayNumber(date) + days)
}

/** Reads `yyyy-mm-dd`; null when there is no such day. */
export function civilDate(text: string): CivilDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  return existsDay(year, month, day) ? (text as CivilDate) : null
}

/** Whether year, month (1 … 12) and day (1 … 31) name a day that exists, between 1800 and 2200. */
export function existsDay(year: number, month: number, day: number): boolean {
  if (year < 1800 || year > 2200 || month < 1 || month > 12 || day < 1) return false
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** Reads `yyyy`, `yyyy-mm` or `yyyy-mm-dd` as a partial date; null when it is none. */
export function partialDate(text: string): PartialDate | null {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text)
  if (!match) return null
  const year = Number(match[1])
  if (year < 1800 || year > 2200) return null
  if (match[2] === undefined) return { year }
  const month = Number(match[2])
  if (month < 1 || month > 12) return null
  if (match[3] === undefined) return { year, month }
  const day = Number(match[3])
  return existsDay(year, month, day) ? { year, month, day } : null
}

/** Writes a partial date as `yyyy`, `yyyy-mm` or `yyyy-mm-dd`. */
export function partialDateText(date: PartialDate): string {
  const two = (n: number) => String(n).padStart(2, '0')
  const year = String(date.year).padStart(4, '0')
  if (date.month === undefined) return year
  return date.day === undefined ? `${year}-${two(date.month)}` : `${year}-${two(date.month)}-${two(date.day)}`
}

function utc(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day)
}
