import { array, assert, asyncProperty, boolean, constantFrom, record, tuple } from 'fast-check'
import { expect, test } from 'vitest'
import { codes, judged } from '../testing/judged.ts'
import { typedIn } from '../testing/old-fonts.ts'
import { workbook } from '../testing/workbook.ts'

const head = ['Họ và tên', 'Số CCCD', 'Ngày sinh', 'Nơi ở']
const row = (name: string, at: number, home = 'Số 4 Lê Lợi, Phường Ví Dụ') => [
  name,
  `0010800${String(at).padStart(5, '0')}`,
  '25/12/1980',
  home,
]
const read = async (rows: readonly (readonly string[])[]) => judged(workbook({ rows: [head, ...rows] }))

test('names that are right stay as they are beside rows of VNI or TCVN3', async () => {
  for (const encoding of ['vni', 'tcvn3'] as const) {
    const right = ['Hoàng Kim Vinh', 'Bùi Kim Uyên', 'Lê Hoàng Nam', 'Hồ Thị Lan', 'Trần Quốc Bình']
    const old = ['Nguyễn Văn Hùng', 'Phạm Thị Mười', 'Huỳnh Đức Dũng', 'Võ Thị Sáu', 'Lý Thường', 'Đỗ Nhuận']
    const rows = [
      ...old.map((name, at) =>
        row(typedIn(encoding, name), at, typedIn(encoding, 'Số 4 Lê Lợi, Phường Ví Dụ')),
      ),
      ...right.map((name, at) => row(name, 20 + at)),
    ]
    const list = await read(rows)
    expect(list.rows.map(({ values }) => values.fullName)).toEqual([...old, ...right])
    expect(new Set(list.rows.slice(0, old.length).map(({ verdict }) => verdict))).toEqual(
      new Set(['to-check']),
    )
  }
})

test('what reads both ways is looked at, with both readings', async () => {
  const list = await read([
    row(typedIn('vni', 'Nguyễn Văn Hùng'), 1),
    row('Hoàng Kim Vinh', 2),
    row('Trần Thị Thu Hà', 3),
  ])
  expect(list.rows[1]).toMatchObject({
    verdict: 'to-check',
    values: { fullName: 'Hoàng Kim Vinh' },
    reasons: [{ code: 'letters-two-ways', data: { text: 'Hoàng Kim Vinh', other: 'Hồng Kim Vinh' } }],
  })
  expect(list.rows[2]).toMatchObject({ verdict: 'good' })
})

test('one row of an old font in a list of Unicode is converted and looked at', async () => {
  for (const encoding of ['vni', 'tcvn3'] as const) {
    const list = await read([
      row('Trần Thị Thu Hà', 1),
      row(typedIn(encoding, 'Nguyễn Văn Hùng'), 2),
      row('Lê Minh Ân', 3),
    ])
    expect(list.rows[1]).toMatchObject({ values: { fullName: 'Nguyễn Văn Hùng' }, verdict: 'to-check' })
    expect(codes(list)[3]).toEqual(['letters-two-ways'])
  }
})

test('a whole list in an old font is converted with a note, whatever font its heading has', async () => {
  for (const encoding of ['vni', 'tcvn3'] as const)
    for (const heading of [head, head.map((text) => typedIn(encoding, text))]) {
      const rows = ['Nguyễn Văn Hùng', 'Đặng Thị Lệ', 'Trần Quốc Tuấn'].map((name, at) =>
        row(name, at).map((text) => typedIn(encoding, text)),
      )
      const list = await judged(workbook({ rows: [heading, ...rows] }))
      expect(list.counts).toEqual({ good: 3, 'to-check': 0, bad: 0 })
      expect(list.rows[1]?.values.fullName).toBe('Đặng Thị Lệ')
    }
})

const families =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Tô Hà Quách La Vi Lò Lù Giàng Sùng Hoà Ngân Lâm Cà Tòng'
const middles =
  'Thị Văn Minh Thanh Quốc Ngọc Đức Thu Hải Kim Hữu Xuân Hoài Bá Công Duy Gia Mỹ Như Thế Tú Phú Hòa Khánh Trà Diễm A Và'
const givens =
  'Hà Bình An Châu Dũng Giang Hòa Khánh Lan Mai Oanh Phúc Quỳnh Sơn Tuấn Uyên Vinh Yến Tú Thúy Hoàng Hùng Phó Thọ Lành Hoa Bé Ân Ý Ái Ước Sáu Tám Út Hoè Thùy Trí Nghĩa Huệ Oánh Quý Toàn Loan Khoái Thoại'
const word = (words: string) => constantFrom(...words.split(' '))
const name = tuple(word(families), word(middles), word(givens)).map((parts) => parts.join(' '))
const cased = tuple(name, boolean()).map(([text, isShouted]) =>
  isShouted ? text.toLocaleUpperCase('vi') : text,
)
const someRow = record({
  name: cased,
  font: constantFrom('unicode' as const, 'unicode' as const, 'vni' as const, 'tcvn3' as const),
  home: constantFrom('Số 4 Lê Lợi, Phường Ví Dụ', 'Tân Hoà, Hà Nam', '12 Trần Phú', '4 Bến Tre'),
})

test('no name in Unicode is silently rewritten, whatever stands beside it', async () => {
  await assert(
    asyncProperty(array(someRow, { minLength: 1, maxLength: 12 }), async (asked) => {
      const rows = asked.map(({ name: text, font, home }, at) =>
        row(
          font === 'unicode' ? text : typedIn(font, text),
          at,
          font === 'unicode' ? home : typedIn(font, home),
        ),
      )
      const list = await read(rows)
      list.rows.forEach(({ values, verdict, cells }, at) => {
        const wanted = asked[at]
        if (wanted?.font === 'unicode' && cells[0] !== wanted.name) expect(verdict).toBe('to-check')
        if (wanted && wanted.font === 'unicode' && verdict === 'good')
          expect(values.fullName?.toLocaleUpperCase('vi')).toBe(wanted.name.toLocaleUpperCase('vi'))
      })
    }),
    { numRuns: 150 },
  )
})
