import { isOldCardNumber, isPersonalNumber, personalNumberWarnings } from './personal-number.ts'
import type { Prepared } from './prepare.ts'
import type { PersonRead } from './recognised.ts'

/**
 * A number alone, as one-dimensional codes of old cards hold it: 12 digits are the personal number, 9 the
 * number of an old card (*CMND*), which goes to `oldIdNumber`. Null for anything else, for goods codes
 * (EAN and UPC, AIM `]E…`), and for a century nobody now living was born in.
 */
export function readBareNumber(prepared: Prepared): PersonRead | null {
  const number = prepared.text
  if (prepared.symbology?.startsWith(']E')) return null
  const base = { text: number, repaired: false, damage: null, accepted: true } as const
  if (isOldCardNumber(number)) {
    return { ...base, kind: 'cmnd', rule: 'number-9-digits', oldIdNumber: number, warnings: [] }
  }
  if (!isPersonalNumber(number) || number.charAt(3) > '3') return null
  return {
    ...base,
    kind: 'cccd',
    rule: 'number-12-digits',
    idNumber: number,
    warnings: personalNumberWarnings(number, {}),
  }
}
