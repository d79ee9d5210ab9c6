/** Refusals about who somebody is and may do; `refusals.ts` joins them to the closed list. */
export const accountRefusals = {
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
} as const
