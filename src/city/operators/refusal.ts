import type { OperatorProblem, OperatorProblemCode } from '../../contract/sync/operator.ts'

type Rule = {
  readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 422 | 429 | 500
  readonly title: string
  readonly detail: string
}

/** Every way an operator may be refused, with the sentence for the person. */
const rules: Readonly<Record<OperatorProblemCode, Rule>> = {
  'not-signed-in': {
    status: 401,
    title: 'sign in first',
    detail: 'Chưa đăng nhập hoặc mã bí mật không đúng. Đăng nhập lại.',
  },
  'role-not-allowed': {
    status: 403,
    title: 'not with this role',
    detail: 'Vai trò của tài khoản này không được làm việc đó.',
  },
  'not-found': {
    status: 404,
    title: 'nothing here',
    detail: 'Không tìm thấy. Có thể đường dẫn sai hoặc hồ sơ không trình lên thành phố.',
  },
  malformed: {
    status: 422,
    title: 'the request cannot be read',
    detail: 'Nội dung gửi lên chưa đúng. Kiểm tra các ô bắt buộc rồi gửi lại.',
  },
  'too-large': {
    status: 413,
    title: 'too large',
    detail: 'Nội dung gửi lên quá lớn. Gói quy định tối đa 256 kB.',
  },
  'too-many-requests': {
    status: 429,
    title: 'too many wrong secrets',
    detail: 'Nhập sai quá nhiều lần. Chờ một phút rồi thử lại.',
  },
  'already-decided': {
    status: 409,
    title: 'somebody has decided this already',
    detail: 'Hồ sơ này đã có quyết định. Mở lại hồ sơ để xem; quyết định đã gửi không thay được.',
  },
  'case-left': {
    status: 409,
    title: 'the case went another way',
    detail: 'Phường đã dừng, chuyển hoặc rút hồ sơ này; không còn chờ thành phố quyết định.',
  },
  'pack-version-taken': {
    status: 409,
    title: 'this version was published with another content',
    detail: 'Phiên bản này của gói quy định đã công bố với nội dung khác. Tăng số phiên bản rồi công bố lại.',
  },
  'pack-unreadable': {
    status: 422,
    title: 'not a rule pack',
    detail: 'Không đọc được gói quy định: cần JSON có id, version và effectiveFrom.',
  },
  'ward-unknown': {
    status: 404,
    title: 'no such ward',
    detail: 'Có phường chưa được khai báo ở thành phố. Kiểm tra lại mã phường.',
  },
  'wrong-fingerprint': {
    status: 409,
    title: 'the digits are not those of the key',
    detail:
      'Tám chữ số đọc qua điện thoại không khớp với khóa này. Không đưa khóa vào danh sách; kiểm tra lại.',
  },
  'unknown-key': {
    status: 404,
    title: 'no such key of a ward',
    detail: 'Không có khóa nào của phường mang mã này.',
  },
  'key-withdrawn': {
    status: 409,
    title: 'the key was rejected or withdrawn',
    detail: 'Khóa này đã bị từ chối hoặc thu hồi. Đề nghị phường tạo khóa khác rồi gửi lại.',
  },
  'key-listed': {
    status: 409,
    title: 'the key is on the trust list',
    detail: 'Khóa này đã vào danh sách tin cậy, không từ chối được nữa. Muốn ngừng dùng thì thu hồi khóa.',
  },
  'unknown-checkpoint': {
    status: 404,
    title: 'no such device of a checkpoint',
    detail: 'Không có máy nào của chốt mang mã này. Mở lại danh sách máy của chốt.',
  },
  fault: {
    status: 500,
    title: 'the server failed',
    detail: 'Máy chủ thành phố gặp lỗi. Thử lại; nếu còn lỗi, báo cán bộ CNTT.',
  },
}

/** A refused request of an operator on its way to the door. */
export class OperatorRefused extends Error {
  readonly problem: OperatorProblem & Pick<Rule, 'status'>

  constructor(code: OperatorProblemCode) {
    super(code)
    this.problem = { type: `urn:quay-city:problem:${code}`, code, ...rules[code] }
  }
}
