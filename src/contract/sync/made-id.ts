/**
 * A UUID (version 8, RFC 9562 section 5.8) of the first 16 bytes of a digest: the same digest gives the same id, at both
 * ends of the wire. Throws RangeError for fewer bytes.
 */
export function madeId(digest: Uint8Array): string {
  if (digest.length < 16) throw new RangeError('an id is made of 16 bytes')
  const hex = Array.from(digest.subarray(0, 16), (byte, at) => {
    const marked = at === 6 ? (byte & 0x0f) | 0x80 : at === 8 ? (byte & 0x3f) | 0x80 : byte
    return marked.toString(16).padStart(2, '0')
  }).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
