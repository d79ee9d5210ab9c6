import type { ListNotice } from '../../../contract/lists/notices.ts'
import type { ColumnMeaning } from '../../../contract/lists/fields.ts'
import { fold } from '../../../domain/text/fold.ts'
import { printLine } from '../../../domain/text/printable.ts'
import { isHeadingAgain } from '../columns/find-columns.ts'
import type { TableRow } from '../table.ts'

/** The rows of a list that name somebody, and what was passed over: none of it silently. */
export type ListRows = {
  readonly rows: readonly TableRow[]
  /** The residential group whose title stands above a row, by row number. */
  readonly groups: ReadonlyMap<number, string>
  readonly notices: readonly ListNotice[]
}

/** Row numbers named in a notice; the rest are counted. */
const named = 20

/** Leaves out what is no person: the heading again at the top of a page, titles of sections, totals, signatures. */
export function peopleRows(
  all: readonly TableRow[],
  columns: readonly (ColumnMeaning | null)[],
  said: ReadonlySet<string>,
): ListRows {
  const again: number[] = []
  const titles: number[] = []
  const signed: number[] = []
  let isSigned = false
  const groups = new Map<number, string>()
  let group: string | null = null
  const rows = all.filter((row) => {
    if (isHeadingAgain(row, said)) again.push(row.number)
    else if (isTitle(row, columns)) {
      titles.push(row.number)
      group = groupOf(row) ?? group
      isSigned ||= isSignature(row, columns)
    } else if (!isPerson(row, columns) && (isSigned || isSignature(row, columns))) {
      isSigned = true
      signed.push(row.number)
    } else {
      isSigned = false
      if (group !== null) groups.set(row.number, group)
      return true
    }
    return false
  })
  const notices: ListNotice[] = []
  if (again.length > 0) notices.push({ code: 'heading-repeated', data: { rows: numbers(again) } })
  if (titles.length > 0) notices.push({ code: 'section-rows', data: { rows: numbers(titles) } })
  if (signed.length > 0) notices.push({ code: 'signature-rows', data: { rows: numbers(signed) } })
  return { rows, groups, notices }
}

const closing =
  /^(?:tong(?: cong| so)?|cong|nguoi lap|lap bieu|giam doc|thu truong|dai dien|xac nhan|ky ten|ghi chu|ngay \d|\S.* ngay \S* ?thang \S* ?nam)\b/
const section =
  /^(?:to|to dan pho|khu pho|thon|phong|phan xuong|bo phan|xuong|ca|nhom|khoi|ban|don vi|chi nhanh|[ivx]+[.)-]?|[a-h][.)])(?:\s|$)/

/** What stands at the head of a signature: who signs, how, where and when. */
const signing =
  /^(?:nguoi (?:lap|ky|viet)|lap (?:bieu|bang)|(?:tong |pho )*giam doc|thu truong|ke toan|dai dien|xac nhan|t ?m\.|kt\.|\(ky\b|ky,? (?:ten|ghi|va|dong)|\S.* ngay \S* ?thang \S* ?nam|ngay \S* ?thang)(?:\b|\s|$)/

/** Characters of a cell that say what row it is. */
const longest = 200

/** A row with one text only, merged over the table or no name: `Tổ 5`, `Phân xưởng may`, `Tổng cộng: 45`, `Giám đốc`. */
function isTitle({ cells }: TableRow, columns: readonly (ColumnMeaning | null)[]): boolean {
  // What must be a person's own, whatever else the row lacks.
  if (
    cells.some(
      (cell, column) => cell && isOwn(columns[column]) && /\d{8}/.test(cell.text.replace(/[\s.]/g, '')),
    )
  )
    return false
  const filled = cells.flatMap((cell) => (cell ? [fold(cell.text.slice(0, longest))] : []))
  const texts = new Set(filled)
  const [text = ''] = texts
  if (texts.size === 1)
    return filled.length > 1 ? filled.length * 2 > columns.length : closing.test(text) || section.test(text)
  return texts.size <= 3 && closing.test(text)
}

/** Texts of a row below a list that say who signs; below it stand names that are nobody's row. */
function isSignature({ cells }: TableRow, columns: readonly (ColumnMeaning | null)[]): boolean {
  const texts = new Set(cells.flatMap((cell) => (cell ? [fold(cell.text.slice(0, longest)).trim()] : [])))
  // Somebody's job, in the column of jobs, is no signature.
  const isSaid = cells.some(
    (cell, column) =>
      cell && columns[column] !== 'job' && signing.test(fold(cell.text.slice(0, longest)).trim()),
  )
  return texts.size <= 4 && isSaid
}

const nameColumns: readonly (ColumnMeaning | null | undefined)[] = ['fullName', 'familyName', 'givenName']

/** Whether a row is somebody's below a signature too, as where every page is signed: a number, or a name and a figure. */
function isPerson({ cells }: TableRow, columns: readonly (ColumnMeaning | null)[]): boolean {
  const has = (fits: (meaning: ColumnMeaning, text: string) => boolean) =>
    cells.some((cell, column) => {
      const meaning = columns[column]
      return cell && meaning && fits(meaning, cell.text)
    })
  if (has((meaning, text) => meaning === 'idNumber' && /\d{8}/.test(text.replace(/[\s.]/g, '')))) return true
  return (
    has((meaning, text) => nameColumns.includes(meaning) && !signing.test(fold(text.slice(0, longest)))) &&
    has((meaning, text) => !nameColumns.includes(meaning) && /\d/.test(text))
  )
}

/** The residential group that a title names; null for any other title. */
function groupOf({ cells }: TableRow): string | null {
  const text = printLine(cells.find((cell) => cell !== undefined)?.text ?? '')
  return /^(?:to|to dan pho|khu pho|thon|xom|ap)(?: so)? ?[:.]? ?\S{1,20}$/.test(fold(text)) ? text : null
}

function isOwn(meaning: ColumnMeaning | null | undefined): boolean {
  return meaning === 'idNumber' || meaning === 'phone'
}

function numbers(rows: readonly number[]): string {
  const shown = rows.slice(0, named).join(', ')
  return rows.length > named ? `${shown}… (${rows.length})` : shown
}
