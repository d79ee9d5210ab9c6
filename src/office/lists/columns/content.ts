import type { ColumnMeaning } from '../../../contract/lists/fields.ts'
import { fold } from '../../../domain/text/fold.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { readPhone } from '../../../domain/text/phone.ts'
import { readPlate } from '../../../domain/text/plate.ts'
import { readDate } from '../judging/dates.ts'
import type { Cell } from '../table.ts'

/** Family names of nine people in ten, folded. */
const families: ReadonlySet<string> = new Set(
  `nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh mai trinh ta dao doan cao chu
  luong luu lam ha tong thai trieu quach vuong to la than kieu nghiem phung bach giap khuc ninh hua`.split(
    /\s+/,
  ),
)

/** Whether a folded word is a usual family name. */
function isFamilyName(word: string): boolean {
  return families.has(word)
}

type Test = readonly [ColumnMeaning, (text: string, cell: Cell) => boolean]

/** What the values of a column look like; the first test that most of them pass decides. */
const tests: readonly Test[] = [
  ['email', (text) => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text)],
  [
    'birthDate',
    (text, cell) =>
      cell.kind === 'date' || (text.length > 5 && !/^\d{9,}$/.test(text) && readDate(cell) !== null),
  ],
  ['phone', (text) => /^(?:\+84|84|0)/.test(text) && readPhone(text)?.kind === 'mobile'],
  ['idNumber', (text) => /^(?:\d{9}|\d{11,12})$/.test(text.replace(/[\s.']/g, ''))],
  ['sex', (text) => ['nam', 'nu', 'male', 'female'].includes(fold(text))],
  ['vehiclePlate', (text) => text.length <= 14 && /\d/.test(text) && readPlate(text).usual],
  ['birthDate', (text) => /^(?:19|20)\d\d$/.test(text)],
  [
    'fullName',
    (text) => /^\p{L}[\p{L}' ]+ [\p{L}' ]+$/u.test(text) && isFamilyName(fold(text).split(' ')[0] ?? ''),
  ],
  [
    'residence',
    (text) => text.length > 8 && /[\d,]|phố|đường|ngõ|tổ|thôn|phường/u.test(text) && /\p{L}/u.test(text),
  ],
]

const sample = 200
const most = 0.6
/** A longer text is none of these, and would keep the patterns busy. */
const longest = 200

/** What a column holds by the look of its first values; null where they look like nothing in particular. */
export function contentMeaning(cells: readonly Cell[]): ColumnMeaning | null {
  const looked = cells.slice(0, sample).filter(({ text }) => text.length <= longest)
  if (looked.length === 0) return null
  const found = tests.find(
    ([, fits]) => looked.filter((cell) => fits(tidy(cell.text), cell)).length >= looked.length * most,
  )
  return found?.[0] ?? null
}
