/** Refusals about this PC: its store, its disk, its clock and its line to the city; `refusals.ts` joins them to the closed list. */
export const installationRefusals = {
  'office-not-set-up': {
    status: 409,
    vi: 'Máy này chưa được thiết lập. Mở trang Thiết lập và làm theo từng bước.',
    en: 'This PC is not set up yet. Open the set-up page and follow the steps.',
  },
  'office-already-set-up': {
    status: 409,
    vi: 'Máy này đã được thiết lập. Hãy đăng nhập.',
    en: 'This PC is already set up. Please sign in.',
  },
  'office-locked': {
    status: 423,
    vi: 'Kho dữ liệu đang khóa. Một cán bộ cần đăng nhập để mở.',
    en: 'The data store is locked. A member of staff has to sign in to open it.',
  },
  'wrong-key': {
    status: 423,
    vi: 'Không mở được kho dữ liệu bằng khóa này. Tệp được giữ nguyên. Dùng mã khôi phục trong phong bì niêm phong hoặc gọi cán bộ CNTT.',
    en: 'The data store does not open with this key. The file is untouched. Use the recovery code from the sealed envelope or call the IT officer.',
  },
  'newer-database': {
    status: 423,
    vi: 'Kho dữ liệu được tạo bởi phiên bản mới hơn ({found}, phần mềm này hiểu đến {known}). Hãy cập nhật phần mềm; dữ liệu không bị thay đổi.',
    en: 'The data store was made by a newer version ({found}; this program knows up to {known}). Update the program; the data is unchanged.',
  },
  'damaged-database': {
    status: 423,
    vi: 'Kho dữ liệu bị hỏng ({detail}). Tệp được giữ nguyên để khôi phục. Đừng xóa gì; gọi cán bộ CNTT.',
    en: 'The data store is damaged ({detail}). The file is kept as it is for recovery. Delete nothing; call the IT officer.',
  },
  'already-open': {
    status: 423,
    vi: 'Một cửa sổ hoặc chương trình khác đang dùng kho dữ liệu này. Chuyển sang cửa sổ đang mở, hoặc đóng nó rồi thử lại.',
    en: 'Another window or program is using this data store. Switch to the open window, or close it and try again.',
  },
  'disk-full': {
    status: 507,
    vi: 'Ổ đĩa đã đầy: CHƯA LƯU. Biểu mẫu được giữ nguyên. Giải phóng ổ đĩa rồi bấm Lưu lại.',
    en: 'The disk is full: NOT SAVED. The form is kept. Free some space and save again.',
  },
  'disk-nearly-full': {
    status: 507,
    vi: 'Ổ đĩa sắp đầy (còn {megabytes} MB) nên không nhận hồ sơ mới. Vẫn in và đồng bộ được. Hãy gọi cán bộ CNTT.',
    en: 'The disk is nearly full ({megabytes} MB left), so no new cases are taken. Printing and sync still work. Call the IT officer.',
  },
  'copy-not-written': {
    status: 507,
    vi: 'Đã ghi vào kho nhưng bản sao an toàn chưa ghi được. Bấm Lưu lại để xác nhận; hồ sơ không bị nhân đôi.',
    en: 'Stored, but the safety copy could not be written. Save again to confirm; the case will not be doubled.',
  },
  'clock-doubtful': {
    status: 409,
    vi: 'Đồng hồ máy có vẻ sai ({clock}). Chỉnh lại ngày giờ của máy, đăng nhập lại rồi làm tiếp.',
    en: "The PC's clock looks wrong ({clock}). Set its date and time, sign in again, then go on.",
  },
  'clock-unconfirmed': {
    status: 409,
    vi: 'Chưa chắc ngày giờ của máy là đúng ({clock}). Sai thì chỉnh lại ngày giờ; đúng thì quản trị bấm “Ngày giờ đúng” ở trang Đồng bộ, rồi làm lại.',
    en: 'It is not sure that the date and time of this PC are right ({clock}). If they are wrong, set them; if they are right, the administrator confirms them on the Sync page; then try again.',
  },
  'city-unreachable': {
    status: 503,
    vi: 'Không kết nối được máy chủ thành phố. Mọi việc vẫn làm được; phần chưa gửi sẽ tự gửi khi có mạng.',
    en: 'The city server cannot be reached. Everything still works; what is not sent yet goes by itself when the link is back.',
  },
  'city-refused': {
    status: 502,
    vi: 'Máy chủ thành phố từ chối: {detail}. Xem trang Đồng bộ và báo cán bộ CNTT.',
    en: 'The city server refused: {detail}. See the Sync page and tell the IT officer.',
  },
} as const
