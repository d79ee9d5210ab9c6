import type { Problem, RequestProblemCode, RetryAdvice } from '../contract/sync/problem.ts'

type Rule = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429 | 500 | 503
  readonly retry: RetryAdvice
  readonly title: string
  readonly detail: string
}

/** Every way a request may be refused: HTTP status, advice to the PC, and a sentence for the person before it. */
const rules: Readonly<Record<RequestProblemCode, Rule>> = {
  'use-nonce': {
    status: 401,
    retry: 'after',
    title: 'sign again with this nonce',
    detail: 'Cần ký lại với mã mới của máy chủ; phần mềm tự làm.',
  },
  'bad-signature': {
    status: 401,
    retry: 'never',
    title: 'the signature does not hold',
    detail: 'Chữ ký của máy này không đúng. Báo cán bộ CNTT kiểm tra việc ghi danh máy.',
  },
  'bad-digest': {
    status: 400,
    retry: 'after',
    title: 'the body is not what was signed',
    detail: 'Dữ liệu bị hỏng trên đường truyền. Phần mềm sẽ gửi lại.',
  },
  'device-unknown': {
    status: 401,
    retry: 'never',
    title: 'this device is not enrolled',
    detail: 'Máy này chưa được ghi danh với thành phố. Báo cán bộ CNTT để ghi danh.',
  },
  'device-revoked': {
    status: 403,
    retry: 'never',
    title: 'this device was revoked',
    detail: 'Máy này đã bị thu hồi quyền gửi. Dữ liệu vẫn được giữ trên máy. Báo cán bộ CNTT.',
  },
  'device-suspended': {
    status: 403,
    retry: 'never',
    title: 'this device is suspended',
    detail:
      'Hai máy đang dùng chung một khóa (ổ đĩa bị sao chép), nên cả hai tạm dừng gửi. Không mất gì. Xin mã ghi danh mới rồi ghi danh lại từng máy.',
  },
  'ward-mismatch': {
    status: 403,
    retry: 'never',
    title: 'the device belongs to another ward',
    detail: 'Máy này thuộc phường khác. Báo cán bộ CNTT.',
  },
  'ward-unknown': {
    status: 404,
    retry: 'never',
    title: 'no such ward',
    detail: 'Thành phố chưa khai báo phường này. Báo cán bộ CNTT.',
  },
  'unknown-stream': {
    status: 404,
    retry: 'reopen-stream',
    title: 'no such stream',
    detail: 'Máy chủ chưa biết sổ của máy này; phần mềm sẽ mở lại.',
  },
  'stream-closed': {
    status: 409,
    retry: 'reopen-stream',
    title: 'the device has opened a newer stream',
    detail: 'Sổ này đã đóng vì máy đã mở sổ mới. Có thể ổ đĩa đã bị sao chép. Báo cán bộ CNTT.',
  },
  'opening-refused': {
    status: 409,
    retry: 'never',
    title: 'the opening record is not acceptable',
    detail: 'Bản ghi mở sổ không khớp với máy này. Báo cán bộ CNTT.',
  },
  gap: {
    status: 409,
    retry: 'after',
    title: 'lines are missing before these',
    detail: 'Máy chủ thiếu các dòng trước đó; phần mềm sẽ gửi từ chỗ thiếu.',
  },
  forked: {
    status: 409,
    retry: 'reopen-stream',
    title: 'the server has other lines under these numbers',
    detail: 'Sổ trên máy chủ khác với sổ trên máy này. Dữ liệu vẫn an toàn ở cả hai nơi. Báo cán bộ CNTT.',
  },
  'too-large': {
    status: 413,
    retry: 'after',
    title: 'too much at once',
    detail: 'Gửi quá nhiều một lần; phần mềm sẽ chia nhỏ.',
  },
  malformed: {
    status: 422,
    retry: 'never',
    title: 'not a request of this protocol',
    detail: 'Máy chủ không đọc được yêu cầu. Báo cán bộ CNTT kiểm tra phiên bản phần mềm.',
  },
  'unsupported-encoding': {
    status: 415,
    retry: 'never',
    title: 'content coding must be zstd, gzip or identity',
    detail: 'Máy chủ không hỗ trợ cách nén này. Báo cán bộ CNTT kiểm tra phiên bản phần mềm.',
  },
  'enrolment-refused': {
    status: 403,
    retry: 'never',
    title: 'the code is wrong, used or too old',
    detail: 'Mã ghi danh sai, đã dùng hoặc quá 15 phút. Xin quản trị cấp mã mới.',
  },
  'issuer-refused': {
    status: 422,
    retry: 'never',
    title: 'the issuer request is not acceptable',
    detail: 'Khóa ký giấy của máy này không hợp lệ hoặc không thuộc phường. Tạo khóa mới rồi ghi danh lại.',
  },
  'pairing-refused': {
    status: 403,
    retry: 'never',
    title: 'the checkpoint code is wrong or too old',
    detail: 'Mã ghép chốt sai hoặc đã hết hạn. Xin mã mới của người quản trị thành phố.',
  },
  'checkpoint-unknown': {
    status: 401,
    retry: 'never',
    title: 'this checkpoint device is not paired',
    detail: 'Máy này chưa được ghép với thành phố. Nhập mã ghép để gửi số lượt kiểm tra.',
  },
  'too-many-requests': {
    status: 429,
    retry: 'after',
    title: 'slow down',
    detail: 'Quá nhiều yêu cầu. Chờ một lát rồi thử lại.',
  },
  busy: {
    status: 503,
    retry: 'after',
    title: 'the server is busy',
    detail: 'Máy chủ thành phố đang bận. Dữ liệu được giữ trên máy và sẽ tự gửi lại.',
  },
  'not-found': {
    status: 404,
    retry: 'never',
    title: 'nothing here',
    detail: 'Không có gì ở địa chỉ này. Kiểm tra địa chỉ máy chủ thành phố.',
  },
  fault: {
    status: 500,
    retry: 'after',
    title: 'the server failed',
    detail: 'Máy chủ thành phố gặp lỗi. Dữ liệu được giữ trên máy và sẽ tự gửi lại.',
  },
}

type Extra = Pick<Problem, 'expectedSeq' | 'forkedAt' | 'limits'> & { readonly retryAfterS?: number }

/** A refused request on its way to the door; `retryAfterS` becomes `Retry-After`. */
export class RequestRefused extends Error {
  readonly problem: Problem
  readonly retryAfterS: number | null

  constructor(code: RequestProblemCode, { retryAfterS, ...extra }: Extra = {}) {
    super(code)
    this.problem = problemOf(code, extra)
    this.retryAfterS = retryAfterS ?? null
  }
}

/** The problem details of a code (RFC 9457). */
function problemOf(code: RequestProblemCode, extra: Omit<Extra, 'retryAfterS'> = {}): Problem {
  return { type: `urn:psp1:problem:${code}`, code, ...rules[code], ...extra }
}

/** The answer to a refused request. */
export function problemAnswer(refused: RequestRefused): Response {
  const headers = new Headers({ 'content-type': 'application/problem+json' })
  if (refused.retryAfterS !== null) headers.set('retry-after', String(refused.retryAfterS))
  return new Response(JSON.stringify(refused.problem), { status: refused.problem.status, headers })
}
