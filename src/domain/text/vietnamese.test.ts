import { readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from './fold.ts'
import { encodingOfFont, fromLegacy } from './legacy-font.ts'
import { compareNames, nameParts, nameSortKey, sameName, titleCase } from './name.ts'
import { tidy } from './nfc.ts'
import { phoneText, readPhone } from './phone.ts'
import { readPlate } from './plate.ts'
import { couldBeSyllable } from './syllable.ts'
import { fromTcvn3 } from './tcvn3.ts'
import { canonicalTones } from './tones.ts'
import { fromVni } from './vni.ts'

const tcvn3 = JSON.parse(
  readFileSync(new URL('../../../e2e/vectors/tcvn3.json', import.meta.url), 'utf8'),
) as {
  map: Record<string, string>
  checks: { input: string; output: string }[]
}

describe('searching', () => {
  test('a clerk finds a person without typing a single mark', () => {
    expect(fold('  ĐẶNG\u00a0Thị   Ễ ')).toBe('dang thi e')
    expect(fold('Tran Thi\u0323 Thu Ha\u0300')).toBe('tran thi thu ha')
    expect(fold('Ðào Thị Ðoan')).toBe('dao thi doan')
    expect(fold('H’Hen Niê')).toBe(fold("H'Hen Niê"))
    expect(fold('Hʼ Hen')).toBe("h' hen")
  })

  test('folding twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
    )
  })
})

describe('the two schools of tone marks', () => {
  test.each([
    ['hoà', 'hòa'],
    ['Thuỷ', 'Thủy'],
    ['HOÀ', 'HÒA'],
    ['khoẻ', 'khỏe'],
    ['Hoà Bình', 'Hòa Bình'],
    ['toàn', 'toàn'],
    ['Huỳnh', 'Huỳnh'],
    ['quý', 'quý'],
    ['Quỳ', 'Quỳ'],
    ['khuỷu', 'khuỷu'],
    ['Mỹ', 'Mỹ'],
  ])('%s compares as %s', (text, canonical) => {
    expect(canonicalTones(text)).toBe(canonical)
    expect(canonicalTones(text.normalize('NFD'))).toBe(canonical)
  })

  test('i and y are different names', () => {
    expect(sameName('Mỹ', 'Mĩ')).toBe(false)
    expect(sameName('Trần Thị Thuý', 'TRẦN  THỊ THÚY')).toBe(true)
    expect(sameName('Trần Thị Thuý', 'Trần Thị Thuy')).toBe(false)
    expect(sameName('H’Hen', "H'hen")).toBe(true)
  })
})

describe('names', () => {
  test('the given name comes last', () => {
    expect(nameParts('Nguyễn Thị  Minh Khai')).toEqual({
      family: 'Nguyễn',
      middle: 'Thị Minh',
      given: 'Khai',
    })
    expect(nameParts('Ý')).toEqual({ family: '', middle: '', given: 'Ý' })
    expect(nameParts('')).toEqual({ family: '', middle: '', given: '' })
  })

  test('capitals become a name as names are written', () => {
    expect(titleCase('NGUYỄN THỊ  ƯỚC')).toBe('Nguyễn Thị Ước')
    expect(titleCase('h’HEN NIÊ')).toBe("H'Hen Niê")
    expect(titleCase('cà-lơi ĐẶNG')).toBe('Cà-Lơi Đặng')
  })

  test('a list sorts by given name, then by the whole name', () => {
    const sorted = [
      'Trần Ân',
      'Lê An',
      'Đỗ Đan',
      'Trần An',
      'Lê Ấn',
      'Phạm Dũng',
      'Bùi Ăn',
      'Võ Ê',
      'Võ Em',
      'Lê Án',
      'Đỗ An',
    ].toSorted(compareNames)
    expect(sorted).toEqual([
      'Đỗ An',
      'Lê An',
      'Trần An',
      'Lê Án',
      'Bùi Ăn',
      'Trần Ân',
      'Lê Ấn',
      'Phạm Dũng',
      'Đỗ Đan',
      'Võ Em',
      'Võ Ê',
    ])
  })

  test('the stored key sorts as the Vietnamese collation of ICU does', () => {
    const collator = new Intl.Collator('vi')
    const word = fc.string({
      unit: fc.constantFrom(
        ...'aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ'.split(
          '',
        ),
      ),
      minLength: 1,
      maxLength: 6,
    })
    fc.assert(
      fc.property(word, word, (a, b) => {
        // The key compares tone spellings alike; the collator sees what the key compares.
        const [x, y] = [canonicalTones(a), canonicalTones(b)]
        expect(Math.sign(compareNames(a, b))).toBe(Math.sign(collator.compare(x, y)))
        expect(nameSortKey(a) < nameSortKey(b)).toBe(collator.compare(x, y) < 0)
      }),
      { numRuns: 20_000 },
    )
  })

  test('dropped letters leave no syllables', () => {
    for (const word of tidy(
      'Nguyễn Văn Bình Trần Thị Quỳnh Hương Khuyên Giang Gì Quốc Uyên Yến Oanh Ngoạm',
    ).split(' ')) {
      expect(couldBeSyllable(word), word).toBe(true)
    }
    for (const word of ['Nguyn', 'Vn', 'Bnh', 'Trn', 'Th', 'H', 'Quc', 'c']) {
      expect(couldBeSyllable(word), word).toBe(false)
    }
  })
})

describe('rosters in old fonts', () => {
  test('every code of TCVN3 is the letter of the table', () => {
    for (const [code, letter] of Object.entries(tcvn3.map)) {
      expect(fromTcvn3(String.fromCharCode(Number.parseInt(code, 16)))).toBe(letter)
    }
    expect(Object.keys(tcvn3.map)).toHaveLength(74)
  })

  test.each(tcvn3.checks)('$output', ({ input, output }) => {
    expect(fromTcvn3(input)).toBe(output)
    expect(fromLegacy(input, 'tcvn3-capitals')).toBe(output.toLocaleUpperCase('vi'))
  })

  test.each([
    ['Nguyeãn Vaên Bình', 'Nguyễn Văn Bình'],
    ['Traàn Thò Thu Haø', 'Trần Thị Thu Hà'],
    ['Ñoã Thò Höôøng', 'Đỗ Thị Hường'],
    ['NGUYEÃN THÒ YÛ', 'NGUYỄN THỊ Ỷ'],
    ['YÕ yû yõ yø yù î', 'Ỹ ỷ ỹ ỳ ý ỵ'],
    ['ñöôïc, thuôû, hoûi, nghó', 'được, thuở, hỏi, nghĩ'],
    ['Phöôøng Ví Duï, Quaän Maãu', 'Phường Ví Dụ, Quận Mẫu'],
    ['aêaèaéaúaüaë', 'ăằắẳẵặ'],
  ])('VNI %s', (vni, text) => {
    expect(fromVni(vni)).toBe(text)
  })

  test('the font of the cell tells the encoding', () => {
    expect(encodingOfFont('.VnTime')).toBe('tcvn3')
    expect(encodingOfFont('.VnTimeH')).toBe('tcvn3-capitals')
    expect(encodingOfFont('VNI-Times')).toBe('vni')
    expect(encodingOfFont('Times New Roman')).toBeNull()
  })
})

describe('phones and plates', () => {
  test.each([
    ['0912.345.678', '0912345678', 'mobile'],
    ['+84 912 345 678', '0912345678', 'mobile'],
    ['84912345678', '0912345678', 'mobile'],
    ['0084-912-345-678', '0912345678', 'mobile'],
    ['(028) 3812 3456', '02838123456', 'landline'],
    ['0162 345 6789', '0323456789', 'mobile'],
    ['01991234567', '0591234567', 'mobile'],
    ['+33 1 23 45 67 89', '33123456789', 'other'],
  ])('%s is %s', (text, number, kind) => {
    expect(readPhone(text)).toMatchObject({ number, kind })
  })

  test('what is no number is none', () => {
    for (const text of ['', 'không có', '12345', '0912 345 67x']) expect(readPhone(text)).toBeNull()
    expect(readPhone('01991234567')?.renumbered).toBe(true)
    expect(phoneText('0912345678')).toBe('0912.345.678')
    expect(phoneText('02838123456')).toBe('02838123456')
  })

  test.each([
    ['30A-123.45', '30A12345', true],
    ['29-X1 123.45', '29X112345', true],
    ['29-AA 123.45', '29AA12345', true],
    ['51mđ1-2345', '51MĐ12345', true],
    ['43 B 1234', '43B1234', true],
    ['80-011-NG-01', '80011NG01', true],
    ['TM-12-34', 'TM1234', true],
    ['xe đạp', 'XEĐP', false],
  ])('plate %s', (text, plate, usual) => {
    expect(readPlate(text)).toEqual({ text: plate, usual })
  })
})
