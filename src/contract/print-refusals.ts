/** Refusals of printing many papers; `refusals.ts` joins them to the closed list. */
export const printRefusals = {
  'signed-elsewhere': {
    status: 409,
    vi: 'Giấy này được ký số trên máy khác của phường và tệp đã ký chưa về đến máy này. Bấm Gửi ngay ở trang Đồng bộ rồi in lại, hoặc in tại máy đã đóng dấu.',
    en: 'This paper was signed on another PC of the ward, and its signed file is not here yet. Press Send now on the Sync page and print again, or print it on the PC that sealed it.',
  },
  'print-job-empty': {
    status: 409,
    vi: 'Danh sách này không còn giấy nào đã đóng dấu mà chưa in trong khoảng đã chọn. Chọn khoảng khác, hoặc in lại từng giấy ở trang hồ sơ.',
    en: 'No sealed paper of this list is left to print in the chosen range. Choose another range, or print single papers again on their case page.',
  },
  'print-job-moved': {
    status: 409,
    vi: 'Đợt in đã sang tình trạng khác. Xem lại trang Đợt in rồi chọn việc phù hợp.',
    en: 'The print job has moved on. Look at its page again and choose what fits.',
  },
  'print-job-at-printer': {
    status: 409,
    vi: 'Máy in còn đang giữ giấy của đợt này. Chờ in xong phần đó, hoặc bấm Dừng máy in rồi cho biết tờ tốt cuối cùng.',
    en: 'The printer still has papers of this job. Wait until they are out, or press Stop the printer and say which was the last good one.',
  },
  'print-job-unknown-paper': {
    status: 422,
    vi: 'Không có giấy {said} trong phần đã gửi đến máy in của đợt này. Quét mã trên tờ tốt cuối cùng, hoặc gõ đúng số in trên giấy.',
    en: 'No paper {said} is among those of this job that went to the printer. Scan the code of the last good one, or type the number printed on it.',
  },
  'print-job-no-new-papers': {
    status: 409,
    vi: 'Chưa tờ nào trong số để riêng có giấy mới. Công an phường cấp giấy thay thế cho từng tờ trước, rồi bấm in giấy mới.',
    en: 'None of the papers set aside has a new one yet. Ward police replace each of them first; then print the new papers.',
  },
  'printer-placing': {
    status: 422,
    vi: 'Máy in chỉ chỉnh được trong khoảng ±{mm} mm và {least}–{most} %. Đo lại; nếu vẫn vậy, kiểm tra khay giấy, khổ giấy và chế độ in đúng cỡ (100 %) của máy in.',
    en: 'A printer can be set by ±{mm} mm and {least}–{most} % only. Measure again; if it stays so, check its tray, its paper size and that it prints at actual size (100 %).',
  },
  'printer-uneven': {
    status: 422,
    vi: 'Bề ngang và bề cao đo được lệch nhau quá 1 mm. Đo lại khung vuông; nếu vẫn vậy, máy in kéo giấy không đều và cần sửa.',
    en: 'Width and height as measured differ by more than 1 mm. Measure the square again; if it stays so, the printer feeds unevenly and needs service.',
  },
  'printer-paper': {
    status: 422,
    vi: 'Loại giấy này không vừa khổ {paper}. Chọn khổ lớn hơn.',
    en: 'This kind of sheet does not fit on {paper}. Choose larger paper.',
  },
} as const
