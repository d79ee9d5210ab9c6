import { type CaseState, closedStates } from '../../../domain/case.ts'
import type { CaseRow } from '../cases/read.ts'

/** The states of a case as books and tables write them. */
export const stateNames: Readonly<Record<CaseState, string>> = {
  registered: 'Đã tiếp nhận',
  returned: 'Cần bổ sung',
  verified: 'Đã xác minh',
  confirmed: 'Đã xác nhận',
  submitted: 'Đã trình thành phố',
  approved: 'Đã duyệt',
  sealed: 'Đã đóng dấu',
  refused: 'Từ chối, chờ báo',
  stopped: 'Đã dừng, chờ báo',
  transferred: 'Đã chuyển, chờ nơi nhận',
  'handed-over': 'Đã trả kết quả',
  recorded: 'Đã ghi sổ',
  paid: 'Đã chi trả',
  'refusal-notified': 'Đã báo từ chối',
  'stop-notified': 'Đã báo dừng',
  'transfer-confirmed': 'Nơi nhận đã xác nhận',
}

/** When the applicant had everything that was owed; null while something is. */
export function returnedAt({ state, since, handed_over_at }: CaseRow): string | null {
  if (!closedStates.some((closed) => closed === state)) return null
  return state === 'handed-over' ? (handed_over_at ?? since) : since
}

/** `overdue`: open past its time; `late`: returned past it. */
export function latenessOf(row: CaseRow, now: number): 'no' | 'overdue' | 'late' {
  const end = returnedAt(row)
  const due = Date.parse(row.due_at)
  if (end === null) return now > due ? 'overdue' : 'no'
  return Date.parse(end) > due ? 'late' : 'no'
}

/** What a table says of it. */
export const latenessNames = { no: '', overdue: 'Quá hạn', late: 'Trả quá hạn' } as const

/** A moment of the journal in figures: `21/11/2026 09:30`. */
export function momentText(wall: string): string {
  return `${wall.slice(0, 10).split('-').toReversed().join('/')} ${wall.slice(11, 16)}`
}
