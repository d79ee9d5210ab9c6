import type { VerifiedPaper } from './signed-paper.ts'

/** The closed list of answers a checkpoint gives about a scanned token (qr-token.md section 8). */
export type Answer =
  | 'valid'
  | 'valid-revocation-stale'
  | 'wrong-time'
  | 'wrong-place'
  | 'not-yet'
  | 'expired'
  | 'clock-doubtful'
  | 'replaced'
  | 'revoked'
  | 'unknown-issuer'
  | 'forged'
  | 'unreadable'
  | 'training'

/** Why nothing could be read from a scanned text. */
export type UnreadableReason =
  | 'not-a-permit'
  | 'newer-version'
  | 'damaged'
  | 'size'
  | 'cbor'
  | 'cose'
  | 'header'
  | 'schema'

/** The closed list of reasons; each belongs to exactly one answer and chooses the second sentence. */
export type Reason =
  | UnreadableReason
  | 'no-trust-list'
  | 'no-key'
  | 'scope'
  | 'key-period'
  | 'key-retired'
  | 'signature'
  | 'token-flag'
  | 'training-key'
  | 'key-compromised'
  | 'issued-in-error'
  | 'lost'
  | 'withdrawn'
  | 'replaced'
  | 'before-floor'
  | 'after-ceiling'
  | 'issued-in-future'
  | 'first-day'
  | 'last-day'
  | 'day'
  | 'window'
  | 'places'
  | 'no-list'
  | 'list-age'

/** What accompanies a valid answer without changing it. */
export type Notice = 'place-not-checked' | 'trust-list-stale' | 'not-in-books'

/** What the colour of an answer is; the shown word always stands beside it. */
export type VerdictColour = 'green' | 'amber' | 'red' | 'grey' | 'violet'

/**
 * The answer about one scanned text. `reason` is null for `valid` only; `ageHours` counts the whole hours
 * since the revocation list was signed for reason `list-age`, null otherwise. `paper` is null until the
 * signature held, because nobody signed what was read before.
 */
export type Judgement = {
  readonly answer: Answer
  readonly reason: Reason | null
  readonly notices: readonly Notice[]
  readonly ageHours: number | null
  readonly paper: VerifiedPaper | null
}

/** One sentence in both languages of the screens. */
export type Sentence = { readonly vi: string; readonly en: string }

/** Colour and headline of an answer; `{n}` in a headline stands for the age of the revocation list in hours. */
export const verdicts: Readonly<Record<Answer, { colour: VerdictColour; shown: Sentence }>> = {
  valid: { colour: 'green', shown: { vi: 'HỢP LỆ', en: 'VALID' } },
  'valid-revocation-stale': {
    colour: 'amber',
    shown: {
      vi: 'HỢP LỆ – danh sách thu hồi cũ {n} giờ',
      en: 'VALID – revocation list {n} hours old',
    },
  },
  'wrong-time': {
    colour: 'amber',
    shown: { vi: 'NGOÀI NGÀY, GIỜ ĐƯỢC ĐI', en: 'OUTSIDE PERMITTED DAY OR TIME' },
  },
  'wrong-place': { colour: 'amber', shown: { vi: 'NGOÀI ĐỊA BÀN', en: 'OUTSIDE PERMITTED AREA' } },
  'not-yet': { colour: 'amber', shown: { vi: 'CHƯA ĐẾN NGÀY HIỆU LỰC', en: 'NOT YET IN FORCE' } },
  expired: { colour: 'red', shown: { vi: 'HẾT HẠN', en: 'EXPIRED' } },
  'clock-doubtful': {
    colour: 'amber',
    shown: {
      vi: 'ĐỒNG HỒ MÁY SAI – xem ngày trên giấy',
      en: 'DEVICE CLOCK WRONG – read the date on the paper',
    },
  },
  replaced: { colour: 'red', shown: { vi: 'ĐÃ CÓ GIẤY THAY THẾ', en: 'REPLACED BY ANOTHER PAPER' } },
  revoked: { colour: 'red', shown: { vi: 'ĐÃ BỊ THU HỒI', en: 'REVOKED' } },
  'unknown-issuer': { colour: 'red', shown: { vi: 'KHÔNG RÕ NƠI CẤP', en: 'UNKNOWN ISSUER' } },
  forged: { colour: 'red', shown: { vi: 'GIẢ MẠO – chữ ký sai', en: 'FORGED – wrong signature' } },
  unreadable: { colour: 'grey', shown: { vi: 'KHÔNG ĐỌC ĐƯỢC', en: 'UNREADABLE' } },
  training: {
    colour: 'violet',
    shown: { vi: 'GIẤY TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ', en: 'TRAINING SHEET – NO VALUE' },
  },
}

/** The headline for a valid paper on a device that never received a revocation list: no age can be named. */
const withoutRevocationList: Sentence = {
  vi: 'HỢP LỆ – chưa có danh sách thu hồi',
  en: 'VALID – no revocation list yet',
}

/** The second sentence under the headline: what it means here and what to do. */
export const reasonSentences: Readonly<Record<Reason, Sentence>> = {
  'not-a-permit': {
    vi: 'Đây không phải mã của giấy đi đường, thẻ đi chợ hay giấy của đơn vị.',
    en: 'This is not the code of a travel permit, market card or organisation paper.',
  },
  'newer-version': {
    vi: 'Giấy dùng mã phiên bản mới hơn. Hãy cập nhật phần mềm trên máy này.',
    en: 'The paper uses a newer code version. Update the software on this device.',
  },
  damaged: {
    vi: 'Mã bị hỏng hoặc đọc thiếu. Hãy quét lại; kiểm tra cài đặt máy quét.',
    en: 'The code is damaged or was read incompletely. Scan again; check the reader settings.',
  },
  size: {
    vi: 'Mã dài hơn mức cho phép. Không phải giấy do phần mềm này cấp.',
    en: 'The code is longer than allowed. This software did not issue the paper.',
  },
  cbor: {
    vi: 'Nội dung mã bị hỏng. Hãy quét lại.',
    en: 'The content of the code is broken. Scan again.',
  },
  cose: {
    vi: 'Mã không có đúng cấu trúc chữ ký. Không phải giấy do phần mềm này cấp.',
    en: 'The code does not have the signed structure. This software did not issue the paper.',
  },
  header: {
    vi: 'Phần đầu của mã không đúng quy định. Không phải giấy do phần mềm này cấp.',
    en: 'The header of the code breaks the rules. This software did not issue the paper.',
  },
  schema: {
    vi: 'Nội dung mã không đúng quy định. Không phải giấy do phần mềm này cấp.',
    en: 'The content of the code breaks the rules. This software did not issue the paper.',
  },
  'no-trust-list': {
    vi: 'Máy này chưa có danh sách nơi cấp. Hãy nạp danh sách của thành phố.',
    en: 'This device has no list of issuers yet. Load the list of the city.',
  },
  'no-key': {
    vi: 'Khóa ký không có trong danh sách nơi cấp. Hãy cập nhật danh sách rồi quét lại.',
    en: 'The signing key is not in the list of issuers. Update the list, then scan again.',
  },
  scope: {
    vi: 'Nơi ký không được giao cấp loại giấy hoặc nhóm đối tượng này.',
    en: 'The signer may not issue this kind of paper or this category.',
  },
  'key-period': {
    vi: 'Giấy được ký ngoài thời hạn của khóa nơi cấp.',
    en: 'The paper was signed outside the period of the issuer’s key.',
  },
  'key-retired': {
    vi: 'Giấy được ký sau ngày khóa nơi cấp ngừng sử dụng.',
    en: 'The paper was signed after the issuer’s key was retired.',
  },
  signature: {
    vi: 'Nội dung không khớp chữ ký của nơi cấp. Giữ giấy và báo người phụ trách chốt.',
    en: 'The content does not match the issuer’s signature. Keep the paper and tell the head of the checkpoint.',
  },
  'token-flag': {
    vi: 'Giấy in để tập huấn, không dùng để đi lại.',
    en: 'Printed for training; not for travel.',
  },
  'training-key': {
    vi: 'Giấy ký bằng khóa tập huấn, không dùng để đi lại.',
    en: 'Signed with the training key; not for travel.',
  },
  'key-compromised': {
    vi: 'Khóa của nơi cấp đã bị lộ. Mọi giấy ký bằng khóa này phải cấp lại.',
    en: 'The issuer’s key was compromised. Every paper signed with it must be issued anew.',
  },
  'issued-in-error': {
    vi: 'Giấy cấp nhầm, nơi cấp đã hủy.',
    en: 'Issued in error and cancelled by the issuer.',
  },
  lost: {
    vi: 'Giấy đã được báo mất hoặc bị lấy cắp.',
    en: 'Reported lost or stolen.',
  },
  withdrawn: {
    vi: 'Nơi cấp đã thu hồi giấy này.',
    en: 'The issuer has withdrawn this paper.',
  },
  replaced: {
    vi: 'Đã cấp giấy khác thay cho giấy này. Hãy hỏi tờ mới.',
    en: 'Another paper was issued in its place. Ask for the new one.',
  },
  'before-floor': {
    vi: 'Đồng hồ máy chậm hơn danh sách đã nạp. Hãy chỉnh ngày, giờ của máy.',
    en: 'The device clock is behind the loaded lists. Set the date and time.',
  },
  'after-ceiling': {
    vi: 'Đồng hồ máy nhanh hơn danh sách đã nạp quá 400 ngày. Hãy chỉnh ngày, giờ hoặc cập nhật danh sách.',
    en: 'The device clock is more than 400 days ahead of the loaded lists. Set it or update the lists.',
  },
  'issued-in-future': {
    vi: 'Theo đồng hồ máy thì giấy được ký trong tương lai. Hãy chỉnh ngày, giờ của máy.',
    en: 'By the device clock the paper was signed in the future. Set the date and time.',
  },
  'first-day': {
    vi: 'Giấy có hiệu lực từ một ngày sau hôm nay.',
    en: 'The paper is valid from a later day.',
  },
  'last-day': {
    vi: 'Đã qua ngày cuối ghi trên giấy.',
    en: 'The last day on the paper has passed.',
  },
  day: {
    vi: 'Hôm nay không phải ngày được đi theo giấy.',
    en: 'Today is not a permitted day.',
  },
  window: {
    vi: 'Hôm nay được đi nhưng ngoài khung giờ ghi trên giấy.',
    en: 'Today is permitted, but not at this time.',
  },
  places: {
    vi: 'Giấy không ghi địa bàn của chốt này.',
    en: 'The paper does not name the area of this checkpoint.',
  },
  'no-list': {
    vi: 'Máy chưa nhận danh sách thu hồi nên không biết giấy đã bị thu hồi hay chưa.',
    en: 'This device never received a revocation list, so a withdrawal would not be known.',
  },
  'list-age': {
    vi: 'Danh sách thu hồi đã cũ. Hãy cập nhật khi có mạng hoặc bằng USB.',
    en: 'The revocation list is old. Update it by network or USB.',
  },
}

/** The line beside a valid answer for each notice. */
export const noticeSentences: Readonly<Record<Notice, Sentence>> = {
  'place-not-checked': {
    vi: 'Chưa đặt địa bàn của chốt: hãy tự so địa bàn ghi trên giấy.',
    en: 'No area set for this checkpoint: compare the area on the paper yourself.',
  },
  'trust-list-stale': {
    vi: 'Danh sách nơi cấp đã quá ngày cập nhật.',
    en: 'The list of issuers is past its update day.',
  },
  'not-in-books': {
    vi: 'Giấy ký bằng khóa của văn phòng này nhưng sổ ở đây không có giấy như vậy. Giữ giấy, báo công an phường: có thể khóa đã lộ.',
    en: 'Signed with a key of this office, whose books have no such paper. Keep it and tell ward police: the key may be known to others.',
  },
}

/** Headline of a judgement in both languages, the age of the list filled in. */
export function headline(judgement: Pick<Judgement, 'answer' | 'reason' | 'ageHours'>): Sentence {
  if (judgement.reason === 'no-list') return withoutRevocationList
  const { vi, en } = verdicts[judgement.answer].shown
  const hours = String(judgement.ageHours ?? '')
  return { vi: vi.replace('{n}', hours), en: en.replace('{n}', hours) }
}

/** Second sentence of a judgement, null for `valid`. */
export function explanation(judgement: Pick<Judgement, 'reason'>): Sentence | null {
  return judgement.reason === null ? null : reasonSentences[judgement.reason]
}
