/** Refusals of lists that were taken in as batches; `refusals.ts` joins them to the closed list. */
export const batchRefusals = {
  'batch-empty': {
    status: 409,
    vi: 'Không có dòng nào của danh sách nhận được. Xem lý do ở từng dòng, sửa danh sách rồi nhận lại.',
    en: 'No row of the list can be taken. See the reason beside each row, mend the list and take it again.',
  },
  'batch-sample': {
    status: 409,
    vi: 'Còn {count} dòng chọn kiểm tra chưa được mở xem. Mở từng dòng có dấu “Phải xem”, rồi xử lý cả danh sách.',
    en: '{count} rows drawn for checking have not been opened yet. Open each row marked “To be opened”, then act on the whole list.',
  },
  'batch-nothing-waits': {
    status: 409,
    vi: 'Không còn dòng nào của danh sách chờ bước này của bạn. Tải lại trang để xem tình trạng mới.',
    en: 'No row of the list waits for this step of yours any more. Load the page again to see how it stands.',
  },
  'batch-too-large': {
    status: 422,
    vi: 'Danh sách có {count} dòng nhận được, quá {most} dòng một lần. Chia thành nhiều tệp rồi nhận từng tệp.',
    en: 'The list has {count} rows to take, more than {most} at once. Split it and take the parts one by one.',
  },
  'batch-open-case': {
    status: 409,
    vi: 'Người này đang có hồ sơ {number} chưa xong. Giải quyết hoặc dừng hồ sơ đó trước.',
    en: 'This person has the open case {number}. Finish it or stop it first.',
  },
  'batch-somebody-like': {
    status: 409,
    vi: 'Có người ở đây trùng số giấy tờ, hoặc trùng họ tên và năm sinh mà số giấy tờ không đủ để phân biệt. Đăng ký riêng người này ở quầy: người đó hiện ra để so sánh và chọn.',
    en: 'Somebody here has the same number, or the same name and birth year with a number that does not tell them apart. Register this person alone at the counter: the other is shown there to compare and choose.',
  },
  'batch-beyond-headcount': {
    status: 409,
    vi: 'Đơn vị được xác nhận cho {most} người; cùng những người đã nhận, danh sách này có {count}. Bỏ bớt dòng, hoặc làm hồ sơ xác nhận mới với đúng số người.',
    en: 'The organisation is confirmed for {most} people; with those taken already, this list has {count}. Leave rows out, or have it confirmed anew for the right number.',
  },
  'batch-unconfirmed': {
    status: 409,
    vi: 'Danh sách nộp bằng tệp chưa được bên xác nhận đơn vị đồng ý ({roles}). Chờ bước đó, rồi duyệt danh sách.',
    en: 'The list came by file and those who confirm the organisation have not agreed to it yet ({roles}). Wait for that step, then approve the list.',
  },
  'batch-no-procedure': {
    status: 409,
    vi: 'Quy định đang áp dụng không cấp giấy theo danh sách của loại hồ sơ này. Mở hồ sơ đơn vị theo quy định hiện hành.',
    en: 'The rules in force issue no papers by the list of this kind of case. Open the organisation’s case under the rules in force.',
  },
  'batch-same-list': {
    status: 409,
    vi: 'Danh sách này đã được nhận ngày {day}. Không cần nhận lại; mở danh sách đó để xem.',
    en: 'This very list was taken on {day}. There is nothing to take again; open that one.',
  },
  'batch-all-good': {
    status: 409,
    vi: 'Không dòng nào của danh sách cần sửa, nên không có gì để viết thư. Nhận danh sách.',
    en: 'No row of the list has to be mended, so there is nothing to write about. Take the list.',
  },
  'batch-no-papers': {
    status: 409,
    vi: 'Danh sách chưa có giấy nào đã đóng dấu chờ trả. Đóng dấu trước, rồi in danh sách nhận giấy.',
    en: 'No sealed paper of the list waits to be fetched. Seal first, then print the pick-up list.',
  },
  'batch-no-reader': {
    status: 503,
    vi: 'Máy này chưa mở được tệp danh sách (thiếu thành phần đọc tệp). Cài lại phần mềm, hoặc nhập danh sách ở máy khác.',
    en: 'This PC cannot open lists (the part that reads files is missing). Install the program again, or take the list on another PC.',
  },
  'batch-intake-gone': {
    status: 409,
    vi: 'Bản xem trước của danh sách không còn ở máy này. Chọn lại tệp danh sách.',
    en: 'The preview of the list is no longer on this PC. Choose the file again.',
  },
} as const
