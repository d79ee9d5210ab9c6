import { createHash } from 'node:crypto'

/** What derived bytes are for (RFC 7292 appendix B.3). */
export const purposes = { key: 1, initialVector: 2, mac: 3 } as const

/** The hash functions of this derivation, with their block length in bytes. */
const blockLengths = { sha1: 64, sha224: 64, sha256: 64, sha384: 128, sha512: 128 } as const

/** A hash function of PKCS#12, by the name node:crypto knows it under. */
export type Pkcs12Hash = keyof typeof blockLengths

/** What bytes are derived from. */
export type DerivedFrom = {
  readonly hash: Pkcs12Hash
  /** UTF-16BE with a closing zero character, as `pkcs12Password` writes it. */
  readonly password: Uint8Array
  readonly salt: Uint8Array
  readonly iterations: number
}

/** A password as PKCS#12's own derivation takes it: UTF-16BE and two zero bytes (RFC 7292 appendix B.1). */
export function pkcs12Password(password: string): Buffer {
  return Buffer.from(`${password}\0`, 'utf16le').swap16()
}

/** Derives `length` bytes from a password (RFC 7292 appendix B.2, its names in the comments). */
export function pkcs12Key(
  { hash, password, salt, iterations }: DerivedFrom,
  purpose: (typeof purposes)[keyof typeof purposes],
  length: number,
): Buffer {
  const block = blockLengths[hash]
  const diversifier = Buffer.alloc(block, purpose) // D
  const mixed = Buffer.concat([repeated(salt, block), repeated(password, block)]) // I = S‖P
  const derived: Buffer[] = []
  let have = 0
  while (have < length) {
    let digest = createHash(hash).update(diversifier).update(mixed).digest()
    for (let round = 1; round < iterations; round += 1) digest = createHash(hash).update(digest).digest()
    derived.push(digest)
    have += digest.length
    addToBlocks(mixed, repeated(digest, block).subarray(0, block))
  }
  mixed.fill(0)
  return Buffer.concat(derived).subarray(0, length)
}

/** As many copies as fill whole blocks, the last one cut; nothing stays nothing. */
function repeated(bytes: Uint8Array, block: number): Buffer {
  if (bytes.length === 0) return Buffer.alloc(0)
  return Buffer.alloc(Math.ceil(bytes.length / block) * block, bytes)
}

/** I_j = (I_j + B + 1) mod 2^(8·block) for each block. */
function addToBlocks(mixed: Buffer, added: Uint8Array): void {
  for (let start = 0; start < mixed.length; start += added.length) {
    let carry = 1
    for (let at = added.length - 1; at >= 0; at -= 1) {
      const sum = (mixed[start + at] ?? 0) + (added[at] ?? 0) + carry
      mixed[start + at] = sum & 0xff
      carry = sum >> 8
    }
  }
}
