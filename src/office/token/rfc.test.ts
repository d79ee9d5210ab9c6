import { readFileSync } from 'node:fs'
import { Tag } from 'cbor2'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { decodeCbor, encodeCbor } from './cbor.ts'
import { open } from './cose.ts'
import { keyFromSeed, signBytes, verifySignature } from './keys.ts'

const bytesOfHex = (hex: string) => Uint8Array.from(Buffer.from(hex, 'hex'))
const hexOfBytes = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

const pairs = z.array(z.tuple([z.string(), z.string()]))
const vectors = z
  .object({
    base45: pairs,
    base45Refused: z.array(z.string()),
    cborRead: z.array(z.tuple([z.string(), z.unknown()])),
    cborRefused: pairs,
    cborNoValueOfAToken: pairs,
    ed25519: z.array(
      z.object({ seed: z.string(), public: z.string(), message: z.string(), signature: z.string() }),
    ),
    coseSign1: z.object({
      public: z.string(),
      protected: z.string(),
      payload: z.string(),
      message: z.string(),
    }),
  })
  .parse(JSON.parse(readFileSync(new URL('rfc.vectors.json', import.meta.url), 'utf8')))

/** A decoded item as the vector file writes it. */
function plain(value: unknown): unknown {
  if (typeof value === 'bigint') return { integer: value.toString() }
  if (value instanceof Uint8Array) return { hex: hexOfBytes(value) }
  if (value instanceof Map) return { map: [...value].map(plain) }
  return Array.isArray(value) ? value.map(plain) : value
}

describe('RFC 9285, base45', () => {
  it.each(vectors.base45)('writes %s as %s and reads it back', (hex, text) => {
    expect(encodeBase45(bytesOfHex(hex))).toBe(text)
    expect(hexOfBytes(decodeBase45(text) ?? new Uint8Array(0))).toBe(hex)
  })

  it.each(vectors.base45Refused)('refuses %s', (text) => expect(decodeBase45(text)).toBeNull())
})

describe('RFC 8949 appendix A, CBOR', () => {
  it.each(vectors.cborRead)('%s is read as it stands there, and written the same way', (hex, value) => {
    const item = decodeCbor(bytesOfHex(hex))
    expect(item.refused).toBe(false)
    expect(plain(item.value)).toEqual(value)
    expect(hexOfBytes(encodeCbor(item.value))).toBe(hex)
  })

  it.each(vectors.cborRefused)('%s (%s) is refused', (hex) => {
    expect(decodeCbor(bytesOfHex(hex))).toEqual({ refused: true, value: undefined })
  })

  it.each(vectors.cborNoValueOfAToken)('%s (%s) is never a number or a text', (hex) => {
    const { refused, value } = decodeCbor(bytesOfHex(hex))
    expect(refused || value instanceof Tag || typeof value === 'bigint').toBe(true)
  })
})

describe('RFC 8032 section 7.1, Ed25519', () => {
  it.each(vectors.ed25519)('signs and verifies the message $message', (vector) => {
    const key = keyFromSeed(bytesOfHex(vector.seed))
    const message = bytesOfHex(vector.message)
    expect(hexOfBytes(key.publicKey)).toBe(vector.public)
    expect(hexOfBytes(signBytes(message, key))).toBe(vector.signature)
    expect(verifySignature(message, bytesOfHex(vector.signature), bytesOfHex(vector.public))).toBe(true)
    expect(verifySignature(Uint8Array.of(...message, 0), bytesOfHex(vector.signature), key.publicKey)).toBe(
      false,
    )
  })
})

describe('RFC 9052, COSE_Sign1 with EdDSA', () => {
  const { public: publicKey, protected: header, payload, message } = vectors.coseSign1

  it('the example’s signature holds over our Sig_structure', () => {
    const signed = encodeCbor(['Signature1', bytesOfHex(header), new Uint8Array(0), bytesOfHex(payload)])
    const signature = bytesOfHex(message.slice(-128))
    expect(verifySignature(signed, signature, bytesOfHex(publicKey))).toBe(true)
  })

  it('the example itself is no token: its key id stands in the unprotected header', () => {
    expect(open(bytesOfHex(message))).toEqual({ ok: false, reason: 'header' })
  })
})
