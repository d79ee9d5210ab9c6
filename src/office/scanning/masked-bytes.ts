/**
 * What a reader sent, fit for passing on: hex in which every letter and digit is the same one, so that layout,
 * lengths, separators and code page can be seen and nobody's name. The head of a report (its number and length)
 * stays, and so does an identifier of the symbology.
 */
export function maskedHex(bytes: Uint8Array, source: string): string {
  const isReport = source === 'hid' || source === 'simulated'
  const kept = isReport ? 2 : 0
  const aim = aimAt(bytes)
  return Array.from(bytes, (byte, i) => {
    const stays = i < kept || (aim !== null && i >= aim && i < aim + 3) || (isReport && i >= 62)
    return (stays ? byte : masked(byte)).toString(16).padStart(2, '0')
  }).join(' ')
}

/** `]`, a letter, a digit within the first bytes (ISO/IEC 15424). */
function aimAt(bytes: Uint8Array): number | null {
  const at = bytes.subarray(0, 6).indexOf(0x5d)
  const letter = String.fromCharCode(bytes[at + 1] ?? 0, bytes[at + 2] ?? 0)
  return at >= 0 && /^[A-Za-z][0-9]$/.test(letter) ? at : null
}

/** Bytes above ASCII keep what tells a code page: whether they begin or continue a letter of UTF-8. */
function masked(byte: number): number {
  if (byte >= 0x30 && byte <= 0x39) return 0x30
  if (byte >= 0x41 && byte <= 0x5a) return 0x58
  if (byte >= 0x61 && byte <= 0x7a) return 0x78
  return byte >= 0x80 ? byte & 0xf0 : byte
}
