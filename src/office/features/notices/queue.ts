import { sql as raw } from 'kysely'
import { mostOfBatch } from '../../../contract/events/batch-events.ts'
import type { NoticeKind } from '../../../contract/events/notice-events.ts'
import { answerOf } from '../../../contract/policy/form.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { systemActor } from '../../journal/journal.ts'
import { readLine } from '../../journal/line.ts'
import { type CaseRow, caseRow, contentOf, procedureOfCase } from '../cases/read.ts'
import { intakeOfBatch } from '../batches/intake.ts'
import { batchHead } from '../batches/read.ts'
import { listWords } from './list-words.ts'
import { derivedId, listNoticeId } from './notice-id.ts'
import { noticeWords } from './words.ts'

/** The field of a form in which people ask to be told by e-mail: whoever fills it in agrees to it. */
const addressField = 'e-mail'

/** Acts that people are told about; any other that ends a case's chain is its approval. */
const told: Readonly<Record<string, NoticeKind>> = {
  'case.registered': 'received',
  'case.returned': 'completion',
  'case.sent-back': 'completion',
  'permit.sealed': 'approved',
  'case.refused': 'refused',
  'case.city-refused': 'refused',
  'case.stopped': 'stopped',
}
const ending = ['case.verified', 'case.confirmed', 'case.approved', 'case.city-approved']
export const toldTypes: readonly string[] = [...Object.keys(told), ...ending]

/** The letter that goes with a notice. */
const sheets: Readonly<Record<NoticeKind, string | null>> = {
  received: 'receipt',
  completion: 'completion-request',
  // The paper itself is fetched at the counter: it is stamped there, and counted.
  approved: null,
  refused: 'refusal',
  stopped: 'stop-notice',
}

/** Up to which row of the journal acts were looked at. */
const readName = 'notices-read'
const place = raw<number>`event.rowid`

/** From here on acts are told. */
export function beginReading(tx: Transactor): void {
  const last = tx.first(sql.selectFrom('event').select(place.as('place')).orderBy(place, 'desc').limit(1))
  writeMeta(tx, readName, last?.place ?? 0)
}

/** More than one act on a list writes, so that it is told whole. */
const mostAtOnce = mostOfBatch + 500

/**
 * Queues a notice for every act that is to be told and has not been looked at: whatever happened between act and notice,
 * it is made up for here, and an act is told once. Answers whether there may be more.
 */
export function queueNotices(desk: Desk): boolean {
  const after = readMeta<number>(desk.store, readName) ?? 0
  const found = desk.store.all(
    sql
      .selectFrom('event')
      .leftJoin('batch_case', 'batch_case.case_id', 'event.subject')
      .leftJoin('batch', 'batch.id', 'batch_case.batch_id')
      .select([place.as('place'), 'event.id', 'event.subject', 'event.type', 'event.line'])
      .select(['batch.id as batch', 'batch.organisation'])
      .where(place, '>', after)
      .where('event.type', 'in', toldTypes)
      .orderBy(place)
      .limit(mostAtOnce),
  )
  const isMore = found.length === mostAtOnce
  const acts = isMore ? withoutBegun(found) : found
  const last = acts.at(-1)
  if (!last) return false
  const drafts = [...acts.flatMap((act) => draftOf(desk, act) ?? []), ...listDrafts(desk, acts)]
  desk.journal.command((writing) => {
    for (const draft of drafts) if (!desk.journal.has(draft.id)) writing.append(draft)
    writeMeta(writing, readName, last.place)
  })
  if (drafts.length > 0) desk.notify('notices')
  return isMore
}

type Act = {
  readonly id: string
  readonly subject: string
  readonly type: string
  readonly line: string
  /** The list it is a row of, and whose. */
  readonly batch: string | null
  readonly organisation: string | null
}

/** Without the last act on a list, of which more may follow. */
function withoutBegun<Found extends Act>(acts: readonly Found[]): readonly Found[] {
  const last = acts.at(-1)
  const isOther = ({ batch, type }: Act) => batch === null || batch !== last?.batch || type !== last.type
  const other = acts.findLastIndex(isOther)
  return other < 0 ? acts : acts.slice(0, other + 1)
}

function kindOf({ type, line }: Act): NoticeKind | null {
  return told[type] ?? (readLine(line)?.body['to'] === 'recorded' ? 'approved' : null)
}

/** One notice to an organisation for all that one sort of act did to rows of its list. */
function listDrafts(desk: Desk, acts: readonly Act[]) {
  const ofLists = acts.filter(({ organisation }) => organisation !== null)
  const together = Map.groupBy(ofLists, (act) => `${act.batch} ${kindOf(act)}`)
  return [...together.values()].flatMap((rows) => trying(desk, () => listDraft(desk, rows)) ?? [])
}

function listDraft(desk: Desk, rows: readonly Act[]) {
  const [first] = rows
  const kind = first && kindOf(first)
  if (!kind || first.batch === null || first.organisation === null) return null
  const row = caseRow(desk.store, first.organisation)
  const to = addressOf(desk, row)
  if (to === null) return null
  // What came in is told by the name of its batch, by which its letter is found; rows that came later by their own.
  const isFirst = kind === 'received' && !desk.journal.has(derivedId(`queued ${listNoticeId(first.batch)}`))
  const act = isFirst ? first.batch : first.id
  const cases = rows.map(({ subject }) => subject)
  const bad = isFirst ? badRows(desk, first.batch) : 0
  return {
    type: 'notice.queued' as const,
    id: derivedId(`queued ${listNoticeId(act)}`),
    subject: row.id,
    baseVer: row.version,
    actor: systemActor,
    body: { notice: listNoticeId(act), kind, act, sheet: null },
    personal: { to, ...listWords(desk, row, { kind, cases, bad }) },
  }
}

/** Rows that the letter about a list asks to mend; none where it is not here any more. */
function badRows(desk: Desk, batch: string): number {
  // Written by the projection from a validated event.
  const { bad } = JSON.parse(batchHead(desk.store, batch).counts) as { bad: number }
  return intakeOfBatch(desk.store, batch, bad) === null ? 0 : bad
}

function draftOf(desk: Desk, act: Act) {
  const kind = kindOf(act)
  if (kind === null) return null
  return trying(desk, () => {
    const row = caseRow(desk.store, act.subject)
    const to = addressOf(desk, row)
    return to === null ? null : noticeDraft(desk, act, { row, to, kind })
  })
}

function trying<Draft>(desk: Desk, draft: () => Draft): Draft | null {
  try {
    return draft()
  } catch (error) {
    // A case whose rules are not here cannot be told about; its act was done all the same.
    if (!(error instanceof Refusal)) throw error
    desk.ports.log({ level: 'warn', what: 'notice-not-queued', code: error.code })
    return null
  }
}

function noticeDraft(
  desk: Desk,
  act: Act,
  { row, to, kind }: { readonly row: CaseRow; readonly to: string; readonly kind: NoticeKind },
) {
  return {
    type: 'notice.queued' as const,
    id: derivedId(`queued ${act.id}`),
    subject: act.subject,
    baseVer: row.version,
    actor: systemActor,
    body: { notice: derivedId(`notice ${act.id}`), kind, act: act.id, sheet: sheets[kind] },
    personal: { to, ...noticeWords(desk, row, kind) },
  }
}

/** Where the case's people asked to be told; null where they did not. */
export function addressOf(desk: Desk, row: CaseRow): string | null {
  if (!procedureOfCase(desk, row).fields.some(({ id }) => id === addressField)) return null
  const answer = answerOf(contentOf(row).details, addressField)
  return typeof answer === 'string' && answer.trim() !== '' ? answer.trim().slice(0, 254) : null
}
