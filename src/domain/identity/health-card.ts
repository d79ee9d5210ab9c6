import { tidy } from '../text/nfc.ts'
import { decodeUtf8 } from '../text/utf8.ts'
import { fullSlashedDateOf, slashedDateOf } from './paper-date.ts'
import type { Prepared } from './prepare.ts'
import type { PersonRead, ScanDamage } from './recognised.ts'

/**
 * Reads the QR of an older paper health-insurance card (*thẻ BHYT*): number of 15 characters, then name and
 * address as hex of UTF-8 (`domain.md` 1.9), so even a keyboard-mode reader delivers them whole. Null when it
 * is none. Never `accepted`: the card holds no identity number; what it does hold may be taken over.
 */
export function readHealthCard(prepared: Prepared): PersonRead | null {
  const fields = prepared.text.split('|')
  const number = fields[0] ?? ''
  if (fields.length < 2 || !/^[A-Z0-9]{15}$/.test(number)) return null
  const base = {
    kind: 'bhyt',
    text: prepared.text,
    repaired: prepared.repaired,
    warnings: [],
    accepted: false,
  } as const
  const at = (i: number) => fields[i] ?? ''
  const datesWhole = [at(6), at(7)].every((date) => date === '' || fullSlashedDateOf(date))
  if (fields.length < 8 || !datesWhole) return { ...base, rule: 'health-card-cut', damage: 'truncated' }
  const fullName = fromHex(at(1))
  const address = fromHex(at(4))
  const birthDate = slashedDateOf(at(2))
  const validFrom = fullSlashedDateOf(at(6))
  const expiryDate = fullSlashedDateOf(at(7))
  const damage: ScanDamage | null = fullName === null || address === null ? 'code-page' : null
  return {
    ...base,
    rule: 'health-card',
    damage,
    ...(damage === null && fullName && { fullName }),
    ...(damage === null && address && { address }),
    ...(birthDate && { birthDate }),
    ...(/^[12]$/.test(at(3)) && { sex: at(3) === '1' ? ('male' as const) : ('female' as const) }),
    ...(expiryDate && { expiryDate }),
    healthCard: { number, firstCareCode: at(5), ...(validFrom && { validFrom }) },
    tail: fields.slice(8),
  }
}

/** The text behind hex digits; null when they are not hex of UTF-8. */
function fromHex(hex: string): string | null {
  if (!/^(?:[0-9a-f]{2})*$/i.test(hex)) return null
  const text = decodeUtf8((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))
  return text === null ? null : tidy(text)
}
