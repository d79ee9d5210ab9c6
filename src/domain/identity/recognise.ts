import type { CivilDate } from '../calendar.ts'
import { readCard } from './card.ts'
import { readBareNumber } from './cmnd.ts'
import { readDossierNumber } from './dossier-number.ts'
import { readHealthCard } from './health-card.ts'
import { readMrz } from './mrz.ts'
import { type Prepared, prepare } from './prepare.ts'
import type { Recognised, ScanDamage, ScanRead } from './recognised.ts'

/** Longest text the rules look at. The largest QR holds 2,953 bytes (ISO/IEC 18004). */
const longestText = 4096

/**
 * Tells what a scan is, by content alone (`scanning.md` section 9), and reads it as far as it may be trusted.
 * Never throws. What is damaged is left out, what is cut is never accepted, and a card's QR is not signed:
 * it helps with typing, it proves nothing. `today` serves the warnings about expiry and dates to come.
 */
export function recogniseScan(
  read: string | ScanRead,
  context: { readonly today?: CivilDate | null } = {},
): Recognised {
  const scan = typeof read === 'string' ? { text: read } : read
  const prepared = prepare(scan)
  const today = context.today ?? null
  if (prepared.text.length > longestText) return unknown(prepared)
  if (prepared.damage !== null && prepared.damage !== 'input-method') return unreadable(prepared)
  return (
    readToken(prepared) ??
    readMrz(prepared, today) ??
    readReceipt(prepared) ??
    readBareNumber(prepared) ??
    readCard(prepared, today) ??
    readHealthCard(prepared) ??
    unknown(prepared)
  )
}

/** A signed token, in its base45 or its digits form. Whether it is whole and genuine, the token's own reader says. */
function readToken(prepared: Prepared): Recognised | null {
  const { text } = prepared
  const digits = /^7100260[0-9]{100,}$/.test(text)
  if (!digits && !/^VP[0-9]+:/.test(text)) return null
  const spoilt = !digits && !/^VP[0-9]+:[0-9A-Z $%*+\-./:]+$/.test(text)
  return {
    kind: 'permit',
    text,
    token: text,
    rule: digits ? 'permit-digits' : 'permit-base45',
    repaired: false,
    damage: spoilt ? 'input-method' : null,
    warnings: [],
    accepted: false,
  }
}

function readReceipt(prepared: Prepared): Recognised | null {
  const dossier = readDossierNumber(prepared.text)
  if (!dossier) return null
  return {
    kind: 'receipt',
    text: prepared.text,
    dossierNumber: dossier.number,
    rule: 'dossier-number',
    repaired: false,
    damage: null,
    warnings: [],
    accepted: false,
  }
}

/**
 * Bytes that did not make a text. Only the kind is told, for the message. Whole letters among the broken bytes, or one
 * begun at the very end, mean that a part was lost; none at all, that the reader is set to another code page.
 */
function unreadable(prepared: Prepared): Recognised {
  const { text, damage } = prepared
  const letter = /[\u00c2-\u00f4](?:[\u0080-\u00bf]|$)/u
  const lost = damage === 'incomplete' || (damage === 'utf-8' && letter.test(text))
  const letters: ScanDamage = lost ? 'truncated' : 'code-page'
  const base = {
    text,
    rule: 'unreadable',
    repaired: false,
    damage: letters,
    warnings: [],
    accepted: false,
  } as const
  if (/^[0-9]{12}\|/.test(text)) return { ...base, kind: text.split('|').length > 7 ? 'can-cuoc' : 'cccd' }
  return /^[A-Z0-9]{15}\|/.test(text) ? { ...base, kind: 'bhyt' } : { ...base, kind: 'unknown' }
}

function unknown(prepared: Prepared): Recognised {
  const damage = digitsAsLetters(prepared.text) || prepared.damage === 'input-method' ? 'input-method' : null
  return {
    kind: 'unknown',
    text: prepared.text,
    rule: 'none',
    repaired: prepared.repaired,
    damage: damage ?? (prepared.mojibake ? 'mojibake' : null),
    warnings: [],
    accepted: false,
  }
}

/** What the digit row types in the Windows layout "Vietnamese": ă â ê ô đ and five tone marks, taken apart. */
const digitRowOfVietnamese: ReadonlySet<string> = new Set(
  Array.from('aeođ\u0302\u0306\u0300\u0301\u0303\u0309\u0323'),
)

/** Whether a text begins with a number that was typed through that layout. */
function digitsAsLetters(text: string): boolean {
  const first = Array.from(text.normalize('NFD').split('|')[0] ?? '')
  return (
    first.length >= 9 &&
    first.every((part) => digitRowOfVietnamese.has(part)) &&
    !/^[aeo]+$/.test(first.join(''))
  )
}
