import { z } from 'zod'
import { route } from '../route.ts'

type Sentence = { readonly vi: string; readonly en: string }

/** Why a file from a stick was not taken, with the next step. Nothing of such a file was applied. */
export const bundleFaults = {
  'not-enrolled': {
    vi: 'Máy này chưa được ghi danh với thành phố nên không có gói dữ liệu. Quản trị ghi danh máy trước.',
    en: 'This PC is not enrolled with a city, so there are no bundles. The administrator enrols it first.',
  },
  'not-a-bundle': {
    vi: 'Tệp này không phải gói trả lời của thành phố. Chọn tệp có đuôi .psp-answer.',
    en: 'This file is no answer of the city. Choose one whose name ends in .psp-answer.',
  },
  newer: {
    vi: 'Gói này do phiên bản mới hơn tạo ra. Cập nhật phần mềm rồi nạp lại.',
    en: 'This bundle was made by a newer version. Update the program, then import it again.',
  },
  'too-large': {
    vi: 'Tệp quá lớn, không phải gói của phần mềm này. Chọn lại tệp.',
    en: 'The file is too large to be a bundle of this program. Choose another.',
  },
  damaged: {
    vi: 'Tệp bị thiếu hoặc bị hỏng. Chép lại từ máy chủ thành phố; chưa có gì bị thay đổi.',
    en: 'The file is cut or damaged. Copy it again from the city; nothing was changed.',
  },
  'other-kind': {
    vi: 'Đây là gói gửi lên thành phố, không phải gói trả lời. Mang tệp này đến thành phố.',
    en: 'This is a bundle for the city, not its answer. Take this file to the city.',
  },
  'other-ward': {
    vi: 'Gói này của phường khác. Chưa có gì bị thay đổi; trả lại cho phường đó.',
    en: 'This bundle belongs to another ward. Nothing was changed; return it to that ward.',
  },
  'other-device': {
    vi: 'Gói này của máy khác trong phường. Nạp tại đúng máy đã tạo gói gửi đi.',
    en: 'This bundle is for another PC of the ward. Import it on the PC that made the bundle sent.',
  },
  forged: {
    vi: 'Gói không do thành phố đã ghim ký. Không nạp; báo cán bộ CNTT.',
    en: 'The bundle is not signed by the pinned city. It was not imported; tell the IT officer.',
  },
  older: {
    vi: 'Gói này cũ hơn những gì máy đã nhận từ thành phố. Lấy gói trả lời mới nhất.',
    en: 'This bundle is older than what this PC already has from the city. Get the newest answer.',
  },
  hole: {
    vi: 'Thiếu phần trước của gói trả lời. Nạp các phần theo thứ tự số trên tên tệp.',
    en: 'An earlier part of the answer is missing. Import the parts in the order of the numbers in their names.',
  },
  'untrusted-receipt': {
    vi: 'Biên nhận trong gói không đúng khóa đã ghim. Chưa ghi nhận là đã gửi; báo cán bộ CNTT.',
    en: 'The receipt in the bundle is not by the pinned key. Nothing was marked as sent; tell the IT officer.',
  },
  forked: {
    vi: 'Sổ trên máy chủ khác với sổ trên máy này. Dữ liệu vẫn an toàn ở cả hai nơi. Báo cán bộ CNTT.',
    en: 'The journal at the city differs from the one on this PC. Both are safe. Tell the IT officer.',
  },
  'server-ahead': {
    vi: 'Thành phố có những dòng mà máy này không còn. Có thể máy đã được khôi phục bản cũ. Báo cán bộ CNTT.',
    en: 'The city has lines this PC has no longer. It may have been restored from an old copy. Tell the IT officer.',
  },
  'garbled-answer': {
    vi: 'Nội dung gói không đọc được với phiên bản này. Cập nhật phần mềm, hoặc lấy lại gói từ thành phố.',
    en: 'This version cannot read the content. Update the program, or get the bundle from the city again.',
  },
} as const satisfies Readonly<Record<string, Sentence>>
export type BundleFaultCode = keyof typeof bundleFaults

const faultCodes = Object.keys(bundleFaults) as [BundleFaultCode, ...BundleFaultCode[]] // keys of a closed record

/** One file for the city. `next`: the first line of the next part; null: this is the last. `file` is base64. */
export const bundlePartSchema = z.object({
  name: z.string(),
  part: z.int().positive(),
  isLast: z.boolean(),
  /** Numbers of the lines inside; 0 and 0: none, the file only asks for an answer. */
  first: z.int().nonnegative(),
  last: z.int().nonnegative(),
  next: z.int().positive().nullable(),
  file: z.base64(),
})
export type BundlePart = z.infer<typeof bundlePartSchema>

/** What came of an answer from the stick. */
export const bundleOutcomeSchema = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('taken'),
    /** Lines that are acknowledged since this file; 0 when they all were before. */
    acknowledged: z.int().nonnegative(),
    /** Items of the ward's feed that came with it. */
    received: z.int().nonnegative(),
    /** Whether the city has more of the feed than the file: import the next part, or export again. */
    more: z.boolean(),
    /** Lines that still wait for the city. */
    waiting: z.int().nonnegative(),
  }),
  z.object({ outcome: z.literal('refused'), reason: z.enum(faultCodes) }),
])
export type BundleOutcome = z.infer<typeof bundleOutcomeSchema>

export const makeBundle = route({
  method: 'post',
  path: '/api/sync/bundle',
  summary: 'One part of what waits for the city, as a sealed file for a USB stick',
  for: 'staff',
  body: z.object({
    /** First line; null: the first that is not acknowledged. */
    from: z.int().positive().nullable(),
    part: z.int().positive().max(100_000),
    /** Most bytes of lines in this part; null: 8 MiB. */
    mostBytes: z
      .int()
      .min(1024)
      .max(16 * 1024 * 1024)
      .nullable(),
  }),
  answer: z.discriminatedUnion('outcome', [
    bundlePartSchema.extend({ outcome: z.literal('made') }),
    z.object({ outcome: z.literal('refused'), reason: z.enum(['not-enrolled']) }),
  ]),
})

export const takeBundleAnswer = route({
  method: 'post',
  path: '/api/sync/bundle-answer',
  summary: 'Import an answer of the city from a USB stick; any number of times',
  for: 'staff',
  body: 'bytes',
  answer: bundleOutcomeSchema,
})
