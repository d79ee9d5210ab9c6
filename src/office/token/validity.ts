import { dateAt, dateOfDay, dayNumber, minuteAt } from '../../domain/calendar.ts'
import { isAmong } from '../../domain/market/signed-days.ts'
import type { PaperContent } from '../../domain/signed-paper.ts'
import type { Answer, Reason } from '../../domain/verdict.ts'

type Days = Pick<PaperContent, 'firstDay' | 'lastDay' | 'weekdays' | 'windows' | 'parity' | 'days'>

/** Why a paper does not hold at a moment. */
export type TimeRefusal = { readonly answer: Answer; readonly reason: Reason }

const wholeDay: readonly number[] = [0, 1440]

/**
 * Whether a paper holds at an instant (milliseconds since 1970), by section 5: civil time at UTC+07:00; a
 * window that ends before it begins is a night shift and belongs to the day it starts on. Null when it holds.
 */
export function timeRefusal(content: Days, now: number): TimeRefusal | null {
  const day = civilDayAt(now)
  const minute = minuteAt(now)
  if (isWithin(content, day, minute)) return null
  if (day < content.firstDay) return { answer: 'not-yet', reason: 'first-day' }
  if (day > content.lastDay) return { answer: 'expired', reason: 'last-day' }
  return { answer: 'wrong-time', reason: isGoodDay(content, day) ? 'window' : 'day' }
}

/** The day of the Vietnamese calendar at an instant, counted from 1970-01-01. */
export function civilDayAt(instant: number): number {
  return dayNumber(dateAt(instant))
}

function isWithin(content: Days, day: number, minute: number): boolean {
  const windows = content.windows ?? wholeDay
  for (let at = 0; at < windows.length; at += 2) {
    const from = windows[at] ?? 0
    const to = windows[at + 1] ?? 0
    if (from < to) {
      if (minute >= from && minute < to && isGoodDay(content, day)) return true
    } else {
      if (minute >= from && isGoodDay(content, day)) return true
      if (minute < to && isGoodDay(content, day - 1)) return true
    }
  }
  return false
}

/** 1970-01-01 was a Thursday, hence the 3. */
function isGoodDay(content: Days, day: number): boolean {
  if (day < content.firstDay || day > content.lastDay) return false
  if (content.weekdays !== undefined && ((content.weekdays >> ((day + 3) % 7)) & 1) === 0) return false
  if (content.days !== undefined && !isAmong(content.days, day - content.firstDay)) return false
  if (content.parity === undefined) return true
  const dayOfMonth = Number(dateOfDay(day).slice(8))
  return dayOfMonth % 2 === content.parity % 2
}
