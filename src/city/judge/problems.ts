import type { EventProblem, EventProblemCode } from '../../contract/sync/problem.ts'

/** One sentence for the officer or the IT man, in Vietnamese, without personal data. */
const sentences: Readonly<Record<EventProblemCode, { title: string; detail: string }>> = {
  'role-not-allowed': {
    title: 'the role may not do this act',
    detail: 'Vai trò ghi trong việc này không được phép làm việc này. Chuyển cho cán bộ đúng vai trò.',
  },
  'four-eyes': {
    title: 'one person may not do both acts',
    detail: 'Cùng một cán bộ đã làm bước trước của hồ sơ này. Bước này phải do người khác làm.',
  },
  'stale-base': {
    title: 'somebody else moved the case first',
    detail: 'Hồ sơ đã được người khác xử lý trước. Mở lại hồ sơ để xem tình trạng mới rồi quyết định.',
  },
  'wrong-state': {
    title: 'not possible in this state',
    detail: 'Hồ sơ không ở bước cho phép làm việc này. Mở lại hồ sơ để xem tình trạng hiện tại.',
  },
  'depends-on-refused': {
    title: 'built on a refused event',
    detail: 'Việc này dựa trên một việc đã bị từ chối. Sửa việc bị từ chối trước rồi làm lại.',
  },
  'parked-too-long': {
    title: 'the event it waits for never came',
    detail: 'Đã chờ quá lâu mà không nhận được việc trước đó từ máy khác. Kiểm tra máy kia rồi làm lại.',
  },
  'invalid-line': {
    title: 'the line is not a valid event',
    detail: 'Máy chủ đã lưu nhưng không đọc được nội dung. Cán bộ CNTT sẽ xử lý; không cần làm lại.',
  },
  'unknown-type': {
    title: 'the server does not know this type',
    detail: 'Máy chủ đã lưu nhưng chưa biết loại việc này. Cán bộ CNTT sẽ cập nhật; không cần làm lại.',
  },
  'unknown-version': {
    title: 'the server does not know this version of the type',
    detail: 'Máy chủ đã lưu nhưng chưa biết phiên bản của loại việc này. Không cần làm lại.',
  },
  'invalid-body': {
    title: 'the body does not fit its type',
    detail: 'Máy chủ đã lưu nhưng nội dung không đúng mẫu. Cán bộ CNTT sẽ xử lý; không cần làm lại.',
  },
  'id-reused': {
    title: 'the same id with another content',
    detail: 'Mã của việc này đã được dùng cho một việc khác. Cán bộ CNTT sẽ đối chiếu; không cần làm lại.',
  },
  'line-ward-mismatch': {
    title: 'the line names another ward',
    detail: 'Việc này ghi mã phường khác với máy gửi. Cán bộ CNTT sẽ xử lý; không cần làm lại.',
  },
  'subject-not-yet-known': {
    title: 'the case is not known yet',
    detail: 'Hồ sơ này đăng ký ở máy khác và chưa gửi lên. Kết quả sẽ có khi máy kia gửi.',
  },
  'base-not-yet-known': {
    title: 'an earlier event is not known yet',
    detail: 'Bước trước của hồ sơ làm ở máy khác và chưa gửi lên. Kết quả sẽ có khi máy kia gửi.',
  },
}

/** The problem of an event, with its sentence; `pointer` is a JSON pointer into the line. */
export function eventProblem(code: EventProblemCode, pointer?: string): EventProblem {
  const { title, detail } = sentences[code]
  const problem = { type: `urn:psp1:problem:${code}`, title, code, detail }
  return pointer === undefined ? problem : { ...problem, pointer }
}
