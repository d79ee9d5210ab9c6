import {
  civilDate,
  dateOfDay,
  existsDay,
  type PartialDate,
  partialDate,
  partialDateText,
} from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Cell } from '../table.ts'

/** A date as a cell has it: certain, or two numbers of which the column must say which is the day. */
export type ReadDate =
  | { readonly kind: 'sure'; readonly date: PartialDate; readonly isStored: boolean }
  | {
      readonly kind: 'two'
      readonly first: number
      readonly second: number
      readonly year: number
      readonly isShort: boolean
    }

/** Excel's days, 1908 to 2064: what is left when a date lost its format. */
const serials = { first: 3_000, last: 60_000, epoch: 25_569 }

/** The longest way to write a date. */
const longest = 60
/** Digits with signs between, as nearly all dates are. */
const isPlain = /^[\d\s/.:-]+$/

function spelledOut(text: string): string {
  return fold(text).replace(/^(?:ngay|sinh ngay|sinh nam|nam)\s+/, '')
}

/** Reads a date in any of the ways people write one; null for anything else. */
export function readDate(cell: Cell): ReadDate | null {
  if (cell.kind === 'date') return sure(partialDate(cell.text), true)
  if (cell.text.length > longest) return null
  const text = (isPlain.test(cell.text) ? cell.text : spelledOut(cell.text))
    .trim()
    .replace(/[Tt ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?$/, '')
    .replace(/\s*[/.\-\s]\s*/g, '/')
  if (/^\d+$/.test(text)) return fromDigits(text)
  const iso = /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/.exec(text)
  if (iso) return sure(dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])))
  const words = /^(\d{1,2})\/thang\/(\d{1,2})\/nam\/(\d{4})$/.exec(text)
  if (words) return sure(dayOf(Number(words[3]), Number(words[2]), Number(words[1])))
  const monthOnly = /^(?:00\/)?(\d{1,2})\/(\d{4})$/.exec(text)
  if (monthOnly) return sure(monthOf(Number(monthOnly[2]), Number(monthOnly[1])))
  const two = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text)
  return two ? fromTwo(Number(two[1]), Number(two[2]), two[3] ?? '') : null
}

function fromTwo(first: number, second: number, year: string): ReadDate | null {
  if (first === 0) return sure(monthOf(Number(year), second))
  const isShort = year.length === 2
  if (!existsDay(2000, second, first) && !existsDay(2000, first, second)) return null
  return { kind: 'two', first, second, year: Number(year), isShort }
}

/** Digits alone: a year, a day as Excel counts, `ddMMyyyy` perhaps without its first zero, `yyyyMMdd`. */
function fromDigits(text: string): ReadDate | null {
  const value = Number(text)
  if (text.length === 4) return sure(partialDate(text))
  if (value >= serials.first && value <= serials.last && text.length <= 5)
    return sure(partialDate(dateOfDay(value - serials.epoch)))
  if (text.length !== 7 && text.length !== 8) return null
  const whole = text.padStart(8, '0')
  const dayFirst = dayOf(Number(whole.slice(4)), Number(whole.slice(2, 4)), Number(whole.slice(0, 2)))
  return sure(dayFirst ?? dayOf(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))))
}

function dayOf(year: number, month: number, day: number): PartialDate | null {
  return existsDay(year, month, day) ? { year, month, day } : null
}

/** Zero stands for "not known". */
function monthOf(year: number, month: number): PartialDate | null {
  if (month === 0) return partialDate(String(year))
  return existsDay(year, month, 1) ? { year, month } : null
}

function sure(date: PartialDate | null, isStored = false): ReadDate | null {
  return date && { kind: 'sure', date, isStored }
}

/** What the dates of a whole column say about how to read those that have two meanings. */
export type DateOrder = {
  readonly first: 'day' | 'month'
  /** Something in the column settles it. */
  readonly isSettled: boolean
  /** Excel with American settings has turned day and month of some dates around, and left the others as text. */
  readonly areStoredDoubtful: boolean
}

/** Looks at all dates of a column: one of 25/12 settles that the day comes first. */
export function dateOrder(cells: Iterable<Cell>): DateOrder {
  let dayFirst = 0
  let monthFirst = 0
  let stored = 0
  let storedLate = 0
  for (const cell of cells) {
    const read = readDate(cell)
    if (read?.kind === 'two') {
      if (read.first > 12) dayFirst += 1
      if (read.second > 12) monthFirst += 1
    } else if (read?.isStored) {
      stored += 1
      if ((read.date.day ?? 0) > 12) storedLate += 1
    }
  }
  return {
    first: monthFirst > 0 && dayFirst === 0 ? 'month' : 'day',
    isSettled: dayFirst > 0 !== monthFirst > 0,
    areStoredDoubtful: dayFirst > 0 && stored > 0 && storedLate === 0,
  }
}

/** A date settled by its column: what is read, and the other reading where there is a doubt. */
export type SettledDate = {
  readonly date: PartialDate
  readonly other: PartialDate | null
  readonly isShort: boolean
}

/** Settles a date; a year of two digits lies before `thisYear`. Null when neither reading is a day that exists. */
export function settleDate(read: ReadDate, order: DateOrder, thisYear: number): SettledDate | null {
  if (read.kind === 'sure') {
    const { date, isStored } = read
    const isDoubtful = isStored && order.areStoredDoubtful && date.month !== date.day
    const other = isDoubtful ? dayOf(date.year, date.day ?? 0, date.month ?? 0) : null
    return { date, other, isShort: false }
  }
  const year = read.isShort ? fullYear(read.year, thisYear) : read.year
  const asDayFirst = dayOf(year, read.second, read.first)
  const asMonthFirst = dayOf(year, read.first, read.second)
  const [one, two] = order.first === 'day' ? [asDayFirst, asMonthFirst] : [asMonthFirst, asDayFirst]
  const date = one ?? two
  if (!date) return null
  const isDoubtful = one !== null && two !== null && read.first !== read.second && !order.isSettled
  return { date, other: isDoubtful ? two : null, isShort: read.isShort }
}

function fullYear(short: number, thisYear: number): number {
  return 2000 + short <= thisYear ? 2000 + short : 1900 + short
}

/** A date as people here write it: `05/03/1985`, `03/1985`, `1985`. */
export function spokenDate(date: PartialDate): string {
  return partialDateText(date).split('-').toReversed().join('/')
}

/** Whole years from a birth date to a day; by the year alone where only that is known. */
export function ageOn(birth: PartialDate, today: string): number {
  const years = Number(today.slice(0, 4)) - birth.year
  const text = partialDateText(birth)
  return civilDate(text) !== null && today.slice(5) < text.slice(5) ? years - 1 : years
}
