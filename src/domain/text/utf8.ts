/**
 * UTF-8 (RFC 3629) on plain arrays, because the domain has neither TextDecoder nor Buffer.
 * Decoding is strict: null for anything that is not well-formed, overlong forms and surrogates included.
 */
export function decodeUtf8(bytes: ArrayLike<number>): string | null {
  let escaped = ''
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number // i is within bounds
    escaped += `%${(byte < 16 ? '0' : '') + byte.toString(16)}`
  }
  try {
    // The language's own decoder of percent escapes is a strict UTF-8 decoder.
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. */
export function encodeUtf8(text: string): number[] {
  const bytes: number[] = []
  for (const character of text) {
    const point = character.codePointAt(0) as number // a character of a string has a code point
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63))
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      )
  }
  return bytes
}
