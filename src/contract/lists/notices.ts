import { fillSentence } from './reasons.ts'

type Notice = { readonly vi: string; readonly en: string }

/** The closed list of what is said once about a whole file that could be read. */
export const listNotices = {
  'macros-ignored': {
    vi: 'Tệp có macro. Macro không được chạy và bị bỏ qua.',
    en: 'The file has macros. They were not run and are ignored.',
  },
  'external-links-ignored': {
    vi: 'Tệp có liên kết ra ngoài ({count}). Không mở liên kết nào; chỉ dùng giá trị đã lưu.',
    en: 'The file links to others ({count}). No link was followed; only stored values are used.',
  },
  'formulas-not-evaluated': {
    vi: 'Tệp có {count} ô công thức. Công thức không được tính; chỉ dùng kết quả đã lưu.',
    en: 'The file has {count} formula cells. Formulas are not evaluated; only stored results are used.',
  },
  'other-sheets': {
    vi: 'Chỉ đọc trang tính “{sheet}”. Chưa đọc: {others}.',
    en: 'Only the sheet “{sheet}” was read. Not read: {others}.',
  },
  'other-attachments': {
    vi: 'Chỉ đọc tệp đính kèm “{attachment}”. Không đọc: {others}.',
    en: 'Only the attachment “{attachment}” was read. Not read: {others}.',
  },
  'hidden-rows': {
    vi: 'Có {count} dòng đang bị ẩn trong tệp; vẫn được đọc. Xóa hẳn nếu không muốn gửi.',
    en: '{count} rows are hidden in the file; they were read all the same. Delete them if they are not meant.',
  },
  'merged-cells': {
    vi: 'Có {count} ô gộp; giá trị được lặp lại cho mọi dòng mà ô gộp phủ.',
    en: '{count} merged cells; their value counts for every row they cover.',
  },
  encoding: {
    vi: 'Tệp chữ được đọc theo bảng mã {encoding}. Xem trước tên vài người để chắc chắn.',
    en: 'The text file was read as {encoding}. Look at a few names to be sure.',
  },
  'letters-converted': {
    vi: 'Đã đổi {count} ô từ phông {encoding} sang Unicode. Xem trước và sau khi đổi.',
    en: '{count} cells were converted from {encoding} to Unicode. Compare before and after.',
  },
  'heading-repeated': {
    vi: 'Dòng tiêu đề lặp lại ở dòng {rows}; đã bỏ qua.',
    en: 'The heading repeats in rows {rows}; skipped.',
  },
  'section-rows': {
    vi: 'Dòng {rows} chỉ là tên nhóm hoặc dòng cộng; đã bỏ qua.',
    en: 'Rows {rows} are only titles of sections or totals; skipped.',
  },
  'signature-rows': {
    vi: 'Dòng {rows} thuộc phần ký tên, không phải người trong danh sách; đã bỏ qua.',
    en: 'Rows {rows} belong to the signature and are nobody of the list; skipped.',
  },
  'column-twice': {
    vi: 'Hai cột cùng là {columns}: lấy cột {column}, bỏ cột {other}. Chọn lại nếu chưa đúng.',
    en: 'Two columns are {columns}: {column} is used, {other} is not. Choose again if that is wrong.',
  },
  'columns-by-content': {
    vi: 'Không có tiêu đề rõ ràng; các cột được nhận theo nội dung: {columns}. Kiểm tra lại các cột.',
    en: 'No clear heading; columns were recognised by their content: {columns}. Check the columns.',
  },
  'column-absent': {
    vi: 'Danh sách không có cột: {columns}. Quầy sẽ hỏi thêm khi cấp giấy.',
    en: 'The list has no column: {columns}. The counter asks for it when the paper is made.',
  },
  'columns-ignored': {
    vi: 'Các cột không dùng đến: {headings}.',
    en: 'Columns that are not used: {headings}.',
  },
  'month-first': {
    vi: 'Cột {columns} ghi tháng trước ngày; đã đọc theo thứ tự đó.',
    en: 'The column {columns} writes the month first; it was read in that order.',
  },
  'members-counted': {
    vi: 'Danh sách ghi từng người; đã gom {count} người vào hộ của chủ hộ ở trên.',
    en: 'The list has a row for each person; {count} were counted into the household of the head above.',
  },
} as const satisfies Record<string, Notice>

export type NoticeCode = keyof typeof listNotices
export const noticeCodes = Object.keys(listNotices) as readonly NoticeCode[]

/** One notice with the facts of its sentence. */
export type ListNotice = {
  readonly code: NoticeCode
  readonly data: Readonly<Record<string, string | number>>
}

/** The sentence of a notice. */
export function noticeText({ code, data }: ListNotice, language: 'vi' | 'en'): string {
  return fillSentence(listNotices[code][language], data, language)
}
