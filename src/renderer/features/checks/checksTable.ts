import type { Checks } from '../../../contract/desk/checks.ts'
import type { CheckCount } from '../../../contract/sync/checks.ts'
import { verdicts } from '../../../domain/verdict.ts'
import type { Locale } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { allAnswers, totalOf } from './answerGroups.ts'

export const countGroups = ['ours', 'here', 'gates'] as const
export type CountGroup = (typeof countGroups)[number]

/** The counts of one way of looking at them. */
export function countsOf({ city, gates }: Checks, group: CountGroup): readonly CheckCount[] {
  return group === 'gates' ? gates : city[group]
}

/** A row of the table: one place on one day, or with `place` null all places of the day. */
export type CountRow = Omit<CheckCount, 'place'> & { readonly place: CheckCount['place'] | null }

/** The rows of a table, each day beginning with its sum where it has several places. */
export function rowsWithDays(counts: readonly CheckCount[]): CountRow[] {
  const days = new Map<string, CheckCount[]>()
  for (const count of counts) days.set(count.day, [...(days.get(count.day) ?? []), count])
  return [...days].flatMap(([day, ofDay]): CountRow[] =>
    ofDay.length > 1 ? [{ day, place: null, ...sumOf(ofDay) }, ...ofDay] : ofDay,
  )
}

/** All of them added up. */
export function sumOf(
  counts: readonly Pick<CheckCount, 'answers' | 'differs'>[],
): Pick<CheckCount, 'answers' | 'differs'> {
  const answers: CheckCount['answers'] = {}
  for (const answer of allAnswers) {
    const sum = counts.reduce((all, one) => all + (one.answers[answer] ?? 0), 0)
    if (sum > 0) answers[answer] = sum
  }
  return { answers, differs: counts.reduce((all, one) => all + one.differs, 0) }
}

/**
 * The table as a CSV text for a spreadsheet: one line for each day and place, each answer in its own column. The mark
 * at the beginning makes Excel read it as UTF-8.
 */
export function csvOf(
  counts: readonly CheckCount[],
  text: Texts['checks']['counts'],
  locale: Locale,
): string {
  const { columns } = text
  const head = [columns.day, columns.place, columns.ward, columns.total]
  const answers = allAnswers.map((answer) => verdicts[answer].shown[locale].replace(/ \{n\}.*$/, ''))
  const lines = counts.map(({ day, place, answers: given, differs }) => [
    day,
    place.name,
    place.ward ?? '',
    String(totalOf(given)),
    ...allAnswers.map((answer) => String(given[answer] ?? 0)),
    String(differs),
  ])
  const all = [[...head, ...answers, columns.differs], ...lines]
  return `\uFEFF${all.map((cells) => cells.map(cellOf).join(',')).join('\r\n')}\r\n`
}

/** A cell that a spreadsheet would take for a formula is a text; people type names of places. */
function cellOf(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
