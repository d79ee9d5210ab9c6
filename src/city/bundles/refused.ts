import type { Problem, RequestProblemCode } from '../../contract/sync/problem.ts'
import { RequestRefused } from '../refusal.ts'

/** Why a bundle was refused as a file; what the intake refuses keeps its own problem. */
export type BundleRefusal =
  | 'not-a-bundle'
  | 'newer'
  | 'too-large'
  | 'damaged'
  | 'other-kind'
  | 'other-city'
  | 'older-stream'

type Words = { readonly code: RequestProblemCode; readonly title: string; readonly detail: string }

const words: Readonly<Record<BundleRefusal, Words>> = {
  'not-a-bundle': {
    code: 'malformed',
    title: 'this file is no bundle',
    detail: 'Tệp này không phải gói dữ liệu của phường. Chọn tệp có đuôi .psp-lines.',
  },
  newer: {
    code: 'malformed',
    title: 'this bundle was made by a newer version; update the city server',
    detail: 'Gói này do phiên bản mới hơn tạo ra. Cập nhật máy chủ thành phố rồi nạp lại.',
  },
  'too-large': {
    code: 'too-large',
    title: 'this file is too large to be a bundle',
    detail: 'Tệp quá lớn, không phải gói dữ liệu của phường.',
  },
  damaged: {
    code: 'bad-digest',
    title: 'this file is cut or damaged; copy it again from the ward',
    detail: 'Tệp bị thiếu hoặc bị hỏng. Chép lại từ máy của phường; chưa có gì được nhận.',
  },
  'other-kind': {
    code: 'malformed',
    title: 'this is an answer of the city, not a bundle of a ward',
    detail: 'Đây là gói trả lời của thành phố, không phải gói của phường gửi lên.',
  },
  'other-city': {
    code: 'malformed',
    title: 'this bundle is sealed to another city',
    detail: 'Gói này được niêm cho máy chủ của thành phố khác. Không mở được ở đây.',
  },
  'older-stream': {
    code: 'stream-closed',
    title: 'this bundle is of a journal that the PC has replaced by a newer one',
    detail: 'Gói này thuộc sổ cũ; máy đó đã mở sổ mới. Xuất gói mới từ máy của phường.',
  },
}

/** Refuses a bundle as a file, with a sentence of its own under a problem code of the protocol. */
export class BundleRefused extends RequestRefused {
  override readonly name = 'BundleRefused'
  override readonly problem: Problem
  readonly reason: BundleRefusal
  constructor(reason: BundleRefusal) {
    const { code, title, detail } = words[reason]
    super(code)
    this.reason = reason
    this.problem = { ...plain(code), type: `urn:psp1:problem:bundle-${reason}`, title, detail }
  }
}

function plain(code: RequestProblemCode): Problem {
  return new RequestRefused(code).problem
}
