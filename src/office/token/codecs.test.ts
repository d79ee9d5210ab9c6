import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { decodeDigits, encodeDigits } from './digits.ts'

const ascii = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

describe('base45 (RFC 9285)', () => {
  it.each([
    ['AB', 'BB8'],
    ['Hello!!', '%69 VD92EX0'],
    ['base-45', 'UJCLQE7W581'],
    ['ietf!', 'QED8WEX0'],
    ['', ''],
  ])('writes and reads the example %j as %j', (plain, coded) => {
    expect(encodeBase45(ascii(plain))).toBe(coded)
    expect(decodeBase45(coded)).toEqual(ascii(plain))
  })

  it.each(['GGW', 'ZZZ', ':::', '::', 'V5', 'A', 'BB8A', 'bb8', 'BB8\u00a0', 'B\u01308', '🙂8'])(
    'refuses %j',
    (coded) => {
      expect(decodeBase45(coded)).toBeNull()
    },
  )

  it('gives back every byte string it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes)
      }),
    )
  })

  it('accepts one spelling only: what it reads it writes the same way', () => {
    const characters = fc.constantFrom(...Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'))
    fc.assert(
      fc.property(fc.array(characters, { maxLength: 40 }), (array) => {
        const bytes = decodeBase45(array.join(''))
        if (bytes) expect(encodeBase45(bytes)).toBe(array.join(''))
      }),
    )
  })

  it('never ends in a blank, so a reader suffix can be cut off', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(encodeBase45(bytes).endsWith(' ')).toBe(false)
      }),
    )
  })
})

describe('digits', () => {
  it('gives back every byte string it wrote, in digits only', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 700 }), (bytes) => {
        const digits = encodeDigits(bytes)
        expect(digits).toMatch(/^[0-9]*$/)
        expect(decodeDigits(digits)).toEqual(bytes)
      }),
    )
  })

  it('accepts one spelling only: what it reads it writes the same way', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[0-9]{0,60}$/), (digits) => {
        const bytes = decodeDigits(digits)
        if (bytes) expect(encodeDigits(bytes)).toBe(digits)
      }),
    )
  })

  it.each(['1', '12', '1234', '256', '65536', '72057594037927936', '12a', '-12', '１２３', '0x1'])(
    'refuses %j',
    (digits) => {
      expect(decodeDigits(digits)).toBeNull()
    },
  )
})
