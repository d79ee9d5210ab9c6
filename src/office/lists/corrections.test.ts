import { expect, test } from 'vitest'
import { writeCorrections } from './corrections.ts'
import { neutralised } from './neutralise.ts'
import { codes, goodRow, heading, judged } from './testing/judged.ts'

const bad = '=HYPERLINK("http://x"),15/03/1985,Nữ,79185000124,-Lê Lợi'
const text = `${heading},Cỡ áo\n${goodRow},M\n${bad.replace('"http://x"', 'x')},+L\n`

test('the rows to mend come back as a workbook with a column that says how, and reads as the same list again', async () => {
  const list = await judged(text)
  const again = await judged(await writeCorrections(list, 'vi'))
  expect(again.headings).toEqual(['Dòng', 'Cần sửa (phường ghi)', ...heading.split(','), 'Cỡ áo'])
  expect(again.rows).toHaveLength(1)
  expect(again.rows[0]?.cells).toEqual([
    '3',
    'Ô họ tên (“=HYPERLINK(x)”) có chữ số hoặc ký hiệu. Chỉ ghi họ tên như trên giấy tờ.',
    "'=HYPERLINK(x)",
    '15/03/1985',
    'Nữ',
    '79185000124',
    "'-Lê Lợi",
    "'+L",
  ])
  expect(codes(again)[2]).toEqual(codes(list)[3])
  expect(again.rows[0]?.values).toEqual(list.rows[1]?.values)
  expect(again.notices.map(({ code }) => code)).toEqual(['columns-ignored'])
})

test('in English it says the same', async () => {
  const again = await judged(await writeCorrections(await judged(text), 'en'))
  expect(again.rows[0]?.cells[1]).toContain('Write the name alone')
  expect(again.source.sheet).toBe('To mend')
})

test.each(['=1+1', '+84', '-1', '@SUM(A1)', '\tx', '\rx'])('%j becomes no formula', (cell) => {
  expect(neutralised(cell)).toBe(`'${cell}`)
})

test('any other text stays as it is', () => {
  for (const cell of ['Trần Thị Thu Hà', '079185000123', '', "'quoted", 'a=b'])
    expect(neutralised(cell)).toBe(cell)
})
