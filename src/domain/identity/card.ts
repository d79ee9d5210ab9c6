import type { CivilDate } from '../calendar.ts'
import { fold } from '../text/fold.ts'
import { tidy } from '../text/nfc.ts'
import { cardExpiry } from './card-expiry.ts'
import { type LetterFields, letterDamage, mayLackDiacritics } from './letter-damage.ts'
import { birthDateOf, fullDateOf, wholeDate } from './paper-date.ts'
import {
  isOldCardNumber,
  isPersonalNumber,
  personalNumberParts,
  personalNumberWarnings,
} from './personal-number.ts'
import type { Prepared } from './prepare.ts'
import type { PersonRead, ScanDamage, ScanRule, ScanWarning, Sex } from './recognised.ts'

/** First day of the card with 11 fields (Law on Identity 26/2023/QH15). */
const elevenFieldsFrom = '2024-07-01' as CivilDate // a day that exists

/**
 * Reads the QR of an identity card: 7 fields (*CCCD gắn chip*, 2021 – 06/2024) or 11 (*thẻ căn cước*, since
 * 07/2024), separated by `|`, empty fields kept (Circular 16/2024/TT-BCA; `domain.md` 1.1 – 1.4). Null when
 * the text is no card at all; a cut card, or one of another number of fields, is a read that is not accepted.
 */
export function readCard(prepared: Prepared, today: CivilDate | null): PersonRead | null {
  const raw = prepared.text.split('|')
  const fields = raw.map(withoutControls)
  const starts = isPersonalNumber(fields[0] ?? '') && fields.length > 1
  const whole = fields.length === 7 || fields.length === 11
  if (!starts && !(whole && birthDateOf(fields[3] ?? '') && fullDateOf(fields[6] ?? ''))) return null
  if (!whole) return refusedCount(prepared, fields)
  return readFields(prepared, raw, fields, today) ?? refusedField(prepared, fields)
}

function readFields(
  prepared: Prepared,
  raw: readonly string[],
  fields: readonly string[],
  today: CivilDate | null,
): PersonRead | null {
  const field = (i: number) => fields[i] ?? ''
  const [idNumber, oldNumber, name, address] = [field(0), field(1), tidy(field(2)), tidy(field(5))]
  const birthDate = birthDateOf(field(3))
  const issueDate = fullDateOf(field(6))
  const parts = personalNumberParts(idNumber)
  const oldFits = oldNumber === '' || isOldCardNumber(oldNumber) || isPersonalNumber(oldNumber)
  if (!parts || !oldFits || !birthDate || !issueDate) return null
  const letters = lettersOf(raw)
  const damage = damageOf(prepared, letters)
  if (damage === null && name === '') return null
  const sexRead = sexOf(field(4))
  const birthDay = wholeDate(birthDate)
  const expiryDate = birthDay && cardExpiry(birthDay, issueDate)
  const warnings = personalNumberWarnings(idNumber, { birthDate, ...(sexRead && { sex: sexRead }) })
  if (!sexRead) warnings.push('sex-from-number')
  if (fields.length === 7 && issueDate >= elevenFieldsFrom) warnings.push('possibly-truncated')
  if (damage === null && mayLackDiacritics(letters)) warnings.push('possibly-no-diacritics')
  if (damage === null && prepared.keyboard) warnings.push('confirm-letters')
  return {
    ...frame(prepared, fields, fields.length === 7 ? 'card-7-fields' : 'card-11-fields', damage),
    idNumber,
    ...(oldNumber && { oldIdNumber: oldNumber }),
    ...(damage === null && { fullName: name, ...(address && { address }) }),
    birthDate,
    sex: sexRead ?? parts.sex,
    issueDate,
    ...(expiryDate && { expiryDate }),
    ...(fields.length === 11 && tailOf(fields.slice(7), damage)),
    warnings: [...warnings, ...dateWarnings(birthDay, issueDate, expiryDate, today)],
    accepted: true,
  }
}

function dateWarnings(
  birthDay: CivilDate | null,
  issueDate: CivilDate,
  expiryDate: CivilDate | null,
  today: CivilDate | null,
): ScanWarning[] {
  const warnings: ScanWarning[] = []
  if (!birthDay) warnings.push('birth-date-incomplete')
  const early = birthDay !== null && issueDate < birthDay
  if (early || (today && issueDate > today)) warnings.push('issue-date-implausible')
  if (expiryDate && today && today > expiryDate) warnings.push('card-expired')
  return warnings
}

/** The last four fields, told by content: which of them holds what is not settled. Damaged names stay out. */
function tailOf(fields: readonly string[], damage: ScanDamage | null): Partial<PersonRead> {
  const tail = fields.map(tidy)
  return {
    ...(damage === null && { tail }),
    cancelledNumbers: tail.filter(isPersonalNumber),
    parentNames: damage === null ? tail.filter((field) => /\p{L}/u.test(field)) : [],
  }
}

/** A card of another number of fields. Six fields without a place for the old number were never seen. */
function refusedCount(prepared: Prepared, fields: readonly string[]): PersonRead {
  const sixFieldLayout = fields.length === 6 && birthDateOf(fields[2] ?? '') && fullDateOf(fields[5] ?? '')
  const cut = fields.length < 11 && !sixFieldLayout
  const read = frame(prepared, fields, 'card-field-count', cut ? 'truncated' : damageOf(prepared, null))
  return { ...read, warnings: ['field-count'] }
}

/** A card with the right number of fields of which one cannot be: at its end cut off, elsewhere wrong. */
function refusedField(prepared: Prepared, fields: readonly string[]): PersonRead {
  const last = fields[6] ?? ''
  const cut = (fields.length === 7 && /^\d{0,7}$/.test(last)) || /^\d{0,11}$/.test(fields[0] ?? '')
  const read = frame(prepared, fields, 'card-bad-field', cut ? 'truncated' : damageOf(prepared, null))
  return { ...read, warnings: read.damage === null ? ['bad-field'] : [] }
}

function frame(
  prepared: Prepared,
  fields: readonly string[],
  rule: ScanRule,
  damage: ScanDamage | null,
): PersonRead {
  return {
    kind: fields.length > 7 ? 'can-cuoc' : 'cccd',
    text: withoutControls(prepared.text),
    rule,
    repaired: prepared.repaired,
    damage,
    warnings: [],
    accepted: false,
  }
}

function damageOf(prepared: Prepared, letters: LetterFields | null): ScanDamage | null {
  if (prepared.damage === 'input-method') return 'input-method'
  if (prepared.mojibake) return 'mojibake'
  return letters && letterDamage(letters)
}

function lettersOf(raw: readonly string[]): LetterFields {
  const at = (i: number) => raw[i] ?? ''
  return { name: at(2), sex: at(4), address: at(5), others: raw.slice(7) }
}

function sexOf(text: string): Sex | null {
  const word = fold(text)
  return word === 'nam' ? 'male' : word === 'nu' ? 'female' : null
}

function withoutControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/[\u0000-\u001f\u007f]/gu, '')
}
