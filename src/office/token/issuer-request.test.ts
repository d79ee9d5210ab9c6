import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { fingerprint, readIssuerRequest, signIssuerRequest } from './issuer-request.ts'
import { keyFromSeed, kidOf, makeSeed, signBytes, verifySignature } from './keys.ts'
import { parse, spellToken } from './token.ts'
import { exampleKey, seconds } from './testing/example-city.ts'

const key = exampleKey('new counter PC')
const asked = { ward: 39901, name: 'UBND Phường Ví Dụ (quầy 2)', kinds: 7 }
const signedAt = seconds('2026-11-21', 9)
const wire = signIssuerRequest(asked, signedAt, key)

describe('the request of a new issuing PC', () => {
  it('carries its public key and shows the fingerprint to compare by telephone', () => {
    expect(readIssuerRequest(wire)).toEqual({
      ok: true,
      request: {
        ...asked,
        publicKey: key.publicKey,
        kid: key.kid,
        fingerprint: fingerprint(key.publicKey),
        issuedAt: signedAt,
      },
    })
  })

  it('with any changed bit is refused', () => {
    for (let bit = 0; bit < wire.length * 8; bit++) {
      const changed = Uint8Array.from(wire)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(readIssuerRequest(changed).ok).toBe(false)
    }
  })

  it('is no token', () => {
    expect(parse(spellToken(wire, 'base45'))).toEqual({ readable: false, reason: 'schema' })
  })

  it('with a value out of its limits is not signed', () => {
    for (const changes of [{ ward: 100_000 }, { name: '' }, { kinds: 0 }, { kinds: 32 }]) {
      expect(() => signIssuerRequest({ ...asked, ...changes }, signedAt, key)).toThrow(RangeError)
    }
  })

  it('over 600 bytes is not looked at', () => {
    expect(readIssuerRequest(new Uint8Array(601))).toEqual({ ok: false, reason: 'size' })
  })
})

describe('a fingerprint', () => {
  it('is SHA-256 of the public key as a number, its last 8 decimal digits', () => {
    for (let count = 0; count < 50; count++) {
      const { publicKey } = exampleKey(`key ${count}`)
      const digest = createHash('sha256').update(publicKey).digest()
      let remainder = 0
      for (const byte of digest) remainder = (remainder * 256 + byte) % 100_000_000
      expect(fingerprint(publicKey)).toBe(String(remainder).padStart(8, '0'))
    }
  })
})

describe('a key', () => {
  it('made from the first test seed of RFC 8032 has its public half and signature', () => {
    const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex')
    const made = keyFromSeed(Uint8Array.from(seed))
    expect(Buffer.from(made.publicKey).toString('hex')).toBe(
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    )
    expect(Buffer.from(signBytes(new Uint8Array(0), made)).toString('hex')).toBe(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    )
  })

  it('made anew differs each time and is named by the hash of its public half', () => {
    const one = keyFromSeed(makeSeed())
    const other = keyFromSeed(makeSeed())
    expect(one.publicKey).not.toEqual(other.publicKey)
    expect(one.kid).toBe(kidOf(one.publicKey))
    expect(one.kid).toMatch(/^[0-9a-f]{8}$/)
  })

  it('is not made from a seed of another length', () => {
    expect(() => keyFromSeed(new Uint8Array(31))).toThrow(RangeError)
  })

  it('does not verify a signature whose S was raised by the group order, nor one of another length', () => {
    const message = Uint8Array.of(1, 2, 3)
    const signature = signBytes(message, key)
    expect(verifySignature(message, signature, key.publicKey)).toBe(true)
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    let raised = BigInt(`0x${Buffer.from(signature.subarray(32).toReversed()).toString('hex')}`) + order
    const forged = Uint8Array.from(signature)
    for (let at = 32; at < 64; at++) {
      forged[at] = Number(raised & 0xffn)
      raised >>= 8n
    }
    expect(verifySignature(message, forged, key.publicKey)).toBe(false)
    expect(verifySignature(message, signature.subarray(1), key.publicKey)).toBe(false)
  })

  it('that is no point of the curve verifies nothing and does not throw', () => {
    const message = Uint8Array.of(1)
    expect(verifySignature(message, signBytes(message, key), new Uint8Array(32).fill(0xff))).toBe(false)
  })
})
