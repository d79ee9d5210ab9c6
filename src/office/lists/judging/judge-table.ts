import {
  type ColumnMeaning,
  type ListKind,
  meaningWord,
  neededFields,
  wantedFields,
} from '../../../contract/lists/fields.ts'
import type { ColumnMapping, JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import type { ListNotice } from '../../../contract/lists/notices.ts'
import { verdictOf } from '../../../contract/lists/verdict.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { CivilDate } from '../../../domain/calendar.ts'
import { findColumns } from '../columns/find-columns.ts'
import { fingerprintOf } from '../fingerprint.ts'
import type { OpenedList } from '../open-file.ts'
import { type Cell, columnName, type TableRow } from '../table.ts'
import { dateOrder } from './dates.ts'
import { noteDuplicates, type NumberedDraft } from './duplicates.ts'
import { byHousehold } from './household.ts'
import { coveredFields, judgeRow, type ListContext } from './judge-row.ts'
import { peopleRows } from './other-rows.ts'

/** How a list is to be judged: what it is, the columns as a clerk corrected them or null, and the day. */
export type HowToJudge = {
  readonly kind: ListKind
  readonly mapping: ColumnMapping | null
  readonly today: CivilDate
}

/**
 * Judges every row of an opened table. Refuses: list-empty, list-columns-missing, list-mapping-wrong. Reads nothing but
 * the table; what other lists and live papers say about its people is `markKnown`'s to add.
 */
export function judgeTable(opened: OpenedList, { kind, mapping, today }: HowToJudge): JudgedList {
  if (opened.rows.length === 0) throw new Refusal('list-empty')
  const found = findColumns(opened.rows, kind)
  if (mapping) assertFits(mapping, found.headings.length)
  const used = mapping ?? found.mapping
  assertNeeded(used.columns, kind)
  const below = opened.rows.filter(({ number }) => number >= used.firstRow)
  const { rows, groups, notices } = peopleRows(below, used.columns, found.said)
  const columnOf = (meaning: ColumnMeaning) => cellsOf(rows, used.columns.indexOf(meaning))
  const context: ListContext = {
    kind,
    columns: used.columns,
    covered: coveredFields(used.columns),
    birth: { order: dateOrder(columnOf('birthDate')), today },
    lastDay: { order: dateOrder(columnOf('lastDay')), today },
  }
  const drafts = rows.map((row) => ({
    row: row.number,
    cells: textsOf(row, found.headings.length),
    ...judgeRow(row, context),
  }))
  if (kind === 'households')
    for (const { row, values } of drafts) {
      const group = groups.get(row)
      if (group !== undefined) values.group ??= group
    }
  const listed = kind === 'households' ? byHousehold(drafts) : { rows: drafts, notices: [] }
  if (listed.rows.length === 0) throw new Refusal('list-empty')
  noteDuplicates(listed.rows, kind)
  const judged = listed.rows.map(judgedRow)
  return {
    kind,
    source: opened.source,
    parts: opened.parts,
    headings: [...found.headings],
    mapping: { firstRow: used.firstRow, columns: [...used.columns] },
    fingerprint: fingerprintOf(kind, judged),
    notices: [
      ...opened.notices,
      ...(mapping ? [] : found.notices),
      ...notices,
      ...listed.notices,
      ...columnNotices(used.columns, found.headings, kind),
      ...monthFirst(context),
    ],
    counts: countsOf(judged),
    rows: judged,
  }
}

type Draft = NumberedDraft & { readonly cells: string[] }

function judgedRow({ row, cells, values, findings }: Draft): JudgedRow {
  return { row, verdict: verdictOf(findings), reasons: findings, values, cells }
}

function textsOf({ cells }: TableRow, width: number): string[] {
  return Array.from({ length: width }, (_, column) => cells[column]?.text ?? '')
}

function* cellsOf(rows: readonly TableRow[], column: number): Generator<Cell> {
  for (const { cells } of rows) {
    const cell = cells[column]
    if (cell) yield cell
  }
}

/** How many rows came to which verdict. */
export function countsOf(rows: readonly JudgedRow[]): JudgedList['counts'] {
  const counts = { good: 0, 'to-check': 0, bad: 0 }
  for (const { verdict } of rows) counts[verdict] += 1
  return counts
}

function assertFits({ columns }: ColumnMapping, width: number): void {
  const detail = (text: string) => new Refusal('list-mapping-wrong', { detail: text })
  const beyond = columns.findLastIndex((meaning) => meaning !== null)
  if (beyond >= width) throw detail(columnName(beyond))
  const twice = columns.find(
    (meaning, at) => meaning !== null && meaning !== 'serial' && columns.indexOf(meaning) < at,
  )
  if (twice) throw detail(meaningWord(twice, 'vi'))
}

function assertNeeded(columns: readonly (ColumnMeaning | null)[], kind: ListKind): void {
  const covered = coveredFields(columns)
  const missing = neededFields[kind].filter((field) => !covered.has(field))
  if (missing.length === 0) return
  // As a heading of the file would say it, also inside the English sentence.
  const headings = missing.map((field) => `“${meaningWord(field, 'vi')}”`).join(', ')
  throw new Refusal('list-columns-missing', { headings })
}

function columnNotices(
  columns: readonly (ColumnMeaning | null)[],
  headings: readonly string[],
  kind: ListKind,
): ListNotice[] {
  const covered = coveredFields(columns)
  const absent = wantedFields[kind].filter((field) => !covered.has(field))
  const ignored = headings.filter((heading, column) => heading !== '' && !columns[column])
  const notices: ListNotice[] = []
  if (absent.length > 0) notices.push({ code: 'column-absent', data: { columns: absent.join(', ') } })
  if (ignored.length > 0)
    notices.push({
      code: 'columns-ignored',
      data: { headings: ignored.slice(0, 30).join(', ').slice(0, 500) },
    })
  return notices
}

function monthFirst({ birth, lastDay }: ListContext): ListNotice[] {
  const fields = [
    ...(birth.order.first === 'month' ? ['birthDate'] : []),
    ...(lastDay.order.first === 'month' ? ['lastDay'] : []),
  ]
  return fields.length === 0 ? [] : [{ code: 'month-first', data: { columns: fields.join(', ') } }]
}
