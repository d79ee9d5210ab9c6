import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { judged, codes, goodRow, heading } from './testing/judged.ts'

const plain = `${heading}\n${goodRow}\n`
const good = { good: 1, 'to-check': 0, bad: 0 }
const values = { fullName: 'Trần Thị Thu Hà', residence: '12/5 Lê Lợi Phường Ví Dụ', sex: 'female' }

/** The bytes of a text in a code page given by its table: character → byte. */
function bytesIn(text: string, table: ReadonlyMap<string, number>): Uint8Array {
  return Uint8Array.from(
    Array.from(text, (character) => table.get(character) ?? character.codePointAt(0) ?? 0),
  )
}

const { tcvn3codepoints, unicode } = JSON.parse(readFileSync('e2e/vectors/tcvn3.json', 'utf8')) as {
  tcvn3codepoints: number[]
  unicode: string
}
const tcvn3 = new Map(Array.from(unicode, (letter, i) => [letter, tcvn3codepoints[i] ?? 0]))

/** windows-1258: letters with circumflex, breve or horn in one byte, the tone in the next. */
function windows1258(text: string): Uint8Array {
  const decoder = new TextDecoder('windows-1258')
  const table = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  const tones = text
    .normalize('NFD')
    .replace(
      /([aeouAEOU])([\u0323]?)([\u0302\u0306\u031b])/gu,
      (_, a: string, dot: string, b: string) => (a + b).normalize('NFC') + dot,
    )
  return bytesIn(tones, table)
}

const asText = (bytes: Uint8Array) => bytes
const encodings: readonly (readonly [string, Uint8Array, string | null])[] = [
  ['UTF-8', asText(Buffer.from(plain)), null],
  ['UTF-8 with a mark', asText(Buffer.from(`\ufeff${plain}`)), null],
  ['UTF-8, decomposed', asText(Buffer.from(plain.normalize('NFD'))), null],
  ['UTF-16 LE with a mark', asText(Buffer.from(`\ufeff${plain}`, 'utf16le')), null],
  ['UTF-16 BE with a mark', asText(Buffer.from(`\ufeff${plain}`, 'utf16le').swap16()), null],
  ['UTF-16 LE without a mark', asText(Buffer.from(plain, 'utf16le')), 'UTF-16LE'],
  ['windows-1258', windows1258(plain), 'windows-1258'],
  ['TCVN3', bytesIn(plain.replace('Đ', 'D'), tcvn3), 'TCVN3 (ABC)'],
  ['TCVN3 saved as UTF-8', asText(Buffer.from(String.fromCharCode(...bytesIn(plain, tcvn3)))), null],
  ['UTF-8 saved twice', asText(Buffer.from(Buffer.from(plain).toString('latin1'))), null],
]

test.each(encodings)('a list in %s is read with all its letters', async (_, bytes, told) => {
  const list = await judged(bytes)
  expect(list.rows[0]?.values).toMatchObject(values)
  expect(list.counts).toEqual(good)
  expect(list.notices.find(({ code }) => code === 'encoding')?.data['encoding'] ?? null).toBe(told)
})

test('VNI is told from TCVN3 by the syllables that come out', async () => {
  const vni =
    'Hoï vaø teân,Soá CCCD,Nôi ôû\nNguyeãn Vaên Bình,001202000456,Phöôøng Ví Duï\nÑaëng Thò Leä,079185000123,Phöôøng Ví Duï\n'
  const list = await judged(Buffer.from(vni, 'latin1'))
  expect(list.rows.map(({ values: { fullName, residence } }) => [fullName, residence])).toEqual([
    ['Nguyễn Văn Bình', 'Phường Ví Dụ'],
    ['Đặng Thị Lệ', 'Phường Ví Dụ'],
  ])
})

test.each([
  ['semicolons', ';'],
  ['tabs, as pasted from Excel', '\t'],
  ['bars', '|'],
])('cells between %s are told apart', async (_, sign) => {
  const list = await judged(plain.replaceAll(',', sign))
  expect(list.counts).toEqual(good)
})

test('a line sep= is believed, rows keep the numbers Excel would show', async () => {
  const list = await judged(`sep=;\n\n${plain.replaceAll(',', ';')}`)
  expect(list.rows.map(({ row }) => row)).toEqual([4])
})

test('quotes inside a name do not break the line, an address in quotes keeps its commas', async () => {
  const list = await judged(`${heading}\nLê "Tư" Minh An,1990,Nam,048090000777,"45 Trần Phú, Phường Ví Dụ"\n`)
  expect(codes(list)).toEqual({ 2: ['name-not-letters'] })
  expect(list.rows[0]?.values.residence).toBe('45 Trần Phú, Phường Ví Dụ')
})

const refusals: readonly (readonly [string, string, Uint8Array | string])[] = [
  ['an empty file', 'list-empty', ''],
  ['nothing but commas', 'list-empty', ',,,,\n,,,,\n'],
  ['bytes of no encoding', 'list-encoding-unknown', Uint8Array.from([0xff, 0x00, 0x00, 0x81, 0x9d, 0x00])],
  [
    'a code page of another language',
    'list-encoding-unknown',
    Buffer.from('\u00cf\u00f0\u00e8\u00e2\u00e5\u00f2,\u00ec\u00e8\u00f0\n', 'latin1'),
  ],
  ['a web page named .xls', 'list-old-excel', '<html><table><tr><td>Họ tên</td></tr></table></html>'],
  ['XML of Excel 2003', 'list-old-excel', '<?xml version="1.0"?><Workbook/>'],
  ['a PDF', 'list-other-format', '%PDF-1.7 …'],
  ['a picture', 'list-other-format', Buffer.from('89504e470d0a1a0a', 'hex')],
  ['a program', 'list-other-format', 'MZ\u0090'],
  ['a quote that is never closed', 'list-quotes', `${heading}\n"${goodRow}\n${goodRow}\n`],
  ['a text behind a closing quote', 'list-quotes', `${heading}\n"Lê" Minh An,1990\n${goodRow}\n`],
  ['a cell longer than any', 'list-text-too-long', `${heading}\n${'x'.repeat(40_000)}`],
  ['65,536 lines', 'list-too-many-rows', `${heading}\n${'Lê Minh An,1990,Nam,1,x\n'.repeat(65_536)}`],
  ['more than 20 MB', 'list-too-big', new Uint8Array(20 * 1024 * 1024 + 1)],
]

test.each(refusals)('%s is refused with a sentence: %s', async (_, code, bytes) => {
  await expect(judged(bytes)).rejects.toMatchObject({ name: 'Refusal', code })
})

test('a million empty lines are no rows', async () => {
  const list = await judged(`${heading}\n${'\n'.repeat(1_000_000)}${goodRow}\n`)
  expect(list.rows.map(({ row }) => row)).toEqual([1_000_002])
})
