/** A phone number as dialled inside Vietnam, digits only. */
export interface PhoneNumber {
  readonly number: string
  readonly kind: 'mobile' | 'landline' | 'other'
  /** True when an 11-digit number of before 2018 was turned into today's. */
  readonly renumbered: boolean
}

/** Prefixes of 11-digit mobile numbers and what they became on 15/09/2018 (Ministry of Information, plan 2017). */
const renumbering: Readonly<Record<string, string>> = {
  '0120': '070',
  '0121': '079',
  '0122': '077',
  '0126': '076',
  '0128': '078',
  '0123': '083',
  '0124': '084',
  '0125': '085',
  '0127': '081',
  '0129': '082',
  '0162': '032',
  '0163': '033',
  '0164': '034',
  '0165': '035',
  '0166': '036',
  '0167': '037',
  '0168': '038',
  '0169': '039',
  '0186': '056',
  '0188': '058',
  '0199': '059',
}

/**
 * Reads a phone number as people write it: dots, blanks, dashes, brackets, +84. Null when it has letters or
 * fewer than 8 or more than 15 digits. `other` is kept as written in digits: a warning, never a refusal.
 */
export function readPhone(text: string): PhoneNumber | null {
  const compact = text.normalize('NFKC').replace(/[\s.\-()/\u2010-\u2015]/gu, '')
  if (!/^\+?\d{8,15}$/.test(compact)) return null
  const digits = compact.replace(/^(?:\+84|0084|84(?=\d{9}$))0?/, '0').replace(/^\+/, '')
  const today = renumbering[digits.slice(0, 4)]
  if (today !== undefined && digits.length === 11) {
    return { number: today + digits.slice(4), kind: 'mobile', renumbered: true }
  }
  if (/^0[35789]\d{8}$/.test(digits)) return { number: digits, kind: 'mobile', renumbered: false }
  if (/^02\d{9}$/.test(digits)) return { number: digits, kind: 'landline', renumbered: false }
  return { number: digits, kind: 'other', renumbered: false }
}

/** A number in the dotted groups it is usually printed in: mobile `0912.345.678`, anything else as it is. */
export function phoneText(number: string): string {
  return /^0[35789]\d{8}$/.test(number)
    ? `${number.slice(0, 4)}.${number.slice(4, 7)}.${number.slice(7)}`
    : number
}
