/** What may be wrong with stock and the day's close; `refusals.ts` joins them to the closed list. */
export const stockRefusals = {
  'stock-off': {
    status: 409,
    vi: 'Máy này chưa theo dõi phôi giấy. Nhờ công an phường hoặc quản trị đặt loại phôi ở trang Phôi giấy (F8), rồi ghi lại.',
    en: 'This PC keeps no account of blank paper. Ask ward police or the administrator to set the kinds on the Blank paper page (F8), then record it again.',
  },
  'stock-not-enough': {
    status: 409,
    vi: 'Sổ chỉ còn {left} tờ {what}. Kiểm tra lại số lượng; nếu đã nhận thêm mà chưa ghi, ghi nhận phôi trước.',
    en: 'The books have only {left} sheets of {what}. Check the quantity; if more came in, record the delivery first.',
  },
  'stock-serials': {
    status: 422,
    vi: 'Dải số {serials} chưa đúng. Gõ như AB000001-AB000500, nhiều dải cách nhau bằng dấu phẩy; loại phôi không đánh số thì chỉ gõ số lượng.',
    en: 'The numbers {serials} are not right. Type AB000001-AB000500, with commas between several; for sheets without numbers type only how many.',
  },
  'stock-serial-here': {
    status: 409,
    vi: 'Số {serials} đã có trong phôi của máy này. Xem lại phiếu giao nhận và các lần ghi trong ngày, rồi gõ đúng dải số.',
    en: 'The numbers {serials} are in the stock of this PC already. Look at the delivery note and what was recorded, then type the right numbers.',
  },
  'stock-serial-not-here': {
    status: 409,
    vi: 'Số {serials} không có trong phôi của máy này. Xem dải số trong kỳ ở bảng, rồi gõ đúng số in trên tờ phôi.',
    en: 'The numbers {serials} are not in the stock of this PC. Look at the numbers in the table, then type those printed on the sheets.',
  },
  'stock-two-people': {
    status: 422,
    vi: 'Biên bản hủy cần hai người khác nhau. Ghi đủ họ tên hai người chứng kiến.',
    en: 'Destroying takes two different people. Write the full names of both.',
  },
  'stock-unknown-paper': {
    status: 404,
    vi: 'Không có giấy {said} nào đóng dấu ở máy này. Quét mã trên giấy, hoặc gõ đúng số giấy; giấy của máy khác thì ghi ở máy đó.',
    en: 'No paper {said} was sealed on this PC. Scan its code or type its number; a paper of another PC is recorded there.',
  },
  'stock-paper-back': {
    status: 409,
    vi: 'Giấy {said} đã được ghi là nộp lại. Không cần ghi lần nữa.',
    en: 'The paper {said} has been recorded as given back. It need not be recorded again.',
  },
  'stock-paper-not-waiting': {
    status: 409,
    vi: 'Giấy {said} không nằm trong số giấy chờ trả: đã trả, đã thay, đã thu hồi hoặc chưa in. Bỏ số này rồi ghi lại.',
    en: 'The paper {said} is not among those that wait: handed over, replaced, withdrawn or not printed. Take it off and record again.',
  },
  'stock-not-counted': {
    status: 409,
    vi: 'Chưa có số kiểm đếm để khóa sổ, hoặc vừa có người kiểm đếm lại. Bấm F9 kiểm đếm, xem số mới rồi khóa sổ.',
    en: 'There is no count to close the day with, or somebody has just counted again. Press F9 to count, look at the new figures, then close.',
  },
  'stock-count-all': {
    status: 422,
    vi: 'Chưa kiểm đếm đủ các loại phôi: {what}. Đếm từng loại, không còn tờ nào thì ghi 0.',
    en: 'Not every kind was counted: {what}. Count each; write 0 where none is left.',
  },
  'stock-unexplained': {
    status: 409,
    vi: 'Số kiểm đếm không khớp sổ: {what}. Đếm lại, hoặc giải trình chênh lệch bằng lời rồi khóa sổ.',
    en: 'The count does not match the books: {what}. Count again, or explain the difference in words, then close.',
  },
  'stock-kind-in-use': {
    status: 409,
    vi: 'Loại phôi {what} còn {left} tờ, hoặc có phát sinh chưa khóa sổ. Khóa sổ với số tờ bằng 0 trước khi bỏ hoặc đổi cách đánh số.',
    en: 'There are {left} sheets of {what}, or movements not closed yet. Close the day with none left before you remove it or change its numbering.',
  },
  'stock-sheet-twice': {
    status: 422,
    vi: 'Một loại giấy chỉ in trên một loại phôi. Bỏ chọn loại giấy ở một trong hai loại phôi rồi lưu lại.',
    en: 'A paper is printed on one kind of sheet only. Take it off one of the two kinds and save again.',
  },
} as const
