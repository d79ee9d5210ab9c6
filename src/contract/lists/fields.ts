/** What a list is: the workers of an organisation, or the households of a residential group. */
export const listKinds = ['organisation', 'households'] as const
export type ListKind = (typeof listKinds)[number]

/** What a column of a list may hold, as a clerk reads it in a sentence. `record` names what a row is judged by. */
const words = {
  fullName: { vi: 'họ tên', en: 'full name' },
  idNumber: { vi: 'số giấy tờ', en: 'ID number' },
  birthDate: { vi: 'ngày sinh', en: 'birth date' },
  sex: { vi: 'giới tính', en: 'sex' },
  phone: { vi: 'điện thoại', en: 'phone' },
  email: { vi: 'thư điện tử', en: 'e-mail' },
  residence: { vi: 'nơi ở', en: 'residence' },
  workplace: { vi: 'nơi làm việc', en: 'workplace' },
  job: { vi: 'công việc', en: 'job' },
  route: { vi: 'lộ trình', en: 'route' },
  vehiclePlate: { vi: 'biển số xe', en: 'vehicle plate' },
  schedule: { vi: 'ngày giờ đi', en: 'days and hours' },
  lastDay: { vi: 'ngày hết hạn', en: 'last day' },
  group: { vi: 'tổ dân phố', en: 'residential group' },
  stairwell: { vi: 'cầu thang', en: 'stairwell' },
  members: { vi: 'số nhân khẩu', en: 'members' },
  shopper: { vi: 'người đi chợ', en: 'who shops' },
  shopperIdNumber: { vi: 'số giấy tờ người đi chợ', en: 'ID number of who shops' },
  zone: { vi: 'vùng', en: 'zone' },
  stay: { vi: 'diện cư trú', en: 'kind of stay' },
  relation: { vi: 'quan hệ với chủ hộ', en: 'relation to the head' },
  note: { vi: 'ghi chú', en: 'note' },
} as const

/** A value a row of a list has. */
export type ListField = keyof typeof words

/** Parts of a value that lists spread over columns of their own. */
const partWords = {
  familyName: { vi: 'họ và tên đệm', en: 'family and middle name' },
  givenName: { vi: 'tên', en: 'given name' },
  birthDay: { vi: 'ngày (sinh)', en: 'day (of birth)' },
  birthMonth: { vi: 'tháng (sinh)', en: 'month (of birth)' },
  birthYear: { vi: 'năm sinh', en: 'year of birth' },
  birthMale: { vi: 'năm sinh (nam)', en: 'birth, men' },
  birthFemale: { vi: 'năm sinh (nữ)', en: 'birth, women' },
  oldIdNumber: { vi: 'số CMND', en: 'old ID number' },
  house: { vi: 'số nhà', en: 'house number' },
  street: { vi: 'đường', en: 'street' },
  serial: { vi: 'số thứ tự', en: 'serial number' },
} as const

/** What one column of the file is: a value, or a part of one; `serial` is a running number and counts for nothing. */
export type ColumnMeaning = ListField | keyof typeof partWords

const meaningWords = { ...words, ...partWords } as const
export const columnMeanings = Object.keys(meaningWords) as readonly ColumnMeaning[]
export const listFields = Object.keys(words) as readonly ListField[]

/** The name of a value or column, for a sentence. */
export function meaningWord(meaning: ColumnMeaning, language: 'vi' | 'en'): string {
  return meaningWords[meaning][language]
}

/** Fields without which a row is bad; a file that has no column for them is refused. */
export const neededFields: Readonly<Record<ListKind, readonly ListField[]>> = {
  organisation: ['fullName', 'idNumber'],
  households: ['fullName', 'residence'],
}

/** Fields the desk asks for later: an empty cell is to be looked at, a missing column is said once. */
export const wantedFields: Readonly<Record<ListKind, readonly ListField[]>> = {
  organisation: ['birthDate', 'residence'],
  households: ['members'],
}

/** Most columns of a table. */
export const mostColumns = 200
