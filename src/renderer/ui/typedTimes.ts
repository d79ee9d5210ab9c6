import type { MinuteOfDay } from '../../domain/calendar.ts'
import { showMinute } from '../text/figures.ts'

/** Hours of the day in which a permit holds, in minutes; `to` smaller than `from` runs past midnight. */
export type TimeWindow = { readonly from: MinuteOfDay; readonly to: MinuteOfDay }

/** What a clerk has typed for one window, not yet read. */
export type TypedWindow = { readonly from: string; readonly to: string }

/** Why typed windows cannot be taken, and in which (0 = first). */
export type WindowProblem = {
  readonly index: number
  readonly problem: 'unreadable' | 'incomplete' | 'same' | 'order'
}

/** Reads a time of day as typed: `8`, `8:00`, `8h`, `17h30`, `0830`, `24:00`. Null when it is none. */
export function readTypedMinute(typed: string): MinuteOfDay | null {
  const match =
    /^(\d{1,2})(?:\s*[:hg.]\s*(\d{2})?)?$/i.exec(typed.trim()) ?? /^(\d{2})(\d{2})$/.exec(typed.trim())
  if (!match) return null
  const [hour, minute] = [Number(match[1]), Number(match[2] ?? 0)]
  if (minute > 59 || hour > 24 || (hour === 24 && minute > 0)) return null
  return hour * 60 + minute
}

/** What leaving a time field does: a readable time becomes `HH:mm`, anything else stays as typed. */
export function tidyMinute(typed: string): string {
  const minute = readTypedMinute(typed)
  return minute === null ? typed.trim() : showMinute(minute)
}

/**
 * Reads the typed windows; rows left wholly empty do not count. The limits are those of the signed permit: starts
 * ascending, no overlap, a start before 24:00, an end that differs from the start.
 */
export function readTypedWindows(typed: readonly TypedWindow[]): readonly TimeWindow[] | WindowProblem {
  const windows: TimeWindow[] = []
  for (const [index, row] of typed.entries()) {
    const [fromText, toText] = [row.from.trim(), row.to.trim()]
    if (fromText === '' && toText === '') continue
    if (fromText === '' || toText === '') return { index, problem: 'incomplete' }
    const [from, to] = [readTypedMinute(fromText), readTypedMinute(toText)]
    if (from === null || to === null || from === 1440 || to === 0) return { index, problem: 'unreadable' }
    if (from === to) return { index, problem: 'same' }
    const before = windows.at(-1)
    if (before && (before.to <= before.from || from < before.to)) return { index, problem: 'order' }
    windows.push({ from, to })
  }
  return windows
}
