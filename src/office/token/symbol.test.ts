import { describe, expect, it } from 'vitest'
import { encodeQR } from 'qr'
import { create } from 'qrcode'
import { batchSymbol, moduleMm, symbol } from './symbol.ts'
import { spellToken } from './token.ts'
import { vectorToken } from './testing/vector-tokens.ts'

const ofBytes = (count: number, form: 'base45' | 'numeric') =>
  symbol(spellToken(new Uint8Array(count).fill(0xa5), form))

describe('the symbol of a token', () => {
  it.each([
    ['base45', 211, 'H'],
    ['base45', 212, 'Q'],
    ['base45', 281, 'Q'],
    ['base45', 282, 'M'],
    ['base45', 397, 'M'],
    ['numeric', 214, 'H'],
    ['numeric', 215, 'Q'],
    ['numeric', 286, 'Q'],
    ['numeric', 287, 'M'],
    ['numeric', 404, 'M'],
  ] as const)(
    'in the form %s with %i bytes has correction %s and at most version 15',
    (form, count, level) => {
      const drawn = ofBytes(count, form)
      expect(drawn.level).toBe(level)
      expect(drawn.version).toBeLessThanOrEqual(15)
      expect(drawn.size).toBe(drawn.version * 4 + 17)
      expect(drawn.modules).toHaveLength(drawn.size)
    },
  )

  it('is refused beyond 397 bytes, or 404 in digits', () => {
    expect(() => ofBytes(398, 'base45')).toThrow(RangeError)
    expect(() => ofBytes(405, 'numeric')).toThrow(RangeError)
  })

  it('is refused for a text that would need bytes', () => {
    expect(() => symbol('vp1:abc')).toThrow(RangeError)
    expect(() => batchSymbol('Ví Dụ')).toThrow(RangeError)
    expect(() => symbol('')).toThrow(RangeError)
  })

  it('fits its 36 mm box with the quiet zone, with modules of 0.40 mm or more', () => {
    for (let version = 1; version <= 15; version++) {
      const size = version * 4 + 17
      expect((size + 8) * moduleMm(size)).toBeLessThanOrEqual(36)
      expect(moduleMm(size)).toBeGreaterThanOrEqual(0.4)
    }
    expect(moduleMm(77)).toBeCloseTo(0.4233, 4)
    expect(() => moduleMm(81)).toThrow(RangeError)
  })

  it('has the same version, level and size from the batch encoder', () => {
    for (const count of [100, 211, 239, 300, 397]) {
      for (const form of ['base45', 'numeric'] as const) {
        const text = spellToken(new Uint8Array(count).fill(0x5a), form)
        const { modules: _one, ...single } = symbol(text)
        const { modules: _other, ...batch } = batchSymbol(text)
        expect(batch).toEqual(single)
      }
    }
  })

  it('is module for module the same from both encoders under the same mask', () => {
    const text = vectorToken('permit-typical').base45
    for (const mask of [0, 1, 2, 3, 4, 5, 6, 7] as const) {
      const one = create([{ data: text, mode: 'alphanumeric' }], {
        errorCorrectionLevel: 'Q',
        maskPattern: mask,
      })
      const other = encodeQR(text, 'raw', { ecc: 'quartile', encoding: 'alphanumeric', mask, border: 1 })
      const rows = other.slice(1, -1).map((row) => row.slice(1, -1).map(Number))
      const flat = Array.from(one.modules.data, (module) => (module ? 1 : 0))
      expect(rows.flat()).toEqual(flat)
    }
  })
})
