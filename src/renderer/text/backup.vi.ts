/** The backups of this PC. */
export const backup = {
  title: 'Sao lưu máy này',
  folder: 'Thư mục sao lưu',
  folderHint:
    'Nên là USB luôn cắm hoặc ổ đĩa khác, ví dụ E:\\sao-luu. Có thay đổi thì mỗi giờ một bản, khi không ai chờ và khi đóng quầy. Bản sao vẫn mã hóa.',
  last: 'Lần sao lưu gần nhất',
  never: 'Chưa bao giờ',
  drill: 'Thử khôi phục',
  notYet: 'Chưa thử',
  well: (at: string) => `Được, ${at}`,
  drillFailed: (name: string) => `Bản sao lưu ${name} không dựng lại được`,
  drillFailedNext: (fault: string) =>
    `Khi thử lại thì hỏng (${fault}). USB có thể đã hỏng: đổi USB khác, bấm Sao lưu ngay. Máy tự thử lại vào ngày hôm sau.`,
  save: 'Dùng thư mục này',
  saved: 'Máy sẽ tự sao lưu vào thư mục này',
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
