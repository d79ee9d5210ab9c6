import { countNotices } from '../../../contract/desk/notice-count.ts'
import * as contract from '../../../contract/desk/notices.ts'
import { Refusal, type RefusalCode } from '../../../contract/refusals.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Mount } from '../../http.ts'
import { vietnamTime } from '../../journal/time.ts'
import { uuidv7 } from '../../journal/uuid.ts'
import { renderLayout } from '../../sheets/render.ts'
import { openMailLine } from './mail-line.ts'
import { composeMessage } from './message.ts'
import { pickUpPaper, waitingOnPaper } from './pick-up.ts'
import { noticeCounts, noticeItems } from './read.ts'
import { changeMail, mailAccount, mailFacts, mailSetting, pinnedCertificate } from './setting.ts'
import { settleNotice } from './settle.ts'

/** Notices: their list, what becomes of each, and how they leave the office. */
export function mountNotices(mount: Mount): void {
  mount.staff(contract.listNotices, ({ desk, query }) => ({
    line: lineOf(desk),
    counts: noticeCounts(desk.store),
    onPaper: waitingOnPaper(desk).length,
    items: noticeItems(desk.store, query.show),
  }))
  mount.staff(countNotices, ({ desk }) => ({ attention: noticeCounts(desk.store).attention }))
  mount.staff(contract.settleNotice, ({ desk, session, role, params, body }) =>
    settleNotice(desk, actorOf(session, role), params.noticeId, body),
  )
  mount.staff(contract.sendNotices, async ({ desk }) => {
    if (!mailFacts(desk.store).on) throw new Refusal('mail-off')
    await desk.post.run(true)
    return lineOf(desk)
  })
  mount.staff(contract.readCounterList, async ({ desk, session, role }) => {
    const pdf = await renderLayout(pickUpPaper(desk, session.user), 'Danh sách nhận giấy, thư')
    desk.journal.command((writing) =>
      writing.append({
        type: 'records.taken',
        subject: 'office',
        baseVer: 0,
        actor: actorOf(session, role),
        body: { book: 'pick-up-list', way: 'pdf' },
        personal: null,
      }),
    )
    return pdf
  })
  mount.staff(contract.readMailSetting, ({ desk }) => mailSetting(desk.store))
  mount.staff(contract.setMail, ({ desk, session, role, body }) => {
    const setting = changeMail(desk, actorOf(session, role), body)
    desk.post.wake()
    return setting
  })
  mount.staff(contract.sendTestMessage, ({ desk, body }) => sendTest(desk, body.to))
}

function lineOf(desk: Desk) {
  const { problem, nextTryAt } = desk.post.line()
  const { clock } = desk.ports
  return {
    on: mailFacts(desk.store).on,
    problem,
    nextTryAt: nextTryAt === null ? null : vietnamTime(clock.now() + nextTryAt - clock.monotonic()),
  }
}

const refusalOf = {
  unreachable: 'mail-unreachable',
  certificate: 'mail-certificate',
  'sign-in': 'mail-sign-in',
} as const satisfies Readonly<Record<contract.MailProblem, RefusalCode>>

/** Says nothing of anybody; throws `mail-off` before a server is named, and why it did not go. */
async function sendTest(desk: Desk, to: string): Promise<{ code: number }> {
  const { store } = desk
  const facts = mailFacts(store)
  if (facts.host === '') throw new Refusal('mail-off')
  const address = { facts, account: mailAccount(store), certificate: pinnedCertificate(store) }
  const line = await openMailLine(address, new AbortController().signal)
  if (typeof line === 'string') throw new Refusal(refusalOf[line])
  try {
    const outcome = await line.send(
      await composeMessage(desk, facts.sender, {
        id: uuidv7(desk.ports.clock.now()),
        to,
        subject: 'Thư thử của Quầy Một Cửa',
        text: `Thư thử từ ${desk.facts().wardName}. Nhận được thư này nghĩa là cơ quan đã gửi được thông báo bằng thư điện tử.`,
      }),
    )
    if (outcome.came === 'sent') return { code: outcome.code }
    throw outcome.code === null
      ? new Refusal('mail-unreachable')
      : new Refusal('mail-refused', { code: outcome.code })
  } finally {
    line.close()
  }
}
