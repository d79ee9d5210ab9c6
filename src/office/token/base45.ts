const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'

/** Writes bytes as base45 (RFC 9285): two bytes become three characters, a last single byte two. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 2) {
    const high = bytes[at] ?? 0
    const low = bytes[at + 1]
    text += low === undefined ? spell(high, 2) : spell(high * 256 + low, 3)
  }
  return text
}

/**
 * Reads base45 (RFC 9285); null for characters outside the alphabet (lower case too), a length of 1 modulo 3,
 * or a group above what its bytes can hold. Blanks are data.
 */
export function decodeBase45(text: string): Uint8Array | null {
  if (text.length % 3 === 1) return null
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (text.length % 3 === 2 ? 1 : 0))
  let written = 0
  for (let at = 0; at < text.length; at += 3) {
    const group = text.slice(at, at + 3)
    const value = valueOf(group)
    if (value < 0 || value > (group.length === 3 ? 0xffff : 0xff)) return null
    if (group.length === 3) bytes[written++] = value >> 8
    bytes[written++] = value & 0xff
  }
  return bytes
}

/** The least significant of the base-45 places comes first (RFC 9285 section 4). */
function spell(value: number, places: number): string {
  let text = ''
  for (let place = 0; place < places; place++) {
    text += alphabet.charAt(value % 45)
    value = Math.floor(value / 45)
  }
  return text
}

function valueOf(group: string): number {
  let value = 0
  for (let place = group.length - 1; place >= 0; place--) {
    const digit = alphabet.indexOf(group.charAt(place))
    if (digit < 0) return -1
    value = value * 45 + digit
  }
  return value
}
