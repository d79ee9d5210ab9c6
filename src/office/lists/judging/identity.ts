import type { ListField } from '../../../contract/lists/fields.ts'
import type { PartialDate } from '../../../domain/calendar.ts'
import {
  isOldCardNumber,
  isPersonalNumber,
  personalNumberParts,
} from '../../../domain/identity/personal-number.ts'
import type { Cell } from '../table.ts'
import { cleanText, shown } from './clean.ts'
import { note, type RowDraft } from './finding.ts'

/** A number with the day or place of issue behind it: `079185000123, 21/05/2021`. */
const issuedNumber = /^(\d{12}|\d{9})\s*[,;(/–-]\s*(?:\d{1,2}\/|cấp|ngày|cục)/iu

/** What else the row says about the person, against which a restored number is held. */
export type PersonFacts = { readonly birthDate: PartialDate | null; readonly sex: 'male' | 'female' | null }

/**
 * Reads the number of an identity paper. Excel drops leading zeros and rounds: a number that lacks one or two digits is
 * restored, quietly where place and birth year then agree; a rounded one is bad, because the digits are gone.
 */
export function readIdNumber(
  draft: RowDraft,
  field: ListField,
  cell: Cell | undefined,
  facts: PersonFacts,
): string | null {
  const text = cleanText(draft, field, cell)
  if (text === null || !cell) return null
  const compact = (issuedNumber.exec(text)?.[1] ?? text)
    .normalize('NFKC')
    .replace(/^[^\d:]*:\s*/u, '')
    .replace(/[\s.'’\-–]/gu, '')
    .toUpperCase()
  const digits = /^\d+(?:[.,]\d+)?E\+?\d+$/.test(text.toUpperCase())
    ? fromExponent(text.toUpperCase())
    : compact
  if (digits === null) {
    note(draft, 'number-rounded', field, { text: shown(text) })
    return null
  }
  const number = withZeros(draft, field, digits, facts)
  if (isPersonalNumber(number)) return judgedPersonal(draft, field, number, facts)
  if (isOldCardNumber(number)) note(draft, 'old-id-card', field, { text: number })
  else if (/^[A-Z]\d{7}$/.test(number)) note(draft, 'passport', field, { text: number })
  else {
    note(draft, 'id-form', field, { text: shown(text) })
    return null
  }
  return number
}

/** `7.9185000123E+10` with all its digits; null when digits were rounded away. */
function fromExponent(text: string): string | null {
  const [mantissa = '', exponent = ''] = text.replace(',', '.').split(/E\+?/)
  const [whole = '', fraction = ''] = mantissa.split('.')
  const zeros = Number(exponent) - fraction.length
  // Zeros to be added would be invented, unless a number of six digits or fewer is meant, which no paper has.
  return zeros === 0 ? whole + fraction : null
}

/** Puts back leading zeros: twelve digits where ten or eleven are left, nine where eight are; Excel leaves none of them. */
function withZeros(draft: RowDraft, field: ListField, digits: string, facts: PersonFacts): string {
  if (!/^[1-9]\d{7}$|^[1-9]\d{9,10}$/.test(digits)) return digits
  const read = digits.padStart(digits.length === 8 ? 9 : 12, '0')
  const parts = personalNumberParts(read)
  // Then a digit is missing elsewhere, and nobody can tell which.
  if (parts && parts.place !== 'province') return digits
  const agrees = parts !== null && parts.birthYear === facts.birthDate?.year
  if (agrees) note(draft, 'zeros-restored', field, { read })
  else note(draft, 'zeros-doubtful', field, { text: digits, read })
  return read
}

/** What a personal number says beside the other cells: only doubts, since corrected dates keep their number. */
function judgedPersonal(
  draft: RowDraft,
  field: ListField,
  number: string,
  { birthDate, sex }: PersonFacts,
): string {
  const parts = personalNumberParts(number)
  if (parts?.place === 'unknown') note(draft, 'id-place-unknown', field, { text: number })
  if (sex !== null && parts && parts.sex !== sex) note(draft, 'id-sex-differs', field, { text: number })
  if (birthDate && parts && parts.birthYear !== birthDate.year)
    note(draft, 'id-birth-differs', field, { text: number, date: String(birthDate.year) })
  return number
}
