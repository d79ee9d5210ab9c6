/** Refusals of sealing and printing a paper; `refusals.ts` joins them to the closed list. */
export const paperRefusals = {
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
  'not-a-paper-scanned': {
    status: 409,
    vi: 'Mã vừa quét không phải mã của một tờ giấy đọc được. Quét mã QR trên tờ giấy vừa in, giữ thẳng và đủ sáng.',
    en: 'The code just scanned is not that of a paper that can be read. Scan the QR code of the sheet that was printed, flat and well lit.',
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
} as const
