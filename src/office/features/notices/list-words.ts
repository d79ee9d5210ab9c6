import type { NoticeKind } from '../../../contract/events/notice-events.ts'
import type { Desk } from '../../desk.ts'
import { contactOf } from '../case-sheets/common.ts'
import { completionData, refusalData, stopData } from '../case-sheets/letters.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'
import { letterWords, type NoticeWords, outcomes } from './words.ts'

/** What was done to rows of a list at once. */
export type ListAct = {
  readonly kind: NoticeKind
  /** The cases of the rows. */
  readonly cases: readonly string[]
  /** Rows that have to be mended before they can be taken, where the letter about them goes with it. */
  readonly bad: number
}

/** People named in one message; the others are asked for at the counter. */
const mostNamed = 100

/** One message to an organisation about rows of its list; nobody is named in its subject. Throws `pack-missing`. */
export function listWords(desk: Desk, organisation: CaseRow, { kind, cases, bad }: ListAct): NoticeWords {
  const what = `${cases.length} người trong danh sách ${outcomes[kind]}`
  const contact = contactOf(desk, organisation)
  const rows = cases.slice(0, mostNamed).map((id) => caseRow(desk.store, id))
  const rest = cases.length - rows.length
  return letterWords(desk, organisation, what, [
    ...(kind === 'approved' ? [`Xin mời đến ${contact} nhận giấy; danh sách ký nhận có ở quầy.`] : []),
    ...(bad > 0
      ? [
          `${bad} dòng chưa nhận được, cần chỉnh sửa: xem thư và bảng tính gửi kèm, sửa rồi chỉ gửi lại các dòng đó.`,
        ]
      : []),
    '',
    ...rows.map((row) => lineOf(desk, row, kind)),
    ...(rest > 0 ? [`- và ${rest} người nữa, xin hỏi tại ${contact}.`] : []),
  ])
}

function lineOf(desk: Desk, row: CaseRow, kind: NoticeKind): string {
  const { fullName } = contentOf(row).applicant
  const why = whyOf(desk, row, kind)
  return `- ${fullName}, hồ sơ ${row.number}${why.length > 0 ? `: ${why.join('; ')}` : ''}`.slice(0, 180)
}

function whyOf(desk: Desk, row: CaseRow, kind: NoticeKind): readonly string[] {
  switch (kind) {
    case 'received':
      return []
    case 'approved':
      return row.permit_number === null ? [] : [`giấy số ${row.permit_number}`]
    case 'completion':
      return completionData(desk, row).items
    case 'refused':
      return refusalData(desk, row).reasons
    case 'stopped':
      return stopData(desk, row).reasons
  }
}
