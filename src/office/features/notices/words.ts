import type { NoticeKind } from '../../../contract/events/notice-events.ts'
import type { Desk } from '../../desk.ts'
import { momentInWords } from '../../sheets/words.ts'
import { commonOf, contactOf, momentOf } from '../case-sheets/common.ts'
import { completionData, refusalData, stopData } from '../case-sheets/letters.ts'
import { type CaseRow, contentOf } from '../cases/read.ts'

/** Of a notice: the subject names the case by its number and never a person; the text says what its letter says. */
export type NoticeWords = { readonly subject: string; readonly text: string }

/** What became of a case, or of rows of a list. */
export const outcomes: Readonly<Record<NoticeKind, string>> = {
  received: 'đã tiếp nhận',
  completion: 'cần bổ sung, hoàn thiện',
  approved: 'đã có kết quả',
  refused: 'không được chấp thuận',
  stopped: 'dừng giải quyết',
}

/** What a notice about a case says now. Throws `pack-missing`. */
export function noticeWords(desk: Desk, row: CaseRow, kind: NoticeKind): NoticeWords {
  return letterWords(desk, row, outcomes[kind], bodyOf(desk, row, kind))
}

/** A message to the people of a case: what it tells, and more of it. Throws `pack-missing`. */
export function letterWords(desk: Desk, row: CaseRow, what: string, body: readonly string[]): NoticeWords {
  const { agency, counter, matter, training } = commonOf(desk, row)
  const { applicant, details } = contentOf(row)
  const mark = training ? '[TẬP HUẤN] ' : ''
  const lines = [
    ...(training ? ['THƯ TẬP HUẤN, KHÔNG CÓ GIÁ TRỊ.', ''] : []),
    agency.name,
    counter,
    '',
    `Kính gửi: ${details.organisation ?? `Ông/Bà ${applicant.fullName}`}`,
    '',
    `Hồ sơ số ${row.number} (${matter}) ${what}.`,
    ...body,
    '',
    `Cần biết thêm, xin liên hệ: ${contactOf(desk, row)}.`,
    'Thư này được gửi tự động đến địa chỉ ghi trong hồ sơ; xin không trả lời thư này.',
  ]
  return { subject: `${mark}Hồ sơ ${row.number}: ${what}`, text: lines.join('\n') }
}

function bodyOf(desk: Desk, row: CaseRow, kind: NoticeKind): string[] {
  switch (kind) {
    case 'received':
      return [
        `Thời gian nhận hồ sơ: ${momentInWords(momentOf(row.registered_at))}.`,
        `Hẹn trả kết quả: ${momentInWords(momentOf(row.due_at))}, tại ${contactOf(desk, row)}.`,
      ]
    case 'completion': {
      const { items, reason } = completionData(desk, row)
      return [...listed('Nội dung cần bổ sung:', items), ...(reason ? [reason] : [])]
    }
    case 'approved':
      return row.permit_number === null
        ? ['Hồ sơ đã được giải quyết xong; không phải đến nhận giấy.']
        : [`Xin mời đến ${contactOf(desk, row)} nhận giấy số ${row.permit_number}.`]
    case 'refused': {
      const { reasons, nextSteps } = refusalData(desk, row)
      return [...listed('Lý do:', reasons), ...listed('Việc có thể làm tiếp:', nextSteps)]
    }
    case 'stopped': {
      const { reasons, nextSteps } = stopData(desk, row)
      return [...listed('Lý do:', reasons), ...listed('Việc có thể làm tiếp:', nextSteps)]
    }
  }
}

function listed(title: string, items: readonly string[]): string[] {
  return ['', title, ...items.map((item) => `- ${item}`)]
}
