import type { PartialDate } from '../calendar.ts'
import type { ScanWarning, Sex } from './recognised.ts'

/** What the digits of a 12-digit personal number say (Decree 137/2015 Art. 13, Circular 59/2021 Art. 4). */
export interface PersonalNumberParts {
  /** First three digits: place of birth registration. */
  readonly placeCode: string
  /** A province as of the time of the number, a country (code 101 and above, Circular 07/2016), or unknown. */
  readonly place: 'province' | 'country' | 'unknown'
  readonly sex: Sex
  readonly birthYear: number
}

/**
 * The 63 provinces as they were when the numbers were given. Kept for ever: numbers do not change when
 * provinces merge, so today's 34 provinces say nothing about them.
 */
const legacyProvinceCodes: ReadonlySet<string> = new Set(
  `001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033 034 035 036 037 038 040
  042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068 070 072 074 075 077 079 080 082 083 084
  086 087 089 091 092 093 094 095 096`.split(/\s+/),
)

/** Countries are numbered from 101 on (Circular 07/2016); there are not 300 of them, so far beyond is a misread. */
function isCountryCode(code: string): boolean {
  return code > '100' && code < '400'
}

/** How many provinces the list of place codes knows: 63, by law of the time. */
export const legacyProvinceCount = legacyProvinceCodes.size

/** Whether a text has the form of a personal number: 12 digits. There is no check digit. */
export function isPersonalNumber(text: string): boolean {
  return /^[0-9]{12}$/.test(text)
}

/** Whether a text has the form of an old identity card number (*CMND*): 9 digits. */
export function isOldCardNumber(text: string): boolean {
  return /^[0-9]{9}$/.test(text)
}

/** Takes a personal number apart; null when it is not 12 digits. */
export function personalNumberParts(number: string): PersonalNumberParts | null {
  if (!isPersonalNumber(number)) return null
  const placeCode = number.slice(0, 3)
  const century = Number(number.charAt(3))
  const place = legacyProvinceCodes.has(placeCode)
    ? 'province'
    : isCountryCode(placeCode)
      ? 'country'
      : 'unknown'
  return {
    placeCode,
    place,
    sex: century % 2 === 0 ? 'male' : 'female',
    birthYear: 1900 + 100 * Math.floor(century / 2) + Number(number.slice(4, 6)),
  }
}

/**
 * Compares a number with what the paper says. Only warnings: people whose sex or birth date was corrected
 * keep a number that no longer agrees. Empty when the number has not 12 digits.
 */
export function personalNumberWarnings(
  number: string,
  paper: { readonly birthDate?: PartialDate; readonly sex?: Sex },
): ScanWarning[] {
  const parts = personalNumberParts(number)
  if (!parts) return []
  const { birthDate, sex } = paper
  const warnings: ScanWarning[] = []
  if (parts.place === 'unknown') warnings.push('unknown-province')
  if (sex && sex !== parts.sex) warnings.push('sex-mismatch')
  if (!birthDate) return warnings
  if (Math.floor(birthDate.year / 100) !== Math.floor(parts.birthYear / 100))
    warnings.push('century-mismatch')
  if (birthDate.year % 100 !== parts.birthYear % 100) warnings.push('birth-year-mismatch')
  return warnings
}
