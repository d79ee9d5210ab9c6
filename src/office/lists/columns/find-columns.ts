import type { ColumnMeaning, ListKind } from '../../../contract/lists/fields.ts'
import type { ColumnMapping } from '../../../contract/lists/judged-list.ts'
import type { ListNotice } from '../../../contract/lists/notices.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { readDate } from '../judging/dates.ts'
import { type Cell, columnName, type TableRow } from '../table.ts'
import { contentMeaning } from './content.ts'
import { type HeadingMeaning, headingMeaning } from './headings.ts'

/** The columns of a table as found. */
export type FoundColumns = {
  readonly mapping: ColumnMapping
  /** The heading of each column, both lines of it; empty where there is none. */
  readonly headings: readonly string[]
  /** Every text of the heading rows, by which the heading is known when it comes again. */
  readonly said: ReadonlySet<string>
  readonly notices: readonly ListNotice[]
}

type Head = {
  readonly at: number
  /** Index of the first row behind the heading. */
  readonly next: number
  readonly headings: readonly string[]
  readonly meanings: readonly ({ readonly meaning: HeadingMeaning; readonly rank: number } | null)[]
  readonly score: number
}

/** Above a list stand the names of the office and of the list; a heading farther down is none. */
const rowsAbove = 40
/** A row with this many known headings is the heading. */
const enough = 2

/** How many rows stand below the heading of a list; null where no heading is near the top. */
export function listedRows(rows: readonly TableRow[], kind: ListKind): number | null {
  const head = findHead(rows, kind)
  return head && rows.length - head.next - (isNumbering(rows[head.next]) ? 1 : 0)
}

/** Finds what the columns mean: by the heading, of one or two lines, below any titles; without one by content. */
export function findColumns(rows: readonly TableRow[], kind: ListKind): FoundColumns {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1)
  const head = findHead(rows, kind)
  if (!head) return byContent(rows, width)
  const next = head.next + (isNumbering(rows[head.next]) ? 1 : 0)
  const { columns, notices } = choose(head, width)
  const byLook = fillByContent(columns, head, rows.slice(next))
  const firstRow = rows[next]?.number ?? (rows.at(-1)?.number ?? 0) + 1
  const headings = Array.from({ length: width }, (_, column) => head.headings[column] ?? '')
  const heading = rows.slice(head.at, head.next)
  return {
    mapping: { firstRow, columns: byLook.columns },
    headings,
    said: new Set(heading.flatMap(({ cells }) => cells.flatMap((cell) => (cell ? [saidOf(cell)] : [])))),
    notices: [...notices, ...byLook.notices],
  }
}

function findHead(rows: readonly TableRow[], kind: ListKind): Head | null {
  let best: Head | null = null
  const near = Math.min(rows.length, rowsAbove)
  // Two lines only where they say more than one: a title above a heading adds nothing to it.
  for (const lines of [1, 2] as const)
    for (let at = 0; at < near; at++) {
      const head = headAt(rows, at, lines, kind)
      if (head && head.score >= enough && head.score > (best?.score ?? 0)) best = head
    }
  return best
}

function headAt(rows: readonly TableRow[], at: number, lines: 1 | 2, kind: ListKind): Head | null {
  const upper = rows[at]?.cells ?? []
  const lower = lines === 2 ? rows[at + 1]?.cells : undefined
  if (upper.some(isSomebodys) || (lines === 2 && !isTwoLines(upper, lower ?? []))) return null
  const width = Math.max(upper.length, lower?.length ?? 0)
  const headings: string[] = []
  const meanings: Head['meanings'][number][] = []
  let parent = ''
  for (let column = 0; column < width; column++) {
    const own = headingText(upper[column])
    const below = headingText(lower?.[column])
    // A text file has no merged cells: the upper line stands once, over the first of its columns.
    parent = own || (below ? parent : '')
    const isTwice = below === '' || below === own
    const heading = isTwice ? own : below
    headings.push(isTwice ? own : `${parent} ${below}`.trim())
    meanings.push(heading ? headingMeaning(heading, isTwice ? '' : parent, kind) : null)
  }
  // A column that is of no use is a heading all the same.
  const known = new Set(meanings.flatMap((found) => found?.meaning ?? []))
  return { at, next: at + lines, headings, meanings, score: known.size - (known.has('serial') ? 0.5 : 0) }
}

/** The longest heading; a cell of a page of text is none. */
const longestHeading = 200

function headingText(cell: Cell | undefined): string {
  return cell && cell.text.length <= longestHeading ? tidy(cell.text) : ''
}

/** A number or date of a person: the row of somebody is no heading, whatever else its words may say. */
function isSomebodys(cell: Cell | undefined): boolean {
  return cell !== undefined && (/\d{8}/.test(cell.text.replace(/[\s.]/g, '')) || readDate(cell) !== null)
}

/** Whether two rows may be the lines of one heading: each has several texts of its own, the lower one no numbers. */
function isTwoLines(upper: TableRow['cells'], lower: TableRow['cells']): boolean {
  const above = new Set(upper.flatMap((cell) => cell?.text ?? []))
  const own = new Set(
    lower.flatMap((cell, column) => (cell && cell.text !== upper[column]?.text ? cell.text : [])),
  )
  return above.size >= 2 && own.size >= 2 && ![...own].some((text) => /\d{4,}/.test(text))
}

/** Below many headings stands a line that numbers the columns: (1), (2), (3) … or A, B, 1, 2 … */
function isNumbering(row: TableRow | undefined): boolean {
  const texts = (row?.cells ?? []).flatMap((cell) => (cell ? [cell.text.replace(/[()\s]/g, '')] : []))
  return texts.length >= 3 && texts.every((text) => /^(?:[A-Z]|\d{1,2})$/.test(text)) && texts.includes('2')
}

/** One column for each meaning, the one whose heading says it best. */
function choose(
  { meanings }: Head,
  width: number,
): { columns: (ColumnMeaning | null)[]; notices: ListNotice[] } {
  const columns: (ColumnMeaning | null)[] = Array.from({ length: width }, () => null)
  const notices: ListNotice[] = []
  const taken = new Map<ColumnMeaning, { column: number; rank: number }>()
  meanings.forEach((found, column) => {
    if (!found || found.meaning === 'ignored') return
    const { meaning, rank } = found
    const other = taken.get(meaning)
    if (other && other.rank <= rank) {
      if (meaning !== 'serial') notices.push(twice(meaning, other.column, column))
      return
    }
    if (other) {
      columns[other.column] = null
      notices.push(twice(meaning, column, other.column))
    }
    taken.set(meaning, { column, rank })
    columns[column] = meaning
  })
  return { columns, notices }
}

function twice(meaning: ColumnMeaning, column: number, other: number): ListNotice {
  return {
    code: 'column-twice',
    data: { columns: meaning, column: columnName(column), other: columnName(other) },
  }
}

/** Columns whose heading says nothing known, by their content, where nothing has that meaning yet. */
function fillByContent(
  columns: readonly (ColumnMeaning | null)[],
  head: Head,
  rows: readonly TableRow[],
): { columns: (ColumnMeaning | null)[]; notices: ListNotice[] } {
  const filled = [...columns]
  const guessed: ColumnMeaning[] = []
  columns.forEach((meaning, column) => {
    if (meaning !== null || head.meanings[column]) return
    const looks = contentMeaning(cellsOf(rows, column))
    // A name or an address is too easily somebody else's: the mother's, the manager's.
    if (looks === null || !['idNumber', 'birthDate', 'phone'].includes(looks) || covers(filled, looks)) return
    filled[column] = looks
    guessed.push(looks)
  })
  return { columns: filled, notices: guessed.length > 0 ? [contentNotice(guessed)] : [] }
}

function covers(columns: readonly (ColumnMeaning | null)[], meaning: ColumnMeaning): boolean {
  const parts = meaning === 'birthDate' ? ['birthDate', 'birthYear', 'birthMale', 'birthFemale'] : [meaning]
  return columns.some((one) => one !== null && parts.includes(one))
}

function byContent(rows: readonly TableRow[], width: number): FoundColumns {
  const columns: (ColumnMeaning | null)[] = []
  for (let column = 0; column < width; column++) {
    const looks = contentMeaning(cellsOf(rows, column))
    columns.push(looks !== null && columns.includes(looks) ? null : looks)
  }
  const known = columns.filter((one) => one !== null)
  const first = rows.find((row) => looksLikePerson(row, columns))?.number ?? rows[0]?.number ?? 1
  return {
    mapping: { firstRow: first, columns },
    headings: Array.from({ length: width }, () => ''),
    said: new Set(),
    notices: known.length > 0 ? [contentNotice(known)] : [],
  }
}

/** Titles above a list fill one cell; its first person fills the columns that were recognised. */
function looksLikePerson({ cells }: TableRow, columns: readonly (ColumnMeaning | null)[]): boolean {
  const filled = columns.filter((meaning, column) => meaning !== null && cells[column] !== undefined).length
  return filled * 2 >= columns.filter((meaning) => meaning !== null).length
}

function contentNotice(columns: readonly ColumnMeaning[]): ListNotice {
  return { code: 'columns-by-content', data: { columns: columns.join(', ') } }
}

function cellsOf(rows: readonly TableRow[], column: number): Cell[] {
  return rows.flatMap(({ cells }) => cells[column] ?? [])
}

/** Whether a row says again what the heading says; `said` are the texts of the heading, as `saidOf` keeps them. */
export function isHeadingAgain({ cells }: TableRow, said: ReadonlySet<string>): boolean {
  let same = 0
  let filled = 0
  for (const cell of cells) {
    if (!cell) continue
    filled += 1
    if (said.has(saidOf(cell))) same += 1
  }
  return same >= 2 && same * 3 >= filled * 2
}

function saidOf({ text }: Cell): string {
  return text.trim().toLowerCase()
}
