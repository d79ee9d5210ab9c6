import {
  addDays,
  type CivilDate,
  civilDate,
  existsDay,
  type PartialDate,
  partialDate,
} from '../../domain/calendar.ts'
import { showDate } from '../text/figures.ts'

const two = (n: number) => String(n).padStart(2, '0')

/**
 * Reads a date of which only the year or month and year may be known, the way a clerk types it: `5/3/1985`,
 * `05.03.1985`, `05031985`, `3/1985`, `1985`, or `yyyy-mm-dd`. Two-digit years are refused: 1926 and 2026 both live.
 * Null when it is no such date.
 */
export function readTypedPartialDate(typed: string): PartialDate | null {
  const text = typed.trim()
  const written = partialDate(text)
  if (written) return written
  const parts = /^\d{8}$/.test(text)
    ? [text.slice(0, 2), text.slice(2, 4), text.slice(4)]
    : text.split(/\s*[/.\- ]\s*/)
  if (parts.length < 1 || parts.length > 3 || !parts.every((part) => /^\d+$/.test(part))) return null
  const yearText = parts.at(-1) ?? ''
  if (yearText.length !== 4) return null
  const numbers = parts.map(Number)
  const [year, month, day] = [numbers.at(-1), numbers.at(-2), numbers.at(-3)]
  if (year === undefined || year < 1800 || year > 2200) return null
  if (month === undefined) return { year }
  if (month < 1 || month > 12) return null
  if (day === undefined) return { year, month }
  return existsDay(year, month, day) ? { year, month, day } : null
}

/** Writes a partial date the way it is written in Vietnam: `05/03/1985`, `03/1985`, `1985`. */
export function showPartialDate({ year, month, day }: PartialDate): string {
  if (month === undefined) return String(year)
  return day === undefined ? `${two(month)}/${year}` : `${two(day)}/${two(month)}/${year}`
}

/**
 * Reads a whole date the way a clerk types it: `5/3/2026`, `05032026`, `5/3/26` (this century), `5/3` (the year of
 * `today`), `+7` (days after `today`), or `yyyy-mm-dd`. Null when it is no such day.
 */
export function readTypedDate(typed: string, today: CivilDate): CivilDate | null {
  const text = typed.trim()
  const ahead = /^\+\s*(\d{1,4})$/.exec(text)
  if (ahead) return addDays(today, Number(ahead[1]))
  const short = /^(\d{1,2})\s*[/.\- ]\s*(\d{1,2})(?:\s*[/.\- ]\s*(\d{2}))?$/.exec(text)
  const century = today.slice(0, 2)
  const full = short ? `${short[1]}/${short[2]}/${short[3] ? century + short[3] : today.slice(0, 4)}` : text
  const read = readTypedPartialDate(full)
  if (read?.month === undefined || read.day === undefined) return null
  return civilDate(`${String(read.year).padStart(4, '0')}-${two(read.month)}-${two(read.day)}`)
}

/** What leaving a date field does: a readable date is written out in full, anything else stays as typed. */
export function tidyDate(typed: string, today: CivilDate): string {
  const date = readTypedDate(typed, today)
  return date ? showDate(date) : typed.trim()
}

/** The same for a partial date. */
export function tidyPartialDate(typed: string): string {
  const date = readTypedPartialDate(typed)
  return date ? showPartialDate(date) : typed.trim()
}
