import { expect, test } from 'vitest'
import { codes, goodRow, heading, judged } from '../testing/judged.ts'
import { workbook } from '../testing/workbook.ts'

const numbers = '079185000123 001202000456 048090000777 001085000001 001185000002 001085000003'.split(' ')
const ids: readonly (readonly [string, string | null, string])[] = [
  ['079185000123', '079185000123', ''],
  ['079 185 000 123', '079185000123', ''],
  ["'079185000123", '079185000123', ''],
  ['CCCD: 079185000123', '079185000123', ''],
  ['79185000123', '079185000123', 'zeros-restored'],
  ['012345678', '012345678', 'old-id-card'],
  ['C1234567', 'C1234567', 'passport'],
  ['7.9185E+10', null, 'number-rounded'],
  ['7,9185000123E+10', '079185000123', 'zeros-restored'],
  ['07918500012', null, 'id-form'],
  ['O79185000123', null, 'id-form'],
  ['0791850001234', null, 'id-form'],
  ['003185000123', '003185000123', 'id-place-unknown'],
  ['079085000123', '079085000123', 'id-sex-differs'],
  ['079186000123', '079186000123', 'id-birth-differs'],
]

test.each(ids)('the number %s of a woman born in 1985', async (written, number, told) => {
  const { rows } = await judged(
    `Họ và tên;Ngày sinh;Giới tính;Số CCCD\nTrần Thị Thu Hà;15/03/1985;Nữ;${written}`,
  )
  expect([rows[0]?.values.idNumber ?? null, rows[0]?.reasons.map(({ code }) => code).join(' ')]).toEqual([
    number,
    told,
  ])
})

const names: readonly (readonly [string, string | null, string])[] = [
  ['Nguyễn Văn Bình', 'Nguyễn Văn Bình', ''],
  ['NGUYỄN VĂN BÌNH', 'Nguyễn Văn Bình', ''],
  ["H'Hen Niê", "H'Hen Niê", ''],
  ['Út', 'Út', ''],
  ['Cao Minh Anh', 'Cao Minh Anh', ''],
  ['Nguyen Van Binh', 'Nguyen Van Binh', 'marks-missing'],
  ['Nguy?n V?n Bình', null, 'letters-lost'],
  ['Nguy\ufffdn Bình', null, 'letters-lost'],
  ['Nguyễn Văn B1nh', null, 'name-not-letters'],
  ['=cmd|x', null, 'name-not-letters'],
  ['Bình\u0007', null, 'control-characters'],
  ['Bình\u202enB', null, 'control-characters'],
  ['Nguyễn \u200bVăn\u00a0 Bình', 'Nguyễn Văn Bình', ''],
  ['李明', null, 'not-printable'],
  [`Lê ${'An '.repeat(40)}`, null, 'too-long'],
  ['', null, 'missing'],
]

test.each(names)('the name “%s”', async (written, name, told) => {
  const { rows } = await judged(`Họ và tên;Số CCCD\n${written};001202000456`)
  expect([rows[0]?.values.fullName ?? null, rows[0]?.reasons.map(({ code }) => code).join(' ')]).toEqual([
    name,
    told,
  ])
})

test('a control that Excel writes as _x0007_ is seen for what it is', async () => {
  const list = await judged(
    workbook({
      rows: [
        ['Họ và tên', 'Số CCCD'],
        ['Bình_x0007_', '001202000456'],
      ],
    }),
  )
  expect(codes(list)).toEqual({ 2: ['control-characters'] })
})

test('the same row again, a number given to two people, one person with two numbers', async () => {
  const list = await judged(
    [
      'Họ và tên;Ngày sinh;Số CCCD',
      `Trần Thị Thu Hà;15/03/1985;${numbers[0]}`,
      `TRẦN THỊ THU HÀ;15/03/1985;${numbers[0]}`,
      `Lê Minh An;01/01/1985;${numbers[3]}`,
      `Lê Văn Tư;25/01/1985;${numbers[3]}`,
      `Lê Minh An;01/01/1985;${numbers[5]}`,
    ].join('\n'),
  )
  expect(
    list.rows.map(({ verdict, reasons }) => [
      verdict,
      ...reasons.map(({ code, data }) => `${code} ${data['row']}`),
    ]),
  ).toEqual([
    ['good'],
    ['bad', 'same-row 2'],
    ['bad', 'same-number 5'],
    ['bad', 'same-number 4'],
    ['to-check', 'same-person 4'],
  ])
})

test('empty rows, the heading again, titles of sections, totals and signatures are no people, and are told', async () => {
  const list = await judged(
    [
      heading,
      'Phân xưởng may',
      goodRow,
      ',,,,',
      heading,
      `Lê Minh An,01/01/1985,Nam,001085000001,Lê Lợi`,
      'Tổng cộng: 2 người',
      ',,,"Ví Dụ, ngày 5 tháng 3 năm 2026",',
      ',,,Giám đốc,',
    ].join('\n'),
  )
  expect(list.rows.map(({ row }) => row)).toEqual([3, 6])
  expect(list.notices).toEqual([
    { code: 'heading-repeated', data: { rows: '5' } },
    { code: 'section-rows', data: { rows: '2, 7, 8, 9' } },
  ])
})

test('a row with nothing but a name is a person whose number is missing', async () => {
  const list = await judged(`${heading}\n${goodRow}\nLê Minh An,,,,\n`)
  expect(codes(list)[3]).toEqual(['missing', 'empty', 'empty'])
})

test('a roster of households under the titles of their groups', async () => {
  const list = await judged(
    [
      'STT;Họ tên chủ hộ;Địa chỉ;Số nhân khẩu;Người đi chợ',
      'Tổ dân phố số 5',
      '1;Trần Thị Thu Hà;12/5 Lê Lợi;4;Lê Minh An',
      'Tổ 6',
      '2;Lê Văn Tư;14 Lê Lợi;không rõ;',
      '3;Lê Văn Tư;14 Lê Lợi;2;',
    ].join('\n'),
    { kind: 'households' },
  )
  expect(
    list.rows.map(({ values, reasons }) => [
      values.fullName,
      values.group,
      values.members,
      ...reasons.map(({ code }) => code),
    ]),
  ).toEqual([
    ['Trần Thị Thu Hà', 'Tổ dân phố số 5', '4'],
    ['Lê Văn Tư', 'Tổ 6', undefined, 'members-unreadable'],
    ['Lê Văn Tư', 'Tổ 6', '2', 'same-household'],
  ])
})

test('a roster with a row for each person is gathered by its heads', async () => {
  const list = await judged(
    [
      'Họ và tên;Quan hệ với chủ hộ;Nơi ở',
      'Trần Thị Thu Hà;Chủ hộ;12/5 Lê Lợi',
      'Lê Minh An;Con;',
      'Lê Gia Bảo;Con;',
      'Lê Văn Tư;Chủ hộ;14 Lê Lợi',
    ].join('\n'),
    { kind: 'households' },
  )
  expect(list.rows.map(({ values }) => [values.fullName, values.members])).toEqual([
    ['Trần Thị Thu Hà', '3'],
    ['Lê Văn Tư', '1'],
  ])
  expect(list.notices).toContainEqual({ code: 'members-counted', data: { count: 2 } })
})

const worker = (at: number) => [
  at,
  `Lê Minh ${'ABCDEFGH'.charAt(at)}n`,
  '25/12/1985',
  `00108500000${at}`,
  '1 Lê Lợi',
  'Công nhân',
]
const listHead = ['STT', 'Họ và tên', 'Ngày sinh', 'Số CCCD', 'Nơi ở', 'Chức vụ']
const signature = [
  [null, 'Tổng số: 2 người'],
  [null, null, null, null, 'Phường Ví Dụ, ngày 10 tháng 9 năm 2021'],
  [null, 'NGƯỜI LẬP BIỂU', null, null, 'GIÁM ĐỐC'],
  [null, '(Ký, ghi rõ họ tên)', null, null, '(Ký tên, đóng dấu)'],
  [],
  [null, 'Nguyễn Thị Lập', null, null, 'Trần Văn Giám'],
]

test('the signature ends the list: who signs it is no row to mend', async () => {
  const list = await judged(workbook({ rows: [listHead, worker(1), worker(2), [], ...signature] }))
  expect(list.counts).toEqual({ good: 2, 'to-check': 0, bad: 0 })
  expect(list.notices).toMatchObject([
    { code: 'section-rows', data: { rows: '5, 6, 7' } },
    { code: 'signature-rows', data: { rows: '8, 10' } },
  ])
})

test('where every page is signed, the rows of the next page count; a director in the list is a row', async () => {
  const director = [null, 'Kỷ Thị Ẩn', '25/12/1985', null, null, 'Giám đốc']
  const rows = [listHead, worker(1), ...signature, listHead, worker(2), director, worker(3), ...signature]
  const list = await judged(workbook({ rows }))
  expect(list.rows.map(({ values }) => values.fullName)).toEqual([
    'Lê Minh Bn',
    'Lê Minh Cn',
    'Kỷ Thị Ẩn',
    'Lê Minh Dn',
  ])
})
