import { backupRefusals } from './backup-refusals.ts'
import { batchRefusals } from './batch-refusals.ts'
import { inWords } from './case-words.ts'
import { fill } from './fill.ts'
import { listRefusals } from './lists/refusals.ts'
import { householdRefusals } from './market/refusals.ts'
import { hubRefusalTexts } from './hub-refusals.ts'
import { noticeRefusals } from './notice-refusals.ts'
import { printRefusals } from './print-refusals.ts'
import { ruleRefusals } from './refusal-rules.ts'
import { stockRefusals } from './stock-refusals.ts'

/**
 * The closed list of expected refusals. Each says what happened and what to do next, in Vietnamese and English.
 * `{name}` in a sentence is filled from the refusal's data. Anything that is not on this list is a fault.
 */
type Text = { readonly status: number; readonly vi: string; readonly en: string }

export const refusals = {
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
  'not-signed-in': {
    status: 401,
    vi: 'Chưa đăng nhập hoặc phiên đã hết. Hãy đăng nhập lại; những gì đang nhập vẫn được giữ.',
    en: 'You are not signed in, or the session has ended. Sign in again; what you typed is kept.',
  },
  'session-locked': {
    status: 401,
    vi: 'Màn hình đã khóa vì không thao tác. Nhập mật khẩu để tiếp tục; biểu mẫu vẫn còn nguyên.',
    en: 'The screen locked itself while idle. Type your password to go on; the form is untouched.',
  },
  'not-your-role': {
    status: 403,
    vi: 'Việc này thuộc vai trò khác ({roles}). Hãy chuyển cho đồng nghiệp có vai trò đó.',
    en: 'This is for another role ({roles}). Pass it to a colleague who has it.',
  },
  'four-eyes': {
    status: 403,
    vi: 'Chính bạn đã làm bước trước của hồ sơ này ({act}), nên bước này phải do người khác làm. Hãy chuyển cho đồng nghiệp.',
    en: 'You did an earlier step of this case yourself ({act}); somebody else has to do this one. Pass it to a colleague.',
  },
  'wrong-password': {
    status: 401,
    vi: 'Sai mật khẩu. Còn {left} lần thử. Kiểm tra phím Caps Lock và bộ gõ tiếng Việt.',
    en: 'Wrong password. {left} tries left. Check Caps Lock and the Vietnamese input method.',
  },
  'wrong-recovery-code': {
    status: 401,
    vi: 'Sai mã khôi phục. Còn {left} lần thử. Gõ lại mã ghi trong phong bì niêm phong, sáu nhóm năm ký tự.',
    en: 'Wrong recovery code. {left} tries left. Type the code from the sealed envelope again, six groups of five.',
  },
  'wrong-pin': {
    status: 401,
    vi: 'Sai mã PIN. Còn {left} lần thử. Chưa có gì được đóng dấu.',
    en: 'Wrong PIN. {left} tries left. Nothing has been sealed.',
  },
  'locked-out': {
    status: 429,
    vi: 'Đã nhập sai quá nhiều lần. Chờ {seconds} giây rồi thử lại, hoặc nhờ quản trị mở khóa.',
    en: 'Too many wrong tries. Wait {seconds} seconds and try again, or ask the administrator to unlock.',
  },
  'unknown-user': {
    status: 401,
    vi: 'Không có tài khoản này tại máy này. Chọn tên trong danh sách hoặc hỏi quản trị.',
    en: 'There is no such account on this PC. Pick a name from the list or ask the administrator.',
  },
  'weak-secret': {
    status: 422,
    vi: 'Mật khẩu cần ít nhất 8 ký tự, mã PIN cần 6 đến 12 chữ số không lặp hay liền nhau. Hãy chọn lại.',
    en: 'A password needs at least 8 characters, a PIN 6 to 12 digits that neither repeat nor run. Choose again.',
  },
  'user-exists': {
    status: 409,
    vi: 'Tên đăng nhập này đã có. Chọn tên khác.',
    en: 'This user name is taken. Choose another.',
  },
  'office-not-set-up': {
    status: 409,
    vi: 'Máy này chưa được thiết lập. Mở trang Thiết lập và làm theo từng bước.',
    en: 'This PC is not set up yet. Open the set-up page and follow the steps.',
  },
  'office-already-set-up': {
    status: 409,
    vi: 'Máy này đã được thiết lập. Hãy đăng nhập.',
    en: 'This PC is already set up. Please sign in.',
  },
  'office-locked': {
    status: 423,
    vi: 'Kho dữ liệu đang khóa. Một cán bộ cần đăng nhập để mở.',
    en: 'The data store is locked. A member of staff has to sign in to open it.',
  },
  'wrong-key': {
    status: 423,
    vi: 'Không mở được kho dữ liệu bằng khóa này. Tệp được giữ nguyên. Dùng mã khôi phục trong phong bì niêm phong hoặc gọi cán bộ CNTT.',
    en: 'The data store does not open with this key. The file is untouched. Use the recovery code from the sealed envelope or call the IT officer.',
  },
  'newer-database': {
    status: 423,
    vi: 'Kho dữ liệu được tạo bởi phiên bản mới hơn ({found}, phần mềm này hiểu đến {known}). Hãy cập nhật phần mềm; dữ liệu không bị thay đổi.',
    en: 'The data store was made by a newer version ({found}; this program knows up to {known}). Update the program; the data is unchanged.',
  },
  'damaged-database': {
    status: 423,
    vi: 'Kho dữ liệu bị hỏng ({detail}). Tệp được giữ nguyên để khôi phục. Đừng xóa gì; gọi cán bộ CNTT.',
    en: 'The data store is damaged ({detail}). The file is kept as it is for recovery. Delete nothing; call the IT officer.',
  },
  'already-open': {
    status: 423,
    vi: 'Một cửa sổ hoặc chương trình khác đang dùng kho dữ liệu này. Chuyển sang cửa sổ đang mở, hoặc đóng nó rồi thử lại.',
    en: 'Another window or program is using this data store. Switch to the open window, or close it and try again.',
  },
  'disk-full': {
    status: 507,
    vi: 'Ổ đĩa đã đầy: CHƯA LƯU. Biểu mẫu được giữ nguyên. Giải phóng ổ đĩa rồi bấm Lưu lại.',
    en: 'The disk is full: NOT SAVED. The form is kept. Free some space and save again.',
  },
  'disk-nearly-full': {
    status: 507,
    vi: 'Ổ đĩa sắp đầy (còn {megabytes} MB) nên không nhận hồ sơ mới. Vẫn in và đồng bộ được. Hãy gọi cán bộ CNTT.',
    en: 'The disk is nearly full ({megabytes} MB left), so no new cases are taken. Printing and sync still work. Call the IT officer.',
  },
  'copy-not-written': {
    status: 507,
    vi: 'Đã ghi vào kho nhưng bản sao an toàn chưa ghi được. Bấm Lưu lại để xác nhận; hồ sơ không bị nhân đôi.',
    en: 'Stored, but the safety copy could not be written. Save again to confirm; the case will not be doubled.',
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
  'no-printer': {
    status: 503,
    vi: 'Không tìm thấy máy in. Bật máy in, hoặc mở tệp PDF và in từ đó. Hồ sơ đã lưu, không mất gì.',
    en: 'No printer was found. Switch the printer on, or open the PDF and print from there. The case is saved; nothing is lost.',
  },
  'print-failed': {
    status: 503,
    vi: 'Máy in báo lỗi: {detail}. Kiểm tra giấy và dây, rồi in lại. Hồ sơ đã lưu.',
    en: 'The printer reported an error: {detail}. Check paper and cable, then print again. The case is saved.',
  },
  'reprint-reason': {
    status: 409,
    vi: 'Giấy này đã in rồi. Chọn lý do in lại.',
    en: 'This sheet has been printed already. Choose a reason for the reprint.',
  },
  'not-printed-yet': {
    status: 409,
    vi: 'Giấy chưa được in. In giấy, rồi quét mã QR trên giấy để trả kết quả.',
    en: 'The sheet has not been printed. Print it, then scan its QR code to hand it over.',
  },
  'wrong-permit-scanned': {
    status: 409,
    vi: 'Mã vừa quét không phải giấy của hồ sơ này ({scanned}). Quét đúng tờ giấy vừa in.',
    en: 'The code just scanned is not the permit of this case ({scanned}). Scan the sheet that was printed for it.',
  },
  'no-sealing-key': {
    status: 409,
    vi: 'Máy này chưa có khóa cấp giấy được thành phố công nhận. Quản trị cần ghi danh máy với máy chủ thành phố ở trang Đồng bộ; máy đã ghi danh thì gọi thành phố đọc 8 chữ số ở trang Khóa cấp giấy rồi bấm Gửi ngay.',
    en: 'This PC has no issuing key that the city recognises. The administrator has to enrol it with the city server on the Sync page; if it is enrolled, read the 8 digits on the Keys page to the city and press Send now.',
  },
  'sealing-key-outside-scope': {
    status: 409,
    vi: 'Thành phố không cho khóa cấp giấy này cấp nhóm đối tượng của hồ sơ; chưa có gì được đóng dấu. Báo cán bộ CNTT thành phố mở phạm vi của khóa, bấm Gửi ngay ở trang Đồng bộ, rồi đóng dấu lại.',
    en: 'The city does not let this issuing key issue papers of this category; nothing has been sealed. Ask the city’s IT officer to widen the scope of the key, press Send now on the Sync page, then seal again.',
  },
  'sealing-key-ended': {
    status: 409,
    vi: 'Khóa đóng dấu của bạn đã hết hạn ngày {day}; chưa có gì được đóng dấu. Khóa kế tiếp đã được tạo: gọi thành phố đọc 8 chữ số ở trang Khóa cấp giấy, bấm Gửi ngay ở trang Đồng bộ, rồi đóng dấu lại. Khóa trong thiết bị ký số thì tạo khóa mới ở trang Khóa cấp giấy.',
    en: 'Your sealing key ended on {day}; nothing has been sealed. The next one is made: read its 8 digits on the Keys page to the city, press Send now on the Sync page, then seal again. For a key in a signing token make a new one on the Keys page.',
  },
  'sealing-key-withdrawn': {
    status: 409,
    vi: 'Thành phố đã thu hồi khóa đóng dấu này; chưa có gì được đóng dấu. Đặt mã PIN mới để có khóa mới, gọi thành phố đọc 8 chữ số ở trang Khóa cấp giấy, rồi đóng dấu lại.',
    en: 'The city has withdrawn this sealing key; nothing has been sealed. Set a new PIN to get a new key, read its 8 digits on the Keys page to the city, then seal again.',
  },
  'no-pin': {
    status: 409,
    vi: 'Tài khoản này chưa có mã PIN đóng dấu. Nhờ quản trị đặt mã PIN.',
    en: 'This account has no sealing PIN. Ask the administrator to set one.',
  },
  'token-too-long': {
    status: 422,
    vi: 'Nội dung mã QR dài quá {over} ký tự. Rút ngắn lộ trình, nơi làm việc hoặc khung giờ.',
    en: 'The QR content is {over} characters too long. Shorten the route, the organisation or the time windows.',
  },
  'clock-doubtful': {
    status: 409,
    vi: 'Đồng hồ máy có vẻ sai ({clock}). Chỉnh lại ngày giờ của máy, đăng nhập lại rồi làm tiếp.',
    en: "The PC's clock looks wrong ({clock}). Set its date and time, sign in again, then go on.",
  },
  'clock-unconfirmed': {
    status: 409,
    vi: 'Chưa chắc ngày giờ của máy là đúng ({clock}). Sai thì chỉnh lại ngày giờ; đúng thì quản trị bấm “Ngày giờ đúng” ở trang Đồng bộ, rồi làm lại.',
    en: 'It is not sure that the date and time of this PC are right ({clock}). If they are wrong, set them; if they are right, the administrator confirms them on the Sync page; then try again.',
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
  'city-unreachable': {
    status: 503,
    vi: 'Không kết nối được máy chủ thành phố. Mọi việc vẫn làm được; phần chưa gửi sẽ tự gửi khi có mạng.',
    en: 'The city server cannot be reached. Everything still works; what is not sent yet goes by itself when the link is back.',
  },
  'city-refused': {
    status: 502,
    vi: 'Máy chủ thành phố từ chối: {detail}. Xem trang Đồng bộ và báo cán bộ CNTT.',
    en: 'The city server refused: {detail}. See the Sync page and tell the IT officer.',
  },
  'role-conflict': {
    status: 422,
    vi: 'Quản trị không được kiêm công an khu vực, lãnh đạo hay công an phường: người giữ tài khoản không quyết định hồ sơ. Bỏ bớt vai trò, hoặc thêm hai tài khoản cho hai người.',
    en: 'The administrator may not also be area police, ward official or ward police: who keeps the accounts decides no case. Take a role off, or add two accounts for two people.',
  },
  'last-administrator': {
    status: 409,
    vi: 'Phải còn ít nhất một quản trị. Thêm quản trị khác trước.',
    en: 'At least one administrator must remain. Add another one first.',
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
