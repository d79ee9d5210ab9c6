import type { ListField } from '../../../contract/lists/fields.ts'
import { textLimits } from '../../../contract/events/parts.ts'
import { type CivilDate, type PartialDate, partialDateText } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import { nameParts, titleCase } from '../../../domain/text/name.ts'
import { type Cell, textCell } from '../table.ts'
import { cleanText, shown, within } from './clean.ts'
import { ageOn, type DateOrder, readDate, settleDate, spokenDate } from './dates.ts'
import { note, type RowDraft } from './finding.ts'

const nameLetters = /^[\p{L}\p{M}' .\-’]+$/u

/** Reads a name; one in capitals is written as names are. */
export function readName(draft: RowDraft, field: ListField, cell: Cell | undefined): string | null {
  const text = cleanText(draft, field, cell)
  if (text === null) return null
  if (text.includes('?')) {
    note(draft, 'letters-lost', field, { text: shown(text) })
    return null
  }
  if (!nameLetters.test(text) || !/\p{L}/u.test(text)) {
    note(draft, 'name-not-letters', field, { text: shown(text) })
    return null
  }
  if (lacksMarks(text)) note(draft, 'marks-missing', field, { text: shown(text) })
  const isShouted = text === text.toLocaleUpperCase('vi') || text === text.toLocaleLowerCase('vi')
  return within(draft, field, isShouted ? titleCase(text) : text, textLimits.fullName)
}

/** Family names that are never written without a mark; a whole name in ASCII that begins with one has lost its marks. */
const marked: ReadonlySet<string> = new Set(
  'nguyen tran le pham hoang huynh vu vo dang bui do ho ngo duong ly trinh ta doan luong luu ha trieu vuong'.split(
    ' ',
  ),
)

function lacksMarks(name: string): boolean {
  if (!/^[ -~]+$/.test(name)) return false
  return marked.has(fold(nameParts(name).family))
}

/** A column of dates: how its doubtful ones are read, and the day it is read on. */
export type DateContext = { readonly order: DateOrder; readonly today: CivilDate }

/** Reads a date by its column; the partial date where only month or year is known. */
export function readDay(
  draft: RowDraft,
  field: ListField,
  cell: Cell | undefined,
  { order, today }: DateContext,
): PartialDate | null {
  const text = cleanText(draft, field, cell)
  if (text === null || !cell) return null
  const read = readDate({ ...cell, text })
  const settled = read && settleDate(read, order, Number(today.slice(0, 4)))
  if (!settled) {
    note(draft, 'date-unreadable', field, { text: shown(text) })
    return null
  }
  const { date, other, isShort } = settled
  const told = { text: cell.kind === 'date' ? spokenDate(date) : shown(text), read: spokenDate(date) }
  if (other) note(draft, 'date-ambiguous', field, { ...told, other: spokenDate(other) })
  else if (isShort) note(draft, 'year-short', field, told)
  return date
}

/** Oldest age that needs no second look, and the youngest of somebody who works. */
const usualAges = { oldest: 100, working: 15 }

/** Reads a birth date: never in the future; an unusual age is to be looked at. */
export function readBirth(
  draft: RowDraft,
  cell: Cell | undefined,
  context: DateContext,
  youngest: number = usualAges.working,
): PartialDate | null {
  const date = readDay(draft, 'birthDate', cell, context)
  if (!date) return null
  if (partialDateText(date) > context.today) {
    note(draft, 'date-in-future', 'birthDate', { text: spokenDate(date) })
    return null
  }
  const age = ageOn(date, context.today)
  if (age > usualAges.oldest || age < youngest)
    note(draft, 'age-unusual', 'birthDate', { date: spokenDate(date), age })
  return date
}

/** Day, month and year in columns of their own, as one cell. */
export function birthFromParts(parts: readonly (Cell | undefined)[]): Cell | undefined {
  const [day, month, year] = parts.map((cell) => cell?.text.trim() ?? '')
  if (!year) return undefined
  return textCell(`${day || '00'}/${month || '00'}/${year}`)
}

/** Reads a sex; a cross or a one in the column of women counts too, see `judge-row.ts`. */
export function readSex(draft: RowDraft, cell: Cell | undefined): 'male' | 'female' | null {
  const text = cleanText(draft, 'sex', cell)
  if (text === null) return null
  const word = fold(text)
  if (['nam', 'male', 'm', 'trai', 'ong', 'anh'].includes(word)) return 'male'
  if (['nu', 'female', 'f', 'gai', 'ba', 'chi'].includes(word)) return 'female'
  note(draft, 'sex-unreadable', 'sex', { text: shown(text) })
  return null
}
