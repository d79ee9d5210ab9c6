import { createHash } from 'node:crypto'
import { sql as raw } from 'kysely'
import type { NoticeKind } from '../../../contract/events/notice-events.ts'
import { answerOf } from '../../../contract/policy/form.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { sql, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { systemActor } from '../../journal/journal.ts'
import { readLine } from '../../journal/line.ts'
import { type CaseRow, caseRow, contentOf, procedureOfCase } from '../cases/read.ts'
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

const mostAtOnce = 200

/**
 * Queues a notice for every act that is to be told and has not been looked at: whatever happened between act and notice,
 * it is made up for here, and an act is told once. Answers whether there may be more.
 */
export function queueNotices(desk: Desk): boolean {
  const after = readMeta<number>(desk.store, readName) ?? 0
  const acts = desk.store.all(
    sql
      .selectFrom('event')
      .select([place.as('place'), 'id', 'subject', 'type', 'line'])
      .where(place, '>', after)
      .where('type', 'in', toldTypes)
      .orderBy(place)
      .limit(mostAtOnce),
  )
  const last = acts.at(-1)
  if (!last) return false
  const drafts = acts.flatMap((act) => draftOf(desk, act) ?? [])
  desk.journal.command((writing) => {
    for (const draft of drafts) if (!desk.journal.has(draft.id)) writing.append(draft)
    writeMeta(writing, readName, last.place)
  })
  if (drafts.length > 0) desk.notify('notices')
  return acts.length === mostAtOnce
}

type Act = { readonly id: string; readonly subject: string; readonly type: string; readonly line: string }

function draftOf(desk: Desk, act: Act) {
  const kind = told[act.type] ?? (readLine(act.line)?.body['to'] === 'recorded' ? 'approved' : null)
  if (kind === null) return null
  try {
    const row = caseRow(desk.store, act.subject)
    const to = addressOf(desk, row)
    return to === null ? null : noticeDraft(desk, act, { row, to, kind })
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

/** An id that is the same whenever it is made of the same (UUID version 8, RFC 9562 section 5.8). */
function derivedId(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
