import type { MarketPlace } from '../../../contract/desk/households.ts'
import type { Locale } from '../../text/catalogues.ts'
import { figure, showMinute } from '../../text/figures.ts'
import type { HouseholdsText } from '../../text/households.ts'

/** A turn in words. `days`: the short names of the weekdays. */
export function turnWords(
  { kind, weekdays, every }: MarketPlace['turn'],
  text: HouseholdsText,
  locale: Locale,
  days: readonly string[],
): string {
  if (kind === 'weekdays') return weekdays.map((day) => days[day] ?? '').join(', ')
  if (kind === 'once-in') return text.onceIn(figure(locale, every ?? 1))
  return text.turn[kind]
}

/** A time of day in words. */
export function windowWords([from, to]: MarketPlace['window'], text: HouseholdsText): string {
  return text.window(showMinute(from), showMinute(to))
}
