import { expect, test } from 'vitest'
import { zip } from './testing/zip.ts'
import { codes, goodRow, heading, judged } from './testing/judged.ts'
import { styled, workbook } from './testing/workbook.ts'

const head = heading.split(',')
const person = goodRow.split(',')

test('a plain workbook: title above, heading, one good person', async () => {
  const list = await judged(
    workbook({ rows: [['DANH SÁCH NGƯỜI LAO ĐỘNG'], ['Công ty Ví Dụ'], head, person] }),
  )
  expect(list.counts).toEqual({ good: 1, 'to-check': 0, bad: 0 })
  expect(list.mapping).toEqual({
    firstRow: 4,
    columns: ['fullName', 'birthDate', 'sex', 'idNumber', 'residence'],
  })
  expect(list.rows[0]?.values).toEqual({
    fullName: 'Trần Thị Thu Hà',
    birthDate: '1985-03-15',
    sex: 'female',
    idNumber: '079185000123',
    residence: '12/5 Lê Lợi Phường Ví Dụ',
  })
  expect(list.source).toEqual({ attachment: null, sheet: 'Danh sách' })
})

test('an identity number that Excel took for a number has its zeros again, quietly where the birth year agrees', async () => {
  const born = styled(31_121, 1) // 15/03/1985 as Excel counts
  const rows = [
    head,
    ['Trần Thị Thu Hà', born, 'Nữ', 79185000123, 'Lê Lợi'],
    ['Nguyễn Văn Bình', null, 'Nam', 1202000456, 'Lê Lợi'],
    ['Lê Minh An', null, 'Nam', styled(48090000777, 2), 'Lê Lợi'],
    ['Phạm Văn Tư', null, 'Nam', 7.9185e20, 'Lê Lợi'],
  ]
  const list = await judged(workbook({ rows, formats: ['dd/mm/yyyy', '000000000000'] }))
  expect(list.rows.map(({ values }) => values.idNumber)).toEqual([
    '079185000123',
    '001202000456',
    '048090000777',
    undefined,
  ])
  expect(codes(list)).toEqual({
    2: ['zeros-restored'],
    3: ['zeros-doubtful', 'empty'],
    4: ['empty'],
    5: ['id-form', 'empty'],
  })
  expect(list.rows[0]).toMatchObject({ verdict: 'good', values: { birthDate: '1985-03-15' } })
})

test('merged cells count for every row they cover, never beyond the table, however much they claim', async () => {
  const rows = [
    ['Họ và tên', 'Số CCCD', 'Nơi làm việc'],
    ['Trần Thị Thu Hà', '079185000123', 'Phân xưởng Một'],
    ['Nguyễn Văn Bình', '001202000456', null],
    ['Lê Minh An', '048090000777', null],
  ]
  const list = await judged(workbook({ rows, merges: ['C2:C4', 'D5:XFD1048576', 'A1:A1', 'nowhere'] }))
  expect(list.rows.map(({ values }) => values.workplace)).toEqual(Array(3).fill('Phân xưởng Một'))
  expect(list.notices).toContainEqual({ code: 'merged-cells', data: { count: 4 } })
})

test('formulas are never computed: their stored result is used and flagged, one without is bad', async () => {
  const name = { xml: '<c t="str"><f>HYPERLINK("http://example.invalid",B2)</f><v>Trần Thị Thu Hà</v></c>' }
  const empty = { xml: '<c><f>1+1</f></c>' }
  const error = { xml: '<c t="e"><f>VLOOKUP(1,2,3)</f><v>#N/A</v></c>' }
  const rows = [
    head,
    [name, '1985', 'Nữ', '079185000123', 'Lê Lợi'],
    ['Lê Minh An', '1990', 'Nam', empty, error],
  ]
  const list = await judged(workbook({ rows }))
  expect(codes(list)).toEqual({ 2: ['formula'], 3: ['formula-empty', 'cell-error'] })
  expect(list.notices).toContainEqual({ code: 'formulas-not-evaluated', data: { count: 3 } })
})

test('macros and links to other files are named and never touched', async () => {
  const parts = [
    { name: 'xl/vbaProject.bin', bytes: 'macro' },
    { name: 'xl/externalLinks/externalLink1.xml', bytes: '<broken' },
  ]
  const list = await judged(workbook({ rows: [head, person], parts }), { name: 'ds.xlsm' })
  expect(list.counts.good).toBe(1)
  expect(list.notices.map(({ code }) => code)).toEqual(['macros-ignored', 'external-links-ignored'])
})

test('fonts of before Unicode are converted cell by cell, with the text before kept', async () => {
  const vn = (text: string) => ({ text, style: 1 })
  const rows = [
    head,
    [vn('TrÇn ThÞ Thu Hµ'), '15/03/1985', vn('N÷'), '079185000123', { text: 'Phöôøng Ví Duï', style: 3 }],
    [{ text: 'lª minh an', style: 2 }, '1990', 'Nam', '048090000777', vn('Phường Ví Dụ')],
  ]
  const list = await judged(workbook({ rows, fonts: ['.VnTime', '.VnTimeH', 'VNI-Times'] }))
  expect(list.rows.map(({ values }) => [values.fullName, values.residence])).toEqual([
    ['Trần Thị Thu Hà', 'Phường Ví Dụ'],
    ['Lê Minh An', 'Phường Ví Dụ'],
  ])
  expect(list.rows[0]).toMatchObject({
    verdict: 'good',
    reasons: expect.arrayContaining([
      {
        code: 'letters-converted',
        field: 'fullName',
        data: { before: 'TrÇn ThÞ Thu Hµ', after: 'Trần Thị Thu Hà' },
      },
    ]),
  })
  expect(list.notices).toContainEqual({
    code: 'letters-converted',
    data: { count: 4, encoding: '.Vn*, VNI-*' },
  })
})

test('of several sheets the one with the list is read, the others are named; another can be asked for', async () => {
  const before = [{ name: 'Hướng dẫn', rows: [['Điền vào trang sau']] }]
  const bytes = workbook({ rows: [head, person], before })
  const list = await judged(bytes)
  expect(list.source.sheet).toBe('Danh sách')
  expect(list.notices).toContainEqual({
    code: 'other-sheets',
    data: { sheet: 'Danh sách', others: 'Hướng dẫn' },
  })
  await expect(judged(bytes, { part: { sheet: 'Khác' } })).rejects.toMatchObject({
    code: 'list-sheet-unknown',
    data: { sheet: 'Khác', sheets: 'Hướng dẫn, Danh sách' },
  })
})

test('hidden rows are read and spoken of', async () => {
  const list = await judged(workbook({ rows: [head, person], hidden: [2] }))
  expect(list.notices).toEqual([{ code: 'hidden-rows', data: { count: 1 } }])
})

test('a workbook of another program: prefixed names, shared texts in runs of their own fonts, days counted from 1904', async () => {
  const main = 'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"'
  const run = (font: string, text: string) =>
    `<x:r><x:rPr><x:rFont val="${font}"/></x:rPr><x:t xml:space="preserve">${text}</x:t></x:r>`
  const texts = [
    ...head.map((text) => `<x:t>${text}</x:t>`),
    `${run('.VnTime', 'TrÇn ThÞ ')}${run('Arial', 'Thu Hà')}<x:rPh sb="0" eb="1"><x:t>hint</x:t></x:rPh>`,
    '<x:t>Nữ</x:t>',
    '<x:t>079185000123</x:t>',
    '<x:t><![CDATA[Lê Lợi & Phường]]> V\u00ed D\u1ee5</x:t>',
  ]
  const text = (at: number) => `<x:c t="s"><x:v>${at}</x:v></x:c>`
  const rows = `<x:row>${[0, 1, 2, 3, 4].map(text).join('')}</x:row><x:row>${text(5)}<x:c s="1"><x:v>29659</x:v></x:c>${text(6)}${text(7)}${text(8)}</x:row>`
  const list = await judged(
    zip([
      {
        name: 'xl/workbook.xml',
        bytes: `<x:workbook ${main} xmlns:r="r"><x:workbookPr date1904="1"/><x:sheets><x:sheet name="A" r:id="a"/></x:sheets></x:workbook>`,
      },
      {
        name: 'xl/_rels/workbook.xml.rels',
        bytes:
          '<r><Relationship Id="a" Target="/xl/one.xml"/><Relationship Id="b" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings" Target="two.xml"/><Relationship Id="c" Type="x/styles" Target="three.xml"/><Relationship Id="d" Type="x/worksheet" TargetMode="External" Target="http://example.invalid/"/></r>',
      },
      { name: 'xl/one.xml', bytes: `<x:worksheet ${main}><x:sheetData>${rows}</x:sheetData></x:worksheet>` },
      {
        name: 'xl/two.xml',
        bytes: `<x:sst ${main}>${texts.map((one) => `<x:si>${one}</x:si>`).join('')}</x:sst>`,
      },
      {
        name: 'xl/three.xml',
        bytes: `<x:styleSheet ${main}><x:cellXfs><x:xf/><x:xf numFmtId="14"/></x:cellXfs></x:styleSheet>`,
      },
    ]),
  )
  expect(list.rows[0]?.values).toEqual({
    fullName: 'Trần Thị Thu Hà',
    birthDate: '1985-03-15',
    sex: 'female',
    idNumber: '079185000123',
    residence: 'Lê Lợi & Phường Ví Dụ',
  })
})

const sheet = 'xl/worksheets/sheet1.xml'
const refusals: readonly (readonly [string, string, () => Uint8Array])[] = [
  [
    'an archive cut off in the middle',
    'list-damaged',
    () => workbook({ rows: [head, person] }).subarray(0, 700),
  ],
  [
    'a part that inflates to more than it says',
    'list-damaged',
    () => book([{ name: sheet, bytes: 'x'.repeat(9000), claimed: 10 }]),
  ],
  ['a bomb: 300 MB of XML in some hundred kB', 'list-inflates', () => bomb(3e8)],
  ['a bomb that lies about its size', 'list-damaged', () => bomb(3e8, 1000)],
  [
    'ten thousand parts',
    'list-too-many-parts',
    () => book(Array.from({ length: 10_000 }, (_, i) => ({ name: `p${i}`, bytes: '' }))),
  ],
  [
    'two parts of one name',
    'list-damaged',
    () =>
      book([
        { name: sheet, bytes: '<a/>' },
        { name: sheet, bytes: '<a/>' },
      ]),
  ],
  ['a part named to lie elsewhere', 'list-damaged', () => book([{ name: '../../evil.xml', bytes: '<a/>' }])],
  [
    'entities of a DOCTYPE',
    'list-active-content',
    () => book([{ name: sheet, bytes: '<!DOCTYPE a [<!ENTITY b "c">]><worksheet/>' }]),
  ],
  ['XML that is none', 'list-damaged', () => book([{ name: sheet, bytes: '<worksheet><row>' }])],
  [
    'bytes that are no UTF-8',
    'list-damaged',
    () => book([{ name: sheet, bytes: Buffer.from('<a>\u00ff\u00fe</a>', 'latin1') }]),
  ],
  ['a document of Word', 'list-other-format', () => zip([{ name: 'word/document.xml', bytes: '<a/>' }])],
  ['a table of OpenDocument', 'list-other-format', () => zip([{ name: 'content.xml', bytes: '<a/>' }])],
  ['any other archive', 'list-other-format', () => zip([{ name: 'a.txt', bytes: '' }])],
  ['.xlsb', 'list-old-excel', () => zip([{ name: 'xl/workbook.bin', bytes: '' }])],
  ['.xls', 'list-old-excel', () => Buffer.from('d0cf11e0a1b11ae1', 'hex')],
  [
    'a workbook with a password',
    'list-encrypted',
    () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
  ],
  ['an empty sheet', 'list-empty', () => workbook({ rows: [] })],
  [
    'a sheet without the columns',
    'list-columns-missing',
    () =>
      workbook({
        rows: [
          ['a', 'b'],
          ['c', 'd'],
        ],
      }),
  ],
  ['a heading and nobody', 'list-empty', () => workbook({ rows: [head] })],
  ['more columns than any list', 'list-too-wide', () => workbook({ rows: [Array<string>(300).fill('x')] })],
]

test.each(refusals)('%s is refused with a sentence: %s', async (_, code, bytes) => {
  await expect(judged(bytes())).rejects.toMatchObject({ name: 'Refusal', code })
})

test('65,536 rows are refused; as many as allowed are read', async () => {
  const rows = (count: number) => [
    ['Họ và tên', 'Số CCCD'],
    ...Array.from({ length: count - 1 }, (_, i) => ['Lê Minh An', 100000000000 + i]),
  ]
  await expect(judged(workbook({ rows: rows(65_536) }))).rejects.toMatchObject({
    code: 'list-too-many-rows',
    data: { most: 65_535 },
  })
  const few = workbook({ rows: rows(5) })
  expect((await judged(few, { limits: { rows: 5 } })).rows).toHaveLength(4)
  await expect(judged(few, { limits: { rows: 4 } })).rejects.toMatchObject({ code: 'list-too-many-rows' })
})

test('styled rows that hold nothing are no rows, and cells on the last row of Excel cost nothing', async () => {
  const styledOnly = Array.from({ length: 20_000 }, () => [{ xml: '<c s="0"/>' }])
  const list = await judged(workbook({ rows: [head, person, ...styledOnly, person] }))
  expect(list.rows.map(({ row }) => row)).toEqual([2, 20_003])
})

test('one long text named by many cells is refused before it fills the memory', async () => {
  const rows = [head, ...Array.from({ length: 50 }, () => [...person, 'y'.repeat(30_000)])]
  await expect(judged(workbook({ rows }), { limits: { allText: 1_000_000 } })).rejects.toMatchObject({
    code: 'list-inflates',
  })
})

function book(parts: Parameters<typeof zip>[0]): Uint8Array {
  return zip([
    {
      name: 'xl/workbook.xml',
      bytes: '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="a"/></sheets></workbook>',
    },
    { name: 'xl/_rels/workbook.xml.rels', bytes: `<r><Relationship Id="a" Target="/${sheet}"/></r>` },
    ...parts,
  ])
}

function bomb(size: number, claimed?: number): Uint8Array {
  return book([
    { name: sheet, bytes: Buffer.alloc(size, 0x20), ...(claimed === undefined ? {} : { claimed }) },
  ])
}
