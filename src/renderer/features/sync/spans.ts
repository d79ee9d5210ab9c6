import { figure } from '../../text/figures.ts'
import type { Locale } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'

/** A span of time (ms) in the largest fitting unit, rounded down; never less than one second. */
export function spanWords(ms: number, text: Texts['sync'], locale: Locale): string {
  const seconds = Math.max(1, Math.floor(Math.abs(ms) / 1000))
  if (seconds < 60) return text.seconds(figure(locale, seconds))
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return text.minutes(figure(locale, minutes))
  const hours = Math.floor(minutes / 60)
  if (hours < 48) return text.hours(figure(locale, hours))
  return text.days(figure(locale, Math.floor(hours / 24)))
}
