import { describe, expect, test } from 'vitest'
import { recogniseScan } from './recognise.ts'
import { isPersonRead } from './recognised.ts'

/** Words that names and addresses of the trade are made of; the people they make are invented. */
const words = {
  family: 'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Cao Lưu Mai Tô Châu',
  middle: 'Văn Thị Minh Quốc Gia Thanh Ngọc Hữu Đức Thu Hải Xuân Kim Bảo Khánh Tuấn Anh',
  given:
    'An Bình Hà Dũng Hùng Hương Lan Linh Mai Nam Phúc Quân Sơn Thảo Tú Vy Yến Khoa Long Tâm Đạt Ngân Ý Tín',
  street:
    '12/5 Lê Lợi|45 Trần Phú|Thôn 3|Tổ 5, Khu phố 2|Số 7 ngõ 12 Hoàng Mai|Ấp Tân Thành|Khóm 4|Thôn Nam Sơn',
  ward: 'Tân Phú|Hoà Bình|An Khánh|Nam Thanh|Phú Mỹ|Long Biên|Tam Kim|Bình Hưng|Yên Sơn|Hà Nam|Lê Mao|Ví Dụ',
  district: 'Ninh Kiều|Quận 5|Thanh Trì|TP. Vinh|Bình Chánh|Hải Châu|Long Xuyên|Gia Lâm|Hà Tiên|Quận Mẫu',
  province:
    'Cần Thơ|TP. Hồ Chí Minh|Hà Nội|Nghệ An|Đà Nẵng|An Giang|Nam Định|Long An|Hà Nam|Gia Lai|Kon Tum|Thanh Hóa',
}

/** A small generator of its own, so that every run sees the same 4,000 cards. */
function cards() {
  let seed = 20_261_122
  const pick = (list: string) => {
    const parts = list.split(list.includes('|') ? '|' : ' ')
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return parts[Math.floor((seed / 2_147_483_648) * parts.length)] ?? ''
  }
  return Array.from({ length: 4000 }, (_, i) => {
    const name = [words.family, words.middle, words.given].map(pick).join(' ')
    const address = [words.street, words.ward, words.district, words.province].map(pick).join(', ')
    const text = `079${i % 2}85000123||${name}|15031985|${i % 2 ? 'Nữ' : 'Nam'}|${address}|21052021`
    return { name, address, text }
  })
}

const ansi = (text: string) => new TextDecoder('windows-1252').decode(new TextEncoder().encode(text))
const each = (change: (code: number, character: string) => string) => (text: string) =>
  Array.from(text, (character) => change(character.codePointAt(0) ?? 0, character)).join('')

/** What readers and editors do to a text. */
const damages: [string, (text: string) => string][] = [
  ['nothing', (text) => text],
  ['decomposed', (text) => text.normalize('NFD')],
  ['UTF-8 as windows-1252', ansi],
  ['the same, C1 controls dropped', (text) => ansi(text).replace(/[\u0080-\u009f]/g, '')],
  ['the same, no-break spaces and soft hyphens dropped', (text) => ansi(text).replace(/[\u00a0\u00ad]/g, '')],
  ['non-ASCII dropped', each((code, character) => (code > 127 ? '' : character))],
  ['non-ASCII as question marks', each((code, character) => (code > 127 ? '?' : character))],
  ['all but Latin-1 dropped', each((code, character) => (code > 255 ? '' : character))],
  ['all but Latin-1 as question marks', each((code, character) => (code > 255 ? '?' : character))],
  ['marks stripped', (text) => text.normalize('NFD').replace(/\p{M}/gu, '')],
  ['code points modulo 256', each((code) => String.fromCharCode(code % 256))],
]

describe('damaged letters', () => {
  test.each(damages)('%s: no wrong name is returned as if good', (_, damage) => {
    for (const { name, address, text } of cards()) {
      const read = recogniseScan(damage(text))
      if (!isPersonRead(read)) throw new Error('a card stays a card')
      expect(read).toMatchObject({ idNumber: text.slice(0, 12), birthDate: { year: 1985 }, accepted: true })
      if (read.fullName === undefined) {
        expect(read.damage).not.toBeNull()
        expect(read.address).toBeUndefined()
      } else if (read.fullName !== name || read.address !== address) {
        expect(read.warnings).toContain('possibly-no-diacritics')
      }
    }
  })

  test('whole cards are not doubted, but for the few with no letter beyond Latin-1', () => {
    const reads = cards().map(({ text }) => recogniseScan(text))
    expect(reads.filter(({ damage }) => damage !== null)).toEqual([])
    expect(reads.filter(({ warnings }) => warnings.length > 0).length).toBeLessThan(80)
  })
})
