import { type DossierNumberParts, makeDossierNumber } from './identity/dossier-number.ts'

/** The pattern every reader of this program knows. */
export const ownPattern = '{ward}-{yy}-{letter}{serial}-{check}'

/** Parts a pattern may be made of. */
const parts = /\{(ward|yy|yymmdd|letter|serial|check)\}/g

/**
 * A dossier number by the pattern of a rule pack (Circular 03/2025/TT-VPCP leaves it to each place, as
 * `H26.01-261121-0001`). `day` is `yyyy-mm-dd`. The office's own pattern carries a check character; others only if
 * they ask for it.
 */
export function spellDossierNumber(pattern: string, number: DossierNumberParts, day: string): string {
  const own = makeDossierNumber(number)
  if (pattern === ownPattern) return own
  const values: Readonly<Record<string, string>> = {
    ward: number.ward,
    yy: day.slice(2, 4),
    yymmdd: day.slice(2).replaceAll('-', ''),
    letter: number.device,
    serial: String(number.serial).padStart(5, '0'),
    check: own.slice(-1),
  }
  return pattern.replace(parts, (_whole, part: string) => values[part] ?? '')
}

/** Whether a pattern gives every dossier of every PC of a ward a number of its own, of printable length. */
export function isSafePattern(pattern: string): boolean {
  const rest = pattern.replace(parts, '')
  const longest = spellDossierNumber(
    pattern,
    { ward: '99999', year: 2099, device: 'Z', serial: 99_999 },
    '2099-12-31',
  )
  return (
    pattern.includes('{letter}') &&
    pattern.includes('{serial}') &&
    /\{(yy|yymmdd)\}/.test(pattern) &&
    /^[A-Z0-9./-]*$/.test(rest) &&
    longest.length <= 32
  )
}
