/** A value with its tag, encoded as DER (X.690 section 10): definite length, as short as possible. */
export function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag, ...lengthOf(content.length)]), content])
}

function lengthOf(length: number): number[] {
  if (length < 0x80) return [length]
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return [0x80 | bytes.length, ...bytes]
}

/** SEQUENCE of the parts, in their order. */
export const sequence = (...parts: readonly Uint8Array[]) => tagged(0x30, ...parts)

/** SET OF the parts, in the order DER prescribes (X.690 section 11.6): a verifier may encode it anew. */
export const setOf = (...parts: readonly Uint8Array[]) => tagged(0x31, ...parts.toSorted(Buffer.compare))

/** OCTET STRING. */
export const octets = (bytes: Uint8Array) => tagged(0x04, bytes)

/** INTEGER from the bytes of a number that is not negative, most significant first. */
export function positiveInteger(bytes: Uint8Array): Buffer {
  let start = 0
  while (start < bytes.length - 1 && bytes[start] === 0) start += 1
  const digits = bytes.subarray(start)
  return tagged(0x02, (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.alloc(1), digits]) : digits)
}

/** OBJECT IDENTIFIER from its dotted form. */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const content = [first * 40 + second, ...rest].flatMap((arc) => {
    const septets = [arc & 0x7f]
    for (let left = Math.floor(arc / 128); left > 0; left = Math.floor(left / 128))
      septets.unshift((left & 0x7f) | 0x80)
    return septets
  })
  return tagged(0x06, Buffer.from(content))
}

/**
 * A signature r‖s, as key tokens give it, as the SEQUENCE of two INTEGERs that certificates and CMS use
 * (RFC 3279 section 2.2.3).
 */
export function ellipticSignature(rs: Uint8Array): Buffer {
  const half = rs.length / 2
  return sequence(positiveInteger(rs.subarray(0, half)), positiveInteger(rs.subarray(half)))
}
