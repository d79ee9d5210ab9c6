import type { NoticeFailure } from '../../../contract/events/notice-events.ts'
import type { Desk } from '../../desk.ts'
import { type EventDraft, systemActor } from '../../journal/journal.ts'
import { caseRow } from '../cases/read.ts'
import type { MailLine, Message, SendOutcome } from './mail-line.ts'
import { messageOf } from './message.ts'
import { type NoticeRow, noticeRow } from './read.ts'
import { mailFacts } from './setting.ts'

/**
 * Sends one notice. That it is being sent stands in the journal before the server hears of it, and what came of it
 * afterwards: when the program ends in between, the notice is uncertain and waits for a person.
 */
export async function sendNotice(desk: Desk, line: MailLine, row: NoticeRow): Promise<void> {
  const message = await messageOf(desk, mailFacts(desk.store).sender, row).catch((): Message | null => null)
  // Somebody may have decided otherwise meanwhile.
  if (noticeRow(desk.store, row.id).state !== 'waiting') return
  if (message === null) return write(desk, failed(desk, row, { reason: 'letter', code: null, again: false }))
  write(desk, { ...headOf(desk, row), type: 'notice.sending', body: { notice: row.id }, personal: null })
  const outcome = await line.send(message)
  write(desk, draftOf(desk, row, outcome))
}

function draftOf(desk: Desk, row: NoticeRow, outcome: SendOutcome): EventDraft {
  if (outcome.came === 'sent')
    return {
      ...headOf(desk, row),
      type: 'notice.sent',
      body: { notice: row.id, code: outcome.code },
      personal: null,
    }
  const again = outcome.came === 'later' || outcome.came === 'line'
  return failed(desk, row, { reason: outcome.came, code: outcome.code, again })
}

type Failure = { readonly reason: NoticeFailure; readonly code: number | null; readonly again: boolean }

/** The event that a notice was not sent. */
export function failed(desk: Desk, row: NoticeRow, failure: Failure): EventDraft<'notice.failed'> {
  return {
    ...headOf(desk, row),
    type: 'notice.failed',
    body: { notice: row.id, ...failure },
    personal: null,
  }
}

function headOf(desk: Desk, row: NoticeRow) {
  return {
    subject: row.case_id,
    baseVer: caseRow(desk.store, row.case_id).version,
    actor: systemActor,
  }
}

function write(desk: Desk, draft: EventDraft): void {
  desk.journal.command((writing) => writing.append(draft))
  desk.notify('notices')
}
