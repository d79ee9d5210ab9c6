import type { NoticeItem, NoticeState } from '../../../contract/desk/notices.ts'
import type { NoticeWay } from '../../../contract/events/notice-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { Actor } from '../../journal/journal.ts'
import { caseRow } from '../cases/read.ts'
import { noticeItemOf, noticeRow } from './read.ts'

/** What may be decided about a notice, by how it stands. What is on its way can only be waited for. */
const ways: Readonly<Record<NoticeState, readonly NoticeWay[]>> = {
  waiting: ['paper'],
  sending: [],
  sent: [],
  'given-up': ['again', 'paper'],
  uncertain: ['again', 'arrived', 'paper'],
  paper: [],
}

/** Somebody decides what becomes of a notice. Throws `notice-moved` when it stands otherwise by now. */
export function settleNotice(
  desk: Desk,
  actor: Actor,
  noticeId: string,
  { actId, way }: { readonly actId: string; readonly way: NoticeWay },
): NoticeItem {
  desk.journal.command((writing) => {
    if (desk.journal.has(actId)) return
    const row = noticeRow(writing, noticeId)
    if (!ways[row.state].includes(way)) throw new Refusal('notice-moved')
    writing.append({
      type: 'notice.settled',
      id: actId,
      subject: row.case_id,
      baseVer: caseRow(writing, row.case_id).version,
      actor,
      body: { notice: noticeId, way },
      personal: null,
    })
  })
  desk.notify('notices')
  if (way === 'again') desk.post.wake()
  return noticeItemOf(desk.store, noticeId)
}
