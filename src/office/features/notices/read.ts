import { sql as raw } from 'kysely'
import type { NoticeItem, NoticeState } from '../../../contract/desk/notices.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'

export type NoticeRow = Tables['notice']

/** What the page shows together. */
export const shown = {
  attention: ['given-up', 'uncertain'],
  waiting: ['waiting', 'sending'],
  done: ['sent', 'paper'],
} as const satisfies Readonly<Record<string, readonly NoticeState[]>>
export type Shown = keyof typeof shown

/** Rows a page can show; the others are found at their case. */
const mostShown = 500

/** A notice; throws `not-found`. */
export function noticeRow(reader: Reader, id: string): NoticeRow {
  const row = reader.first(sql.selectFrom('notice').selectAll().where('id', '=', id))
  if (!row) throw new Refusal('not-found')
  return row
}

/** The row of the journal that a notice was queued by: many are queued within one millisecond. */
const place = raw<number>`(SELECT event.rowid FROM event WHERE event.subject = notice.case_id
  AND event.type = 'notice.queued' AND json_extract(event.line, '$.body.notice') = notice.id)`

/** Notices in some states, in the order in which they were queued. */
export function noticesIn(reader: Reader, states: readonly NoticeState[]): NoticeRow[] {
  return reader.all(
    sql.selectFrom('notice').selectAll().where('state', 'in', states).orderBy('queued_at').orderBy(place),
  )
}

/** What the page lists: of those that are done the newest. */
export function noticeItems(reader: Reader, show: Shown): NoticeItem[] {
  const rows = reader.all(
    sql
      .selectFrom('notice')
      .innerJoin('permit_case', 'permit_case.id', 'notice.case_id')
      .selectAll('notice')
      .select('permit_case.number as number')
      .where('notice.state', 'in', shown[show])
      .orderBy('notice.changed_at', show === 'done' ? 'desc' : 'asc')
      .orderBy(place, show === 'done' ? 'desc' : 'asc')
      .limit(mostShown),
  )
  return rows.map(({ number, ...row }) => itemOf(row, number))
}

/** One notice as the page shows it. */
export function noticeItemOf(reader: Reader, id: string): NoticeItem {
  const row = noticeRow(reader, id)
  const found = reader.first(sql.selectFrom('permit_case').select('number').where('id', '=', row.case_id))
  return itemOf(row, found?.number ?? '')
}

function itemOf(row: NoticeRow, caseNumber: string): NoticeItem {
  const { id, case_id, recipient, queued_at, changed_at, kind, sheet, state, reason, code, tries } = row
  const rest = { kind, sheet, state, reason, code, tries }
  return {
    noticeId: id,
    caseId: case_id,
    caseNumber,
    to: recipient,
    queuedAt: queued_at,
    changedAt: changed_at,
    ...rest,
  }
}

/** How many notices there are of each sort. */
export function noticeCounts(reader: Reader): Record<Shown, number> {
  const counts = reader.all(
    sql
      .selectFrom('notice')
      .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
      .groupBy('state'),
  )
  const of = (states: readonly NoticeState[]) =>
    counts.reduce((sum, { state, count }) => sum + (states.includes(state) ? count : 0), 0)
  return { attention: of(shown.attention), waiting: of(shown.waiting), done: of(shown.done) }
}
