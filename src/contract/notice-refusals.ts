/** What may be wrong with notices by e-mail; `refusals.ts` joins them to the closed list. */
export const noticeRefusals = {
  'notice-moved': {
    status: 409,
    vi: 'Thông báo này vừa được gửi hoặc đã có người xử lý. Xem lại tình trạng trong danh sách rồi làm tiếp.',
    en: 'This notice has just been sent, or somebody has dealt with it. Look at it in the list again and go on.',
  },
  'mail-off': {
    status: 409,
    vi: 'Cơ quan chưa bật gửi thư điện tử. Nhờ quản trị đặt máy chủ thư, hoặc báo cho người dân bằng giấy.',
    en: 'This office does not send e-mail yet. Ask the administrator to set the mail server, or tell people on paper.',
  },
  'mail-unreachable': {
    status: 502,
    vi: 'Không kết nối được máy chủ thư. Kiểm tra tên máy chủ, cổng và đường truyền rồi gửi thử lại.',
    en: 'The mail server cannot be reached. Check its name, its port and the network, and send the test again.',
  },
  'mail-certificate': {
    status: 502,
    vi: 'Chứng thư của máy chủ thư không đúng hoặc máy chủ không mã hóa đường truyền. Kiểm tra kiểu bảo vệ và chứng thư đã ghim; chưa có gì được gửi.',
    en: 'The mail server’s certificate is not the right one, or it does not encrypt. Check the protection and the pinned certificate; nothing was sent.',
  },
  'mail-sign-in': {
    status: 502,
    vi: 'Máy chủ thư không nhận tài khoản hoặc mật khẩu. Nhập lại tài khoản và mật khẩu gửi thư rồi gửi thử.',
    en: 'The mail server does not take the account or its password. Type them again and send the test.',
  },
  'mail-refused': {
    status: 502,
    vi: 'Máy chủ thư không nhận thư (mã {code}). Kiểm tra địa chỉ gửi và địa chỉ nhận rồi gửi thử lại.',
    en: 'The mail server did not take the message (code {code}). Check sender and recipient and send the test again.',
  },
} as const
