import { accountRefusals } from './account-refusals.ts'
import { backupRefusals } from './backup-refusals.ts'
import { batchRefusals } from './batch-refusals.ts'
import { inWords } from './case-words.ts'
import { fill } from './fill.ts'
import { listRefusals } from './lists/refusals.ts'
import { householdRefusals } from './market/refusals.ts'
import { hubRefusalTexts } from './hub-refusals.ts'
import { installationRefusals } from './installation-refusals.ts'
import { noticeRefusals } from './notice-refusals.ts'
import { paperRefusals } from './paper-refusals.ts'
import { printRefusals } from './print-refusals.ts'
import { ruleRefusals } from './refusal-rules.ts'
import { stockRefusals } from './stock-refusals.ts'

/**
 * The closed list of expected refusals. Each says what happened and what to do next, in Vietnamese and English.
 * `{name}` in a sentence is filled from the refusal's data. Anything that is not on this list is a fault.
 */
type Text = { readonly status: number; readonly vi: string; readonly en: string }

export const refusals = {
  ...accountRefusals,
  ...installationRefusals,
  ...paperRefusals,
  ...ruleRefusals,
  ...listRefusals,
  ...householdRefusals,
  ...batchRefusals,
  ...noticeRefusals,
  ...printRefusals,
  ...stockRefusals,
  ...hubRefusalTexts,
  ...backupRefusals,
  'invalid-input': {
    status: 422,
    vi: 'Có ô chưa đúng: {fields}. Sửa các ô được đánh dấu rồi lưu lại.',
    en: 'Some fields are not right: {fields}. Correct the marked fields and save again.',
  },
  'not-found': {
    status: 404,
    vi: 'Không tìm thấy. Có thể hồ sơ ở máy khác hoặc số bị gõ nhầm. Tìm lại bằng tên hoặc số giấy tờ.',
    en: 'Not found. It may be on another PC, or the number was mistyped. Search by name or ID number.',
  },
  'case-moved': {
    status: 409,
    vi: 'Hồ sơ đã chuyển sang bước khác (hiện: {state}) do {who}. Mở lại hồ sơ để xem tình trạng mới.',
    en: 'The case has moved on (now: {state}), by {who}. Open it again to see where it stands.',
  },
  'duplicate-person': {
    status: 409,
    vi: 'Có {count} người giống người này đã đăng ký. So sánh với danh sách hiện ra, rồi chọn đúng người hoặc xác nhận là người khác.',
    en: '{count} people like this one are already registered. Compare with the list, then pick the right one or confirm that it is somebody else.',
  },
  'live-permit': {
    status: 409,
    vi: 'Người này đang có giấy đi đường còn hiệu lực ({number}). Kiểm tra trước khi cấp thêm; nếu vẫn cần, xác nhận để tiếp tục.',
    en: 'This person already has a live permit ({number}). Check before issuing another; confirm to go on if it is needed.',
  },
  'schedule-outside-rules': {
    status: 422,
    vi: 'Thời hạn vượt quy định: tối đa {days} ngày kể từ hôm nay và không bắt đầu trong quá khứ. Sửa ngày bắt đầu hoặc ngày kết thúc.',
    en: 'The period is outside the rules: at most {days} days from today and not in the past. Correct the first or last day.',
  },
  'scan-not-recognised': {
    status: 422,
    vi: 'Không nhận dạng được mã này. Quét lại, hoặc gõ số giấy tờ bằng tay.',
    en: 'This code is not recognised. Scan again, or type the ID number.',
  },
  'picture-unreadable': {
    status: 422,
    vi: 'Không đọc được mã QR nào trong tệp này ({detail}). Chụp rõ hơn hoặc quét trực tiếp.',
    en: 'No QR code could be read in this file ({detail}). Take a sharper picture or scan the paper itself.',
  },
  'too-large': {
    status: 413,
    vi: 'Tệp hoặc nội dung quá lớn. Chọn tệp dưới {megabytes} MB.',
    en: 'The file or content is too large. Choose one under {megabytes} MB.',
  },
} as const satisfies Record<string, Text>

export type RefusalCode = keyof typeof refusals
export type RefusalData = Readonly<Record<string, string | number>>

/** An expected no. Thrown by the office, answered as RFC 9457 problem+json, shown to the person as a sentence. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: RefusalCode
  readonly data: RefusalData
  constructor(code: RefusalCode, data: RefusalData = {}) {
    super(refusalText(code, data, 'en'))
    this.code = code
    this.data = data
  }
}

/** The sentence of a refusal, filled with its data; codes of acts, states and roles become words of the language. */
export function refusalText(code: RefusalCode, data: RefusalData, language: 'vi' | 'en'): string {
  return fill(refusals[code][language], inWords(data, language))
}

/** RFC 9457 problem details as the desk API answers them. `incident` stands only on faults. */
export type Problem = {
  readonly type: string
  readonly status: number
  readonly code: RefusalCode | 'fault'
  readonly title: string
  readonly detail: string
  readonly detailEn: string
  readonly data?: RefusalData
  readonly incident?: string
}

/** The problem document of a refusal. */
export function problemOf(refusal: Refusal): Problem {
  return {
    type: `urn:quay:refusal:${refusal.code}`,
    status: refusals[refusal.code].status,
    code: refusal.code,
    title: refusal.code,
    detail: refusalText(refusal.code, refusal.data, 'vi'),
    detailEn: refusalText(refusal.code, refusal.data, 'en'),
    data: refusal.data,
  }
}

/** The problem document of a fault: only the incident number, never the inner message. */
export function faultProblem(incident: string): Problem {
  return {
    type: 'urn:quay:fault',
    status: 500,
    code: 'fault',
    title: 'fault',
    detail: `Lỗi phần mềm, mã sự cố ${incident}. Không mất dữ liệu đã lưu. Thử lại; nếu còn lỗi, báo mã này cho cán bộ CNTT.`,
    detailEn: `A fault of the program, incident ${incident}. Nothing saved is lost. Try again; if it stays, tell the IT officer this number.`,
    incident,
  }
}
