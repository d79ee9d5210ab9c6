import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { looksMojibake, repair, windows1252Character } from './repair.ts'
import { decodeUtf8, encodeUtf8 } from './utf8.ts'

const letters =
  'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz'
const alphabet = [...letters.split(''), ...letters.toLocaleUpperCase('vi').split('')]
const vietnamese = fc
  .string({ unit: fc.constantFrom(...alphabet, ...' 0123456789|,./-'.split('')), maxLength: 80 })
  .map((text) => text.normalize('NFC'))

/** Code page 437 from 0x80 on, as DOS printed it. */
const dosPage = Array.from(
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
)

describe('letters that a code page spoilt', () => {
  test('any Vietnamese text read as windows-1252 comes back exactly', () => {
    const wrong = new TextDecoder('windows-1252')
    fc.assert(
      fc.property(vietnamese, (text) => {
        const damaged = wrong.decode(new TextEncoder().encode(text))
        expect(repair(damaged)).toEqual({ text, from: damaged === text ? null : 'windows-1252' })
      }),
      { numRuns: 5000 },
    )
  })

  test('so does any read as ISO-8859-1, windows-1258 or code page 437', () => {
    fc.assert(
      fc.property(vietnamese, (text) => {
        const bytes = encodeUtf8(text)
        const damaged = [
          String.fromCharCode(...bytes),
          // What Windows shows of windows-1258 where it has no character: the control of the same number.
          bytes.map((byte) => (byte === 0xc3 ? '\u0102' : windows1252Character(byte))).join(''),
          bytes.map((byte) => (byte < 0x80 ? String.fromCharCode(byte) : dosPage[byte - 0x80])).join(''),
        ]
        for (const wrong of damaged) expect(repair(wrong).text).toBe(text)
      }),
      { numRuns: 3000 },
    )
  })

  test('misread twice, by the reader and by a program behind it, it comes back too', () => {
    const wrong = new TextDecoder('windows-1252')
    const misread = (text: string) => wrong.decode(new TextEncoder().encode(text))
    fc.assert(
      fc.property(vietnamese, (text) => {
        expect(repair(misread(misread(text))).text).toBe(text)
        expect(repair(misread(String.fromCharCode(...encodeUtf8(text)))).text).toBe(text)
      }),
      { numRuns: 2000 },
    )
  })

  test('every Vietnamese letter survives both code pages alone, its C1 bytes included', () => {
    for (const letter of alphabet) {
      const bytes = encodeUtf8(letter)
      const ansi = bytes.map(windows1252Character).join('')
      expect(repair(letter === ansi ? '' : ansi).text).toBe(letter === ansi ? '' : letter)
    }
  })

  test('windows-1252 is mapped as browsers map it', () => {
    const wrong = new TextDecoder('windows-1252')
    for (let byte = 0; byte < 256; byte++) {
      expect(windows1252Character(byte)).toBe(wrong.decode(Uint8Array.of(byte)))
    }
  })

  test('text that is right stays as it is', () => {
    fc.assert(
      fc.property(vietnamese, (text) => {
        expect(repair(text)).toEqual({ text, from: null })
        expect(looksMojibake(text)).toBe(false)
      }),
      { numRuns: 5000 },
    )
  })

  test('decomposed letters are composed', () => {
    fc.assert(
      fc.property(vietnamese, (text) => {
        expect(repair(text.normalize('NFD')).text).toBe(text)
      }),
    )
  })

  test('UTF-8 is written and read as the standard has it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bytes = encodeUtf8(text)
        expect(bytes).toEqual([...new TextEncoder().encode(text)])
        expect(decodeUtf8(bytes)).toBe(text.toWellFormed())
      }),
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 12 }), (bytes) => {
        let expected: string | null = null
        try {
          expected = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
        } catch {}
        expect(decodeUtf8(bytes)).toBe(expected)
      }),
      { numRuns: 5000 },
    )
  })
})
