import { type ColumnMeaning, columnMeanings, meaningWord } from './fields.ts'

/** How much a reason weighs: a note leaves the row good, `to-check` wants a look, `bad` has to be mended first. */
export type ReasonWeight = 'note' | 'to-check' | 'bad'
type Reason = { readonly weight: ReasonWeight; readonly vi: string; readonly en: string }

/**
 * The closed list of what is said about a row, each with how to mend it. `{field}` becomes the name of the column,
 * any other name is filled from the data of the finding.
 */
export const rowReasons = {
  missing: {
    weight: 'bad',
    vi: 'Thiếu {field}. Điền ô này rồi gửi lại.',
    en: 'The {field} is missing. Fill in this cell and send the list again.',
  },
  'control-characters': {
    weight: 'bad',
    vi: 'Ô {field} có ký tự ẩn không đọc được. Xóa ô và gõ lại bằng tay.',
    en: 'The {field} cell holds hidden characters. Clear it and type it again by hand.',
  },
  'letters-lost': {
    weight: 'bad',
    vi: 'Ô {field} đã mất chữ tiếng Việt (“{text}”). Gõ lại đủ dấu.',
    en: 'The {field} cell has lost Vietnamese letters (“{text}”). Type it again with all marks.',
  },
  'name-not-letters': {
    weight: 'bad',
    vi: 'Ô {field} (“{text}”) có chữ số hoặc ký hiệu. Chỉ ghi họ tên như trên giấy tờ.',
    en: 'The {field} cell (“{text}”) has digits or signs. Write the name alone, as on the ID document.',
  },
  'too-long': {
    weight: 'bad',
    vi: 'Ô {field} dài quá {most} ký tự. Viết gọn lại.',
    en: 'The {field} cell is longer than {most} characters. Make it shorter.',
  },
  'not-printable': {
    weight: 'bad',
    vi: 'Ô {field} có ký hiệu không in được lên giấy. Bỏ ký hiệu đó.',
    en: 'The {field} cell has a sign that cannot be printed. Take it out.',
  },
  'id-form': {
    weight: 'bad',
    vi: 'Số giấy tờ “{text}” không đúng: căn cước 12 chữ số, CMND 9 chữ số, hộ chiếu một chữ cái và 7 chữ số. Đối chiếu giấy tờ rồi sửa.',
    en: 'The number “{text}” is no ID number: an ID card has 12 digits, an old card 9, a passport one letter and 7 digits. Compare the document and correct it.',
  },
  'not-confirmed': {
    weight: 'bad',
    vi: 'Người này không có trong danh sách đã xác nhận của đơn vị, hoặc lộ trình khác lộ trình đã đăng ký. Sửa lộ trình, hoặc nộp hồ sơ bổ sung người.',
    en: 'This person is not on the confirmed list of the organisation, or takes another route than registered. Correct the route, or apply for the person to be added.',
  },
  'number-rounded': {
    weight: 'bad',
    vi: 'Excel đã đổi số trong ô {field} thành “{text}” và làm mất chữ số cuối. Định dạng cột là Văn bản (Text) rồi gõ lại số.',
    en: 'Excel turned the number in {field} into “{text}” and lost its last digits. Format the column as Text and type the number again.',
  },
  'cell-error': {
    weight: 'bad',
    vi: 'Ô {field} đang báo lỗi “{text}”. Thay công thức bằng giá trị.',
    en: 'The {field} cell shows the error “{text}”. Replace the formula by its value.',
  },
  'formula-empty': {
    weight: 'bad',
    vi: 'Ô {field} là công thức chưa có kết quả; phần mềm không tính công thức. Dán lại dưới dạng giá trị (Paste Values).',
    en: 'The {field} cell is a formula without a result; formulas are not evaluated here. Paste it again as a value.',
  },
  'date-unreadable': {
    weight: 'bad',
    vi: 'Không hiểu ngày “{text}” ở ô {field}. Ghi theo dạng ngày/tháng/năm, ví dụ 05/03/1985.',
    en: 'The date “{text}” in {field} cannot be read. Write day/month/year, such as 05/03/1985.',
  },
  'date-in-future': {
    weight: 'bad',
    vi: 'Ngày sinh {text} ở tương lai. Đối chiếu giấy tờ rồi sửa.',
    en: 'The birth date {text} lies in the future. Compare the document and correct it.',
  },
  'same-row': {
    weight: 'bad',
    vi: 'Người này đã có ở dòng {row}. Xóa một trong hai dòng.',
    en: 'This person already stands in row {row}. Delete one of the two rows.',
  },
  'same-number': {
    weight: 'bad',
    vi: 'Số giấy tờ {text} cũng ghi cho người khác ở dòng {row}. Đối chiếu giấy tờ, sửa dòng sai.',
    en: 'The ID number {text} is also given for somebody else in row {row}. Compare the documents and correct the wrong row.',
  },
  'same-person': {
    weight: 'to-check',
    vi: 'Trùng họ tên và ngày sinh với dòng {row} nhưng khác số giấy tờ. Kiểm tra có phải một người không.',
    en: 'Same name and birth date as row {row}, with another ID number. See whether it is one person.',
  },
  'same-household': {
    weight: 'to-check',
    vi: 'Trùng chủ hộ và địa chỉ với dòng {row}. Kiểm tra có phải một hộ không.',
    en: 'Same head and address as row {row}. See whether it is one household.',
  },
  empty: {
    weight: 'to-check',
    vi: 'Ô {field} để trống. Điền nếu biết.',
    en: 'The {field} cell is empty. Fill it in if you know it.',
  },
  formula: {
    weight: 'to-check',
    vi: 'Ô {field} là công thức; dùng kết quả đã lưu “{text}”, không tính lại. Xem có đúng không.',
    en: 'The {field} cell is a formula; its stored result “{text}” is used and not computed again. See whether it is right.',
  },
  'zeros-doubtful': {
    weight: 'to-check',
    vi: 'Ô {field} thiếu số 0 ở đầu: “{text}” đọc là {read}. Đối chiếu giấy tờ.',
    en: 'The {field} cell lacks leading zeros: “{text}” is read as {read}. Compare the document.',
  },
  'old-id-card': {
    weight: 'to-check',
    vi: 'Số {text} là CMND 9 số, loại giấy đã hết giá trị. Ghi số căn cước 12 chữ số nếu có.',
    en: 'The number {text} is of an old 9-digit card, no longer valid. Give the 12-digit number if there is one.',
  },
  passport: {
    weight: 'to-check',
    vi: 'Số {text} là hộ chiếu. Kiểm tra người này không có căn cước.',
    en: 'The number {text} is of a passport. See that this person has no ID card.',
  },
  'id-place-unknown': {
    weight: 'to-check',
    vi: 'Ba số đầu của {text} không phải mã tỉnh nào. Đối chiếu giấy tờ.',
    en: 'The first three digits of {text} are no province. Compare the document.',
  },
  'id-sex-differs': {
    weight: 'to-check',
    vi: 'Giới tính trong số {text} khác cột giới tính. Đối chiếu giấy tờ.',
    en: 'The sex in the number {text} differs from the column. Compare the document.',
  },
  'id-birth-differs': {
    weight: 'to-check',
    vi: 'Năm sinh trong số {text} khác ngày sinh {date}. Đối chiếu giấy tờ.',
    en: 'The birth year in the number {text} differs from the birth date {date}. Compare the document.',
  },
  'date-ambiguous': {
    weight: 'to-check',
    vi: 'Ngày “{text}” ở ô {field} có thể là {read} hoặc {other}; tạm đọc là {read}. Đối chiếu giấy tờ.',
    en: 'The date “{text}” in {field} may be {read} or {other}; it is read as {read} for now. Compare the document.',
  },
  'year-short': {
    weight: 'to-check',
    vi: 'Ngày “{text}” ở ô {field} chỉ có hai số của năm; đọc là {read}. Kiểm tra lại.',
    en: 'The date “{text}” in {field} has a year of two digits; it is read as {read}. Please check.',
  },
  'age-unusual': {
    weight: 'to-check',
    vi: 'Theo ngày sinh {date} người này {age} tuổi. Kiểm tra lại.',
    en: 'By the birth date {date} this person is {age} years old. Please check.',
  },
  'marks-missing': {
    weight: 'to-check',
    vi: 'Họ tên “{text}” có vẻ viết không dấu. Ghi đủ dấu như trên giấy tờ.',
    en: 'The name “{text}” seems to lack its marks. Write it with all marks, as on the document.',
  },
  'letters-doubtful': {
    weight: 'to-check',
    vi: 'Ô {field} (“{text}”) có chữ lạ, có thể do phông chữ cũ. Xem lại chữ.',
    en: 'The {field} cell (“{text}”) has odd letters, perhaps of an old font. Look at the letters again.',
  },
  'letters-two-ways': {
    weight: 'to-check',
    vi: 'Ô {field} có thể gõ bằng phông chữ cũ, đọc được hai cách: “{text}” (đang lấy) hoặc “{other}”. Đối chiếu giấy tờ.',
    en: 'The {field} cell may have been typed in an old font and reads in two ways: “{text}” (taken) or “{other}”. Compare the document.',
  },
  'zone-unknown': {
    weight: 'to-check',
    vi: 'Vùng “{text}” không có trong quy tắc đang áp dụng ({zones}). Sửa trong tệp; nếu không, dòng này lấy vùng chọn chung.',
    en: 'The zone “{text}” is not in the rules in force ({zones}). Correct the file; otherwise this row takes the zone chosen for all.',
  },
  'household-elsewhere': {
    weight: 'to-check',
    vi: 'Số giấy tờ này là của người đi chợ hộ số {household} trong sổ ({head}, {address}). Nếu hộ đã chuyển chỗ thì sửa địa chỉ ở hộ đó, và bỏ dòng này.',
    en: 'This ID number is that of the shopper of household {household} on the roster ({head}, {address}). If the household has moved, correct its address there and leave this row out.',
  },
  'phone-unusual': {
    weight: 'to-check',
    vi: 'Số điện thoại “{text}” không đúng dạng. Sửa hoặc bỏ trống.',
    en: 'The phone number “{text}” has an unusual form. Correct it or leave it empty.',
  },
  'plate-unusual': {
    weight: 'to-check',
    vi: 'Biển số “{text}” không đúng dạng thường gặp. Kiểm tra lại.',
    en: 'The plate “{text}” has an unusual form. Please check.',
  },
  'email-unusual': {
    weight: 'to-check',
    vi: 'Địa chỉ thư “{text}” không đúng dạng. Sửa hoặc bỏ trống.',
    en: 'The e-mail address “{text}” has an unusual form. Correct it or leave it empty.',
  },
  'sex-unreadable': {
    weight: 'to-check',
    vi: 'Giới tính “{text}” không hiểu được. Ghi Nam hoặc Nữ.',
    en: 'The sex “{text}” cannot be read. Write Nam or Nữ.',
  },
  'members-unreadable': {
    weight: 'to-check',
    vi: 'Số nhân khẩu “{text}” không đúng. Ghi một số từ 1 đến 50.',
    en: 'The number of members “{text}” is not right. Write a number from 1 to 50.',
  },
  'on-other-list': {
    weight: 'to-check',
    vi: 'Người này cũng có trong danh sách “{list}”. Chỉ một đơn vị được cấp; hỏi lại hai đơn vị.',
    en: 'This person is also on the list “{list}”. Only one organisation may list them; ask both.',
  },
  'live-permit': {
    weight: 'to-check',
    vi: 'Người này đang có giấy {number}, hạn đến {until}. Bỏ dòng này, hoặc thu hồi giấy cũ trước khi cấp.',
    en: 'This person holds the live paper {number}, valid to {until}. Leave the row out, or withdraw the old paper first.',
  },
  'zeros-restored': {
    weight: 'note',
    vi: 'Đã thêm lại số 0 ở đầu {field}: {read}.',
    en: 'Leading zeros of {field} were restored: {read}.',
  },
  'letters-converted': {
    weight: 'note',
    vi: 'Đã đổi phông chữ cũ ở ô {field}: “{before}” thành “{after}”.',
    en: 'An old font was converted in {field}: “{before}” to “{after}”.',
  },
  'phone-renumbered': {
    weight: 'note',
    vi: 'Số điện thoại 11 số cũ “{text}” đã đổi thành {read}.',
    en: 'The old 11-digit phone number “{text}” became {read}.',
  },
} as const satisfies Record<string, Reason>

export type ReasonCode = keyof typeof rowReasons
export const reasonCodes = Object.keys(rowReasons) as readonly ReasonCode[]

/** One finding about a row: what, in which column, and the facts of its sentence. */
export type Finding = {
  readonly code: ReasonCode
  readonly field: ColumnMeaning | null
  readonly data: Readonly<Record<string, string | number>>
}

/** The sentence of a finding. */
export function findingText({ code, field, data }: Finding, language: 'vi' | 'en'): string {
  const named = field === null ? data : { ...data, field: meaningWord(field, language) }
  return fillSentence(rowReasons[code][language], named, language)
}

/** Fills a sentence; a fact that names columns (`columns: 'fullName, idNumber'`) becomes their words. */
export function fillSentence(
  sentence: string,
  data: Readonly<Record<string, string | number>>,
  language: 'vi' | 'en',
): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const fact = String(data[name] ?? whole)
    return name === 'columns' ? columnWords(fact, language) : fact
  })
}

function columnWords(codes: string, language: 'vi' | 'en'): string {
  const wordOf = (code: string) => {
    const meaning = columnMeanings.find((one) => one === code)
    return meaning === undefined ? code : meaningWord(meaning, language)
  }
  return codes.split(', ').map(wordOf).join(', ')
}
