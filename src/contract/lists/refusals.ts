/** Why a file cannot be read as a list; `refusals.ts` of the contract joins them to the closed list. */
export const listRefusals = {
  'list-too-big': {
    status: 413,
    vi: 'Tệp lớn hơn {megabytes} MB. Chia danh sách thành nhiều tệp nhỏ hơn rồi gửi từng tệp.',
    en: 'The file is larger than {megabytes} MB. Split the list into smaller files and send them one by one.',
  },
  'list-inflates': {
    status: 422,
    vi: 'Tệp nén phình ra quá lớn khi mở (quá {limit}). Mở bằng Excel, chép riêng bảng danh sách sang tệp mới rồi gửi lại.',
    en: 'The file grows too large when opened (over {limit}). Open it in Excel, copy the table alone to a new file and send that.',
  },
  'list-too-many-parts': {
    status: 422,
    vi: 'Tệp có quá {most} phần bên trong. Chép riêng bảng danh sách sang tệp mới rồi gửi lại.',
    en: 'The file has more than {most} parts inside. Copy the table alone to a new file and send that.',
  },
  'list-too-many-rows': {
    status: 422,
    vi: 'Danh sách có hơn {most} dòng. Chia thành nhiều tệp rồi gửi từng tệp; một tệp từ 65.536 dòng có thể đã bị Excel đời cũ cắt bớt.',
    en: 'The list has more than {most} rows. Split it and send the parts one by one; a file of 65,536 rows may have been cut by an old Excel.',
  },
  'list-too-many-cells': {
    status: 422,
    vi: 'Bảng có quá {most} ô. Chỉ giữ các cột cần thiết rồi gửi lại.',
    en: 'The table has more than {most} cells. Keep only the columns that are needed and send it again.',
  },
  'list-too-wide': {
    status: 422,
    vi: 'Bảng có hơn {most} cột. Chỉ giữ các cột cần thiết rồi gửi lại.',
    en: 'The table has more than {most} columns. Keep only those that are needed and send it again.',
  },
  'list-text-too-long': {
    status: 422,
    vi: 'Ô ở dòng {row} có quá {most} ký tự. Tệp có thể không phải danh sách; kiểm tra dòng đó.',
    en: 'A cell in row {row} has more than {most} characters. It may be no list; look at that row.',
  },
  'list-quotes': {
    status: 422,
    vi: 'Dấu ngoặc kép ở dòng {row} không được đóng đúng nên không biết dòng kết thúc ở đâu. Sửa dòng đó, hoặc lưu lại dạng .xlsx.',
    en: 'A quote in row {row} is not closed properly, so nobody can tell where the row ends. Correct that row, or save the list as .xlsx.',
  },
  'list-damaged': {
    status: 422,
    vi: 'Tệp bị hỏng hoặc tải về chưa hết ({detail}). Xin lại tệp, hoặc mở bằng Excel rồi lưu lại dạng .xlsx.',
    en: 'The file is damaged or cut off ({detail}). Ask for it again, or open it in Excel and save it as .xlsx.',
  },
  'list-encrypted': {
    status: 422,
    vi: 'Tệp có đặt mật khẩu nên không mở được. Mở bằng Excel, bỏ mật khẩu rồi lưu lại dạng .xlsx.',
    en: 'The file is locked by a password. Open it in Excel, take the password off and save it as .xlsx.',
  },
  'list-old-excel': {
    status: 422,
    vi: 'Tệp {format} là dạng cũ, không mở để tránh mã độc. Mở bằng Excel rồi lưu lại dạng .xlsx (File > Save As).',
    en: 'The file is {format}, an old form that is not opened for safety. Open it in Excel and save it as .xlsx (File > Save As).',
  },
  'list-other-format': {
    status: 422,
    vi: 'Tệp này là {format}, không phải danh sách. Gửi tệp .xlsx, .csv hoặc thư .eml có đính kèm một trong hai loại đó.',
    en: 'The file is {format} and no list. Send .xlsx or .csv, or a message .eml with one of them attached.',
  },
  'list-active-content': {
    status: 422,
    vi: 'Tệp có khai báo XML không được phép (DOCTYPE). Mở bằng Excel rồi lưu lại dạng .xlsx.',
    en: 'The file has an XML declaration that is not allowed (DOCTYPE). Open it in Excel and save it as .xlsx.',
  },
  'list-encoding-unknown': {
    status: 422,
    vi: 'Không nhận ra bảng mã của tệp chữ. Mở bằng Excel rồi lưu lại dạng .xlsx hoặc “CSV UTF-8”.',
    en: 'The encoding of the text file is not known. Open it in Excel and save it as .xlsx or “CSV UTF-8”.',
  },
  'list-empty': {
    status: 422,
    vi: 'Tệp không có dòng danh sách nào. Kiểm tra đúng tệp, đúng trang tính rồi gửi lại.',
    en: 'The file has no row of a list. See that it is the right file and sheet, and send it again.',
  },
  'list-columns-missing': {
    status: 422,
    vi: 'Không tìm thấy cột: {headings}. Thêm dòng tiêu đề có tên các cột đó, hoặc chọn cột bằng tay.',
    en: 'No column was found for: {headings}. Add a heading row with these names, or choose the columns by hand.',
  },
  'list-mapping-wrong': {
    status: 422,
    vi: 'Cách chọn cột không hợp với tệp này: {detail}. Chọn lại các cột.',
    en: 'The chosen columns do not fit this file: {detail}. Choose the columns again.',
  },
  'list-sheet-unknown': {
    status: 422,
    vi: 'Tệp không có trang tính “{sheet}”. Chọn một trong: {sheets}.',
    en: 'The file has no sheet “{sheet}”. Choose one of: {sheets}.',
  },
  'list-too-many-attachments': {
    status: 422,
    vi: 'Thư có hơn {most} tệp đính kèm hoặc phần lồng nhau. Lưu riêng tệp danh sách rồi mở tệp đó.',
    en: 'The message has more than {most} attachments or nested parts. Save the list alone and open that.',
  },
  'list-no-attachment': {
    status: 422,
    vi: 'Thư không đính kèm danh sách nào (.xlsx hoặc .csv). Đề nghị đơn vị gửi lại kèm danh sách.',
    en: 'The message has no list attached (.xlsx or .csv). Ask the organisation to send it again with the list.',
  },
  'list-too-slow': {
    status: 422,
    vi: 'Mở tệp quá {seconds} giây nên đã dừng. Tệp có thể quá lớn hoặc cố ý làm treo máy; chép riêng bảng sang tệp mới rồi gửi lại.',
    en: 'Opening the file took more than {seconds} seconds and was stopped. It may be too large, or made to hang; copy the table to a new file and send that.',
  },
  'list-too-much-memory': {
    status: 422,
    vi: 'Mở tệp tốn quá nhiều bộ nhớ nên đã dừng. Chép riêng bảng danh sách sang tệp mới rồi gửi lại.',
    en: 'Opening the file needed too much memory and was stopped. Copy the table alone to a new file and send that.',
  },
} as const
