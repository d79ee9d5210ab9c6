import type { EventBody, EventPersonal } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'

/** Keeps a notice that waits to be sent. */
export function queueNotice(
  tx: Transactor,
  event: EventLine,
  body: EventBody<'notice.queued'>,
  personal: EventPersonal<'notice.queued'> | null,
): void {
  if (!personal) return
  tx.run(
    sql.insertInto('notice').values({
      id: body.notice,
      case_id: event.subject,
      kind: body.kind,
      sheet: body.sheet,
      state: 'waiting',
      recipient: personal.to,
      subject: personal.subject,
      text: personal.text,
      reason: null,
      code: null,
      tries: 0,
      queued_at: event.at.wall,
      since: event.at.wall,
      changed_at: event.at.wall,
    }),
  )
}

/** The server is about to hear of it. */
export function beginNotice(tx: Transactor, event: EventLine, { notice }: EventBody<'notice.sending'>): void {
  tx.run(
    sql
      .updateTable('notice')
      .set(({ eb }) => ({ state: 'sending', tries: eb('tries', '+', 1), changed_at: event.at.wall }))
      .where('id', '=', notice),
  )
}

/** The server took it. */
export function endNotice(
  tx: Transactor,
  event: EventLine,
  { notice, code }: EventBody<'notice.sent'>,
): void {
  change(tx, event, notice, { state: 'sent', reason: null, code })
}

/** It was not sent, or nobody knows. */
export function failNotice(
  tx: Transactor,
  event: EventLine,
  { notice, reason, code, again }: EventBody<'notice.failed'>,
): void {
  const isUncertain = reason === 'unknown' || reason === 'interrupted'
  change(tx, event, notice, {
    state: again ? 'waiting' : isUncertain ? 'uncertain' : 'given-up',
    reason,
    code,
  })
}

/** Somebody decided what becomes of it. */
export function settleNotice(
  tx: Transactor,
  event: EventLine,
  { notice, way }: EventBody<'notice.settled'>,
): void {
  if (way === 'again')
    change(tx, event, notice, { state: 'waiting', reason: null, code: null, tries: 0, since: event.at.wall })
  else change(tx, event, notice, { state: way === 'arrived' ? 'sent' : 'paper' })
}

function change(tx: Transactor, event: EventLine, id: string, set: Partial<Tables['notice']>): void {
  tx.run(
    sql
      .updateTable('notice')
      .set({ ...set, changed_at: event.at.wall })
      .where('id', '=', id),
  )
}
