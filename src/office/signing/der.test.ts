import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ellipticSignature, objectIdentifier, octets, positiveInteger, setOf } from './der.ts'

describe('DER', () => {
  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('tells a length of %i in as few bytes as it takes', (length, head) => {
    expect(octets(new Uint8Array(length)).toString('hex', 0, head.length / 2)).toBe(head)
  })

  it.each([
    ['00', '020100'],
    ['0000ff', '020200ff'],
    ['007f', '02017f'],
    ['80', '02020080'],
  ])('writes the number %s as an INTEGER that is not negative', (digits, der) => {
    expect(positiveInteger(Buffer.from(digits, 'hex')).toString('hex')).toBe(der)
  })

  it('writes object identifiers with arcs of several bytes', () => {
    expect(objectIdentifier('1.2.840.113549.1.9.16.2.47').toString('hex')).toBe('060b2a864886f70d010910022f')
    expect(objectIdentifier('2.16.840.1.101.3.4.2.1').toString('hex')).toBe('0609608648016503040201')
  })

  it('orders the elements of a SET OF', () => {
    const set = setOf(octets(Buffer.from('b')), octets(Buffer.from('a')), octets(Buffer.from('')))
    expect(set.toString('hex')).toBe('31080400040161040162')
  })

  it('turns the r‖s of a key token into what verifiers of certificates read', () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }))
    // One in two has a leading bit set, one in 256 a leading zero.
    for (let count = 0; count < 600; count += 1) {
      const bytes = Buffer.from(`${count}`)
      const rs = sign('sha256', bytes, { key: privateKey, dsaEncoding: 'ieee-p1363' })
      expect(verify('sha256', bytes, key, ellipticSignature(rs))).toBe(true)
    }
  })
})
