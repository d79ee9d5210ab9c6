/** Signing in. */
export const signIn = {
  who: 'Ai đang ở quầy?',
  password: 'Mật khẩu',
  pin: 'PIN',
  signIn: 'Đăng nhập',
  hint: 'Chọn tên bằng phím ↑ ↓, bấm Enter, gõ mật khẩu. Quên mật khẩu: hỏi quản trị.',
  locked: 'Kho dữ liệu đang khóa',
  lockedText: 'Người đăng nhập đầu tiên trong ngày mở kho. Tên đầy đủ hiện ra sau khi mở.',
  training: 'Văn phòng tập huấn: chọn vai',
  trainingText: 'Bấm số, hoặc ↑ ↓ rồi Enter, để vào ngay. Mật khẩu và mã PIN in bên cạnh để thử.',
  typed: 'Gõ mật khẩu như thật',
  typedText: 'Để tập nhập sai, bị khóa và mở khóa.',
}
