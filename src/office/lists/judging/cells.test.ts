import { expect, test } from 'vitest'
import { judged } from '../testing/judged.ts'
import { styled, workbook } from '../testing/workbook.ts'

/** A list of one column beside name and number, a row for each value. */
function listOf(column: string, values: readonly string[]): string {
  const rows = values.map(
    (value, i) => `Lê Minh ${'ABCDEFGHIJKLMNOP'.charAt(i)}n\t${100_000_000_000 + i}\t${value}`,
  )
  return [`Họ và tên\tSố CCCD\t${column}`, ...rows].join('\n')
}
const read = async (
  column: string,
  field: 'birthDate' | 'phone' | 'vehiclePlate' | 'sex' | 'email',
  values: readonly string[],
) => {
  const list = await judged(listOf(column, values))
  return list.rows.map((row) => [
    row.values[field] ?? null,
    row.reasons
      .map(({ code }) => code)
      .filter((code) => !code.startsWith('id-'))
      .join(' '),
  ])
}

test('dates are read as people write them', async () => {
  const ways = [
    '15/03/1985',
    '15-3-1985',
    '15.03.1985',
    '1985-03-15',
    '15031985',
    '5031985',
    '19850315',
    '31121',
    'ngày 15 tháng 3 năm 1985',
    '15/03/1985 00:00:00',
    '1985',
    '03/1985',
    '00/00/1985',
  ]
  expect((await read('Ngày sinh', 'birthDate', ways)).map(([date]) => date)).toEqual([
    ...Array(5).fill('1985-03-15'),
    '1985-03-05',
    '1985-03-15',
    '1985-03-15',
    '1985-03-15',
    '1985-03-15',
    '1985',
    '1985-03',
    '1985',
  ])
})

test('one certain date settles the order for the whole column, both ways; without one each doubt is flagged', async () => {
  expect(await read('Ngày sinh', 'birthDate', ['05/04/1985', '25/12/1990'])).toEqual([
    ['1985-04-05', ''],
    ['1990-12-25', ''],
  ])
  expect(await read('Ngày sinh', 'birthDate', ['05/04/1985', '12/25/1990'])).toEqual([
    ['1985-05-04', ''],
    ['1990-12-25', ''],
  ])
  expect(await read('Ngày sinh', 'birthDate', ['05/04/1985', '06/06/1990'])).toEqual([
    ['1985-04-05', 'date-ambiguous'],
    ['1990-06-06', ''],
  ])
  expect(await read('Ngày sinh', 'birthDate', ['05/04/1985', '25/12/1990', '12/25/1990'])).toEqual([
    ['1985-04-05', 'date-ambiguous'],
    ['1990-12-25', ''],
    ['1990-12-25', ''],
  ])
})

test('dates that an American Excel has turned around are doubted: the early days became dates, the late ones stayed text', async () => {
  const rows = [
    ['Họ và tên', 'Số CCCD', 'Ngày sinh'],
    ['Lê Minh An', '001085000001', styled(31_110, 1)], // 04/03/1985
    ['Lê Minh Ân', '001085000003', '25/12/1985'],
  ]
  const list = await judged(workbook({ rows, formats: ['dd/mm/yyyy'] }))
  expect(list.rows[0]?.reasons).toEqual([
    {
      code: 'date-ambiguous',
      field: 'birthDate',
      data: { text: '04/03/1985', read: '04/03/1985', other: '03/04/1985' },
    },
  ])
})

test('days that do not exist, lie ahead or make an unusual age are told', async () => {
  expect(
    await read('Ngày sinh', 'birthDate', [
      '31/02/1985',
      '15/03/2030',
      '15/03/1901',
      '15/03/2015',
      '15/03/85',
      'trẻ',
    ]),
  ).toEqual([
    [null, 'date-unreadable'],
    [null, 'date-in-future'],
    ['1901-03-15', 'age-unusual'],
    ['2015-03-15', 'age-unusual'],
    ['1985-03-15', 'year-short'],
    [null, 'date-unreadable'],
  ])
})

test('phones get back their zero and their number of today; an odd one is only to be looked at', async () => {
  expect(
    await read('Điện thoại', 'phone', [
      '0912.345.678',
      '912345678',
      '+84 912 345 678',
      '01662345678',
      '113',
      "'0912345678",
    ]),
  ).toEqual([
    ['0912345678', ''],
    ['0912345678', 'zeros-restored'],
    ['0912345678', ''],
    ['0362345678', 'phone-renumbered'],
    [null, 'phone-unusual'],
    ['0912345678', ''],
  ])
})

test('plates, sexes and addresses of mail are normalised', async () => {
  expect(await read('Biển số xe', 'vehiclePlate', ['29-X1 123.45', 'xe đạp'])).toEqual([
    ['29X112345', ''],
    ['XEĐP', 'plate-unusual'],
  ])
  expect(await read('Giới tính', 'sex', ['Nam', 'nữ', 'x'])).toEqual([
    ['male', ''],
    ['female', ''],
    [null, 'sex-unreadable'],
  ])
  expect(await read('Email', 'email', ['Ha@Example.vn', 'ha@'])).toEqual([
    ['ha@example.vn', ''],
    [null, 'email-unusual'],
  ])
})
