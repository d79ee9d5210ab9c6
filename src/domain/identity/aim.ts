/** Symbologies whose data hold ECI escapes (ISO/IEC 15424): QR, micro and structured forms, Data Matrix. */
const withEci: ReadonlySet<string> = new Set([']Q2', ']Q4', ']Q6', ']d4', ']d5', ']d6'])

/**
 * The AIM identifier (ISO/IEC 15424) a reader put before the data, `]Q1` for QR, and the data behind it;
 * null when there is none.
 */
export function readAim(text: string): { readonly symbology: string; readonly text: string } | null {
  const match = /^\][A-Za-z][0-9]/.exec(text)
  return match && { symbology: match[0], text: text.slice(3) }
}

/**
 * Removes the ECI escapes of data in a symbology that has them: `\000026` (UTF-8) goes, doubled backslashes
 * become one. Null when another ECI is named or a backslash stands alone: such data are not UTF-8 and are
 * refused rather than shown wrong. Data of other symbologies come back untouched.
 */
export function removeEci(text: string, symbology: string | null): string | null {
  if (symbology === null || !withEci.has(symbology)) return text
  let refused = false
  const plain = text.replace(/\\(\\|[0-9]{6})?/g, (_, what: string | undefined) => {
    if (what === '\\') return '\\'
    refused ||= what !== '000026'
    return ''
  })
  return refused ? null : plain
}
