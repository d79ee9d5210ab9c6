import type { FieldAnswer } from '../../../contract/events.ts'
import { cellOf } from '../../../contract/policy/form.ts'
import type { PackField } from '../../../contract/policy/pack.ts'
import { listField } from '../../../contract/policy/rules.ts'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { phoneText, readPhone } from '../../../domain/text/phone.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import { showDate } from '../../text/figures.ts'
import { readTypedDate } from '../../ui/typedDates.ts'
import { readTypedMoney, readTypedNumber, showMoney, tidyMoney } from '../../ui/typedMoney.ts'

type Kind = PackField['kind']
type Columns = { readonly columns?: PackField['columns'] | undefined }

/**
 * What a text of the form answers; null when it is empty. What cannot be read stays a text, which the form's check
 * then finds to be of the wrong kind.
 */
export function readAnswer(field: PackField, text: string, today: CivilDate): FieldAnswer | null {
  if (text === '') return null
  switch (field.kind) {
    case 'number':
      return readTypedNumber(text) ?? text
    case 'money':
      return readTypedMoney(text) ?? text
    case 'date':
      return readTypedDate(text, today) ?? text
    case 'yes-no':
      return text === 'yes'
    case 'phone':
      return readPhone(text)?.number ?? text
    case 'plate':
      return readPlate(text).text
    case 'rows': {
      if (field.id === listField && isCount(text)) return readTypedNumber(text) ?? text
      const ids = (field.columns ?? []).map(({ id }) => id)
      const rows = readRows(field, text).map((cells) => ids.map((id, at) => [id, cells[at] || null] as const))
      return rows.length === 0 ? null : rows.map((row) => Object.fromEntries(row))
    }
    default:
      return text
  }
}

/** Whether a list is answered with how many people it has: it comes by file. */
export function isCount(text: string): boolean {
  return /^[\d.,\s]+$/.test(text) && !text.includes('\n')
}

/** The text of an answer, as a form holds it. */
export function answerAsText(field: PackField, answer: FieldAnswer | null): string {
  if (answer === null) return ''
  if (Array.isArray(answer)) {
    const ids = (field.columns ?? []).map(({ id }) => id)
    return rowsText(
      field,
      answer.map((row) => ids.map((id) => cellOf(row, id) ?? '')),
    )
  }
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no'
  if (typeof answer === 'number')
    return field.kind === 'money' ? showMoney(answer) : String(answer).replace('.', ',')
  const day = field.kind === 'date' ? civilDate(answer) : null
  return day ? showDate(day) : answer
}

/** What leaving a field of a kind does to its text. */
export function tidyAnswer(kind: Kind, typed: string): string {
  switch (kind) {
    case 'money':
      return tidyMoney(typed)
    case 'plate':
      return readPlate(typed).text
    case 'phone': {
      const phone = readPhone(typed)
      return phone ? phoneText(phone.number) : tidy(typed)
    }
    default:
      return tidy(typed)
  }
}

/** Rows as one text: a line of column ids, then a line for each row, cells between tabs. Empty rows are left out. */
export function rowsText({ columns = [] }: Columns, rows: readonly (readonly string[])[]): string {
  const filled = rows.filter((cells) => cells.some((cell) => cell !== ''))
  if (filled.length === 0) return ''
  return [columns.map(({ id }) => id), ...filled].map((cells) => cells.join('\t')).join('\n')
}

/** The rows of such a text, in the columns' order; cells of columns that are no more are left out. */
export function readRows({ columns = [] }: Columns, text: string): string[][] {
  if (text === '') return []
  const [head = [], ...lines] = text.split('\n').map((line) => line.split('\t'))
  const places = columns.map(({ id }) => head.indexOf(id))
  return lines.map((cells) => places.map((place) => cells[place] ?? ''))
}

/**
 * Cells pasted from a spreadsheet: rows between line ends, cells between tabs. A first row that repeats the labels of
 * the columns is left out. Null when it is a single cell, which is pasted like any text.
 */
export function pastedCells({ columns = [] }: Columns, pasted: string): string[][] | null {
  const rows = pasted
    .replace(/(?:\r?\n)+$/, '')
    .split(/\r?\n/)
    .map((line) => line.split('\t').map(tidy))
  if (rows.length === 1 && rows[0]?.length === 1) return null
  const labels = columns.map(({ label }) => fold(label))
  const isHead = rows[0]?.every((cell) => cell === '' || labels.includes(fold(cell))) ?? false
  const body = isHead ? rows.slice(1) : rows
  return body.filter((cells) => cells.some((cell) => cell !== ''))
}
