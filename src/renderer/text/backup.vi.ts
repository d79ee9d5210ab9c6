/** The daily backup of this PC. */
export const backup = {
  title: 'Sao lưu máy này',
  folder: 'Thư mục sao lưu',
  folderHint: 'Nên là USB luôn cắm hoặc ổ đĩa khác, ví dụ E:\\sao-luu. Bản sao vẫn mã hóa.',
  last: 'Lần sao lưu gần nhất',
  never: 'Chưa bao giờ',
  save: 'Dùng thư mục này',
  saved: 'Máy sẽ tự sao lưu mỗi ngày vào thư mục này',
  stop: 'Thôi tự sao lưu',
  stopped: 'Máy không tự sao lưu nữa',
  now: 'Sao lưu ngay',
  done: (name: string) => `Đã sao lưu vào ${name}`,
  none: 'Máy này chưa được sao lưu',
  noneNext:
    'Chọn một thư mục trên USB hoặc ổ đĩa khác. Hỏng máy mà không có bản sao thì chỉ còn những gì thành phố đã nhận.',
  old: (days: string) => `Bản sao lưu gần nhất đã ${days} ngày`,
  oldNext: 'Cắm USB sao lưu vào; máy tự sao lưu khi không ai đang chờ, hoặc bấm Sao lưu ngay.',
}
