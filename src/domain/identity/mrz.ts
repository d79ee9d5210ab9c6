import { type CivilDate, civilDate, existsDay, type PartialDate } from '../calendar.ts'
import { isPersonalNumber, personalNumberParts, personalNumberWarnings } from './personal-number.ts'
import type { Prepared } from './prepare.ts'
import type { PersonRead, ScanWarning } from './recognised.ts'

/** Fields of a machine-readable zone that carry a check digit. */
export type MrzCheck = 'docNumber' | 'personalNumber' | 'birthDate' | 'expiryDate' | 'composite'

/** A machine-readable zone taken apart (ICAO Doc 9303 parts 4 and 5). Names have no diacritics. */
export interface Mrz {
  readonly layout: 'mrz-td1' | 'mrz-td3'
  readonly issuer: string
  readonly docNumber: string
  /** Personal number: only Vietnamese papers, 12 digits. A TD1 `docNumber` is just its last nine digits. */
  readonly personalNumber: string | null
  readonly birthDate: PartialDate | null
  readonly sex: 'male' | 'female' | null
  readonly expiryDate: CivilDate | null
  readonly nationality: string
  readonly surname: string
  readonly givenNames: string
  /** Check digits that do not agree: empty for a good read. */
  readonly failed: readonly MrzCheck[]
}

/**
 * Takes a TD1 (3 × 30) or TD3 (2 × 44) zone apart, lines joined or not. Null when it is neither.
 * `today` decides the century of a two-digit birth year; without it the document's expiry does.
 */
export function parseMrz(text: string, today: CivilDate | null = null): Mrz | null {
  const joined = text.replace(/[\r\n]/g, '')
  if (/^[ACI][A-Z0-9<]{89}$/.test(joined)) return td1(joined, today)
  if (/^P[A-Z0-9<]{87}$/.test(joined)) return td3(joined, today)
  return null
}

const weights = [7, 3, 1]

/** Check digit of ICAO Doc 9303 part 3: weights 7 3 1, A = 10 … Z = 35, `<` = 0. */
function mrzCheckDigit(text: string): string {
  let sum = 0
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    sum += (character === '<' ? 0 : Number.parseInt(character, 36)) * (weights[i % 3] ?? 0)
  }
  return String(sum % 10)
}

/** A scanned zone as a read; a piece of one is a read that is cut. Null when the text is no such zone. */
export function readMrz(prepared: Prepared, today: CivilDate | null): PersonRead | null {
  const joined = prepared.text.replace(/[\r\n]/g, '')
  const base = { text: joined, repaired: false, warnings: [], accepted: false } as const
  const mrz = parseMrz(joined, today)
  if (!mrz) {
    const cut = /^(?:[ACI][A-Z<]|P[A-Z<])[A-Z]{3}[A-Z0-9<]{9,}$/.test(joined) && joined.includes('<<')
    if (!cut) return null
    return {
      ...base,
      kind: joined.startsWith('P') ? 'mrz-td3' : 'mrz-td1',
      rule: 'mrz-cut',
      damage: 'truncated',
    }
  }
  const kind = mrz.layout
  if (mrz.failed.length > 0) return { ...base, kind, rule: kind, damage: null, warnings: ['check-digit'] }
  return { ...base, kind, rule: kind, damage: null, ...personOf(mrz, today) }
}

function personOf(mrz: Mrz, today: CivilDate | null) {
  const { personalNumber, birthDate, sex, expiryDate } = mrz
  const warnings: ScanWarning[] = personalNumber
    ? personalNumberWarnings(personalNumber, { ...(birthDate && { birthDate }), ...(sex && { sex }) })
    : []
  if (birthDate && birthDate.day === undefined) warnings.push('birth-date-incomplete')
  if (expiryDate && today && today > expiryDate) warnings.push('card-expired')
  return {
    ...(personalNumber && { idNumber: personalNumber }),
    ...(birthDate && { birthDate }),
    ...(sex && { sex }),
    ...(expiryDate && { expiryDate }),
    document: {
      number: mrz.docNumber,
      issuer: mrz.issuer,
      nationality: mrz.nationality,
      surname: mrz.surname,
      givenNames: mrz.givenNames,
    },
    warnings,
    accepted: personalNumber !== null,
  }
}

function td1(text: string, today: CivilDate | null): Mrz {
  const [one, two, three] = [text.slice(0, 30), text.slice(30, 60), text.slice(60)]
  const issuer = plain(one.slice(2, 5))
  const number = one.slice(15, 27)
  const vietnamese = issuer === 'VNM' && isPersonalNumber(number)
  const failed = failures([
    ['docNumber', one.slice(5, 14), one.charAt(14)],
    // Vietnam puts its number with a check digit of its own into the optional field.
    ...(vietnamese ? [['personalNumber', one.slice(15, 29), one.charAt(29)] as const] : []),
    ['birthDate', two.slice(0, 6), two.charAt(6)],
    ['expiryDate', two.slice(8, 14), two.charAt(14)],
    ['composite', one.slice(5) + two.slice(0, 7) + two.slice(8, 15) + two.slice(18, 29), two.charAt(29)],
  ])
  const fits = vietnamese && plain(one.slice(5, 14)) === number.slice(3)
  return {
    layout: 'mrz-td1',
    issuer,
    docNumber: plain(one.slice(5, 14)),
    nationality: plain(two.slice(15, 18)),
    failed: vietnamese && !fits && failed.length === 0 ? ['docNumber'] : failed,
    ...person(two.slice(0, 6), two.charAt(7), two.slice(8, 14), vietnamese ? number : null, today),
    ...names(three),
  }
}

function td3(text: string, today: CivilDate | null): Mrz {
  const [one, two] = [text.slice(0, 44), text.slice(44)]
  const issuer = plain(one.slice(2, 5))
  const number = plain(two.slice(28, 42))
  const emptyNumber = number === '' && two.charAt(42) === '<'
  return {
    layout: 'mrz-td3',
    issuer,
    docNumber: plain(two.slice(0, 9)),
    nationality: plain(two.slice(10, 13)),
    failed: failures([
      ['docNumber', two.slice(0, 9), two.charAt(9)],
      ['birthDate', two.slice(13, 19), two.charAt(19)],
      ['expiryDate', two.slice(21, 27), two.charAt(27)],
      ...(emptyNumber ? [] : [['personalNumber', two.slice(28, 42), two.charAt(42)] as const]),
      ['composite', two.slice(0, 10) + two.slice(13, 20) + two.slice(21, 43), two.charAt(43)],
    ]),
    ...person(
      two.slice(13, 19),
      two.charAt(20),
      two.slice(21, 27),
      issuer === 'VNM' && isPersonalNumber(number) ? number : null,
      today,
    ),
    ...names(one.slice(5)),
  }
}

function failures(checks: readonly (readonly [MrzCheck, string, string])[]): MrzCheck[] {
  return checks.filter(([, text, digit]) => mrzCheckDigit(text) !== digit).map(([name]) => name)
}

function person(
  birth: string,
  sex: string,
  expiry: string,
  personalNumber: string | null,
  today: CivilDate | null,
) {
  const expiryDate = civilDate(`20${expiry.slice(0, 2)}-${expiry.slice(2, 4)}-${expiry.slice(4)}`)
  const latest = Number((today ?? expiryDate ?? '2099').slice(0, 4))
  return {
    personalNumber,
    birthDate: birthOf(birth, personalNumber, latest),
    sex: sex === 'M' ? ('male' as const) : sex === 'F' ? ('female' as const) : null,
    expiryDate,
  }
}

/** Unknown day or month are `<<`. The century comes from the personal number, else nobody is born after `latest`. */
function birthOf(text: string, personalNumber: string | null, latest: number): PartialDate | null {
  if (!/^[0-9]{2}(?:[0-9]{2}|<<)(?:[0-9]{2}|<<)$/.test(text)) return null
  const short = Number(text.slice(0, 2))
  const known = personalNumber === null ? undefined : personalNumberParts(personalNumber)?.birthYear
  const year =
    known !== undefined && known % 100 === short ? known : 2000 + short > latest ? 1900 + short : 2000 + short
  const month = text.slice(2, 4) === '<<' ? 0 : Number(text.slice(2, 4))
  const day = text.slice(4) === '<<' || month === 0 ? 0 : Number(text.slice(4))
  if (!existsDay(year, month || 1, day || 1)) return null
  if (month === 0) return { year }
  return day === 0 ? { year, month } : { year, month, day }
}

function names(text: string) {
  const [surname = '', ...given] = text.split('<<')
  return { surname: plain(surname), givenNames: plain(given.join('<')) }
}

function plain(text: string): string {
  return text.replace(/<+/g, ' ').trim()
}
