/** Decimal digits a group of 0 … 7 bytes takes (qr-token.md section 1). */
const digitsForBytes = [0, 3, 5, 8, 10, 13, 15, 17] as const

/** Writes bytes as decimal digits: 7 bytes become 17 digits, big-endian and zero-padded. */
export function encodeDigits(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 7) {
    const group = bytes.subarray(at, at + 7)
    let value = 0n
    for (const byte of group) value = value * 256n + BigInt(byte)
    text += value.toString().padStart(digitsForBytes[group.length] ?? 0, '0')
  }
  return text
}

/** Reads what `encodeDigits` writes; null for other characters, an impossible tail or a group out of range. */
export function decodeDigits(text: string): Uint8Array | null {
  if (!/^[0-9]*$/.test(text)) return null
  const tail = digitsForBytes.findIndex((digits) => digits === text.length % 17)
  if (tail < 0) return null
  const fullGroups = Math.floor(text.length / 17)
  const bytes = new Uint8Array(fullGroups * 7 + tail)
  for (let group = 0; group * 17 < text.length; group++) {
    const width = group < fullGroups ? 7 : tail
    let value = BigInt(text.slice(group * 17, group * 17 + 17))
    if (value >= 256n ** BigInt(width)) return null
    for (let at = group * 7 + width - 1; at >= group * 7; at--) {
      bytes[at] = Number(value & 0xffn)
      value >>= 8n
    }
  }
  return bytes
}
