import { expect, test } from 'vitest'
import { judged } from '../testing/judged.ts'
import { workbook } from '../testing/workbook.ts'

const person = ['Trần Thị Thu Hà', '15/03/1985', '079185000123', '12/5 Lê Lợi, Phường Ví Dụ']

test.each([
  [['HỌ VÀ TÊN', 'Ngày, tháng, năm sinh', 'Số CCCD/CMND', 'Chỗ ở hiện nay']],
  [['Họ tên NLĐ', 'NTNS', 'Số định danh cá nhân', 'Địa chỉ']],
  [['Hoten', 'namsinh', 'cccd', 'HKTT']],
  [['Tên người lao động', 'Sinh ngày', 'Giấy tờ tùy thân (CCCD)', 'Nơi đăng ký thường trú']],
  [['Full name', 'Date of birth', 'ID number', 'Address']],
])('columns are recognised by their headings: %j', async (heads) => {
  const list = await judged(workbook({ rows: [heads, person] }))
  expect(list.mapping.columns).toEqual(['fullName', 'birthDate', 'idNumber', 'residence'])
})

test('a heading of two lines, parts of the name and of the birth date in columns of their own, and numbered columns', async () => {
  const rows = [
    ['STT', 'Họ và tên', null, 'Ngày sinh', null, null, 'Số CCCD', 'Ngày cấp'],
    [null, 'Họ đệm', 'Tên', 'Ngày', 'Tháng', 'Năm', null, null],
    ['(1)', '(2)', '(3)', '(4)', '(5)', '(6)', '(7)', '(8)'],
    [1, 'Trần Thị Thu', 'Hà', 15, 3, 1985, '079185000123', '21/05/2021'],
  ]
  const merges = ['A1:A2', 'B1:C1', 'D1:F1', 'G1:G2', 'H1:H2']
  const list = await judged(workbook({ rows, merges }))
  expect(list.mapping).toEqual({
    firstRow: 4,
    columns: ['serial', 'familyName', 'givenName', 'birthDay', 'birthMonth', 'birthYear', 'idNumber', null],
  })
  expect(list.rows[0]).toMatchObject({
    verdict: 'good',
    values: { fullName: 'Trần Thị Thu Hà', birthDate: '1985-03-15' },
  })
})

test('a year of birth below “Nam” or “Nữ” says the sex too, a cross below them the sex alone', async () => {
  const years = [
    ['Họ và tên', 'Năm sinh', null, 'Số CCCD'],
    [null, 'Nam', 'Nữ', null],
    ['Trần Thị Thu Hà', null, 1985, '079185000123'],
    ['Nguyễn Văn Bình', 2002, null, '001202000456'],
  ]
  const list = await judged(workbook({ rows: years, merges: ['B1:C1'] }))
  expect(list.rows.map(({ values }) => [values.sex, values.birthDate])).toEqual([
    ['female', '1985'],
    ['male', '2002'],
  ])
  const crosses = await judged('Họ và tên;Giới tính;;Số CCCD\n;Nam;Nữ;\nTrần Thị Thu Hà;;x;079185000123')
  expect(crosses.rows[0]?.values).toMatchObject({ sex: 'female', idNumber: '079185000123' })
})

test('of two columns with one meaning the better is taken, and the clerk is told', async () => {
  const list = await judged(
    'Họ và tên;Địa chỉ thường trú;Nơi ở hiện nay;Số CCCD\nLê Minh An;Lê Lợi;Trần Phú;048090000777',
  )
  expect(list.rows[0]?.values.residence).toBe('Trần Phú')
  expect(list.notices).toContainEqual({
    code: 'column-twice',
    data: { columns: 'residence', column: 'C', other: 'B' },
  })
})

test.each([
  ['Số CCCD, ngày cấp, nơi cấp', 'idNumber'],
  ['Ngày cấp CCCD', null],
  ['Phương tiện (biển số)', 'vehiclePlate'],
  ['Ngày tuyển dụng', null],
  ['Năm sinh nữ', 'birthFemale'],
  ['Số điện thoại người thân', null],
])('the heading “%s” means %s', async (head, meaning) => {
  const text = `Họ và tên;Nơi ở;Mã;${head}\nTrần Thị Thu Hà;Lê Lợi;079185000123;x`
  const list = await judged(meaning === 'idNumber' ? text.replace(';Mã', ';Cỡ') : text)
  expect(list.mapping.columns[3]).toBe(meaning)
})

test('an old number counts where the new one is not given; a day of issue behind a number is left out', async () => {
  const list = await judged(
    'Họ và tên;CMND;Số CCCD, ngày cấp\nTrần Thị Thu Hà;012345678;079185000123, 21/05/2021\nLê Minh An;012345679;',
  )
  expect(list.rows.map(({ values }) => values.idNumber)).toEqual(['079185000123', '012345679'])
})

test('without any heading columns are recognised by content, and the clerk is told', async () => {
  const list = await judged(
    '1;Trần Thị Thu Hà;15/03/1985;079185000123;0912345678\n2;Lê Minh An;20/01/1990;048090000777;0987654321',
  )
  expect(list.mapping).toEqual({ firstRow: 1, columns: [null, 'fullName', 'birthDate', 'idNumber', 'phone'] })
  expect(list.counts.good).toBe(2)
  expect(list.notices[0]).toEqual({
    code: 'columns-by-content',
    data: { columns: 'fullName, birthDate, idNumber, phone' },
  })
})

test('a first person whose words look like headings is a person, a title above a heading no part of it', async () => {
  const bare = await judged('Trần Thị Thu Hà;Tổ dân phố 5;Phân xưởng may;079185000123;15/03/1985')
  expect(bare.rows.map(({ row }) => row)).toEqual([1])
  const titled = workbook({
    rows: [['Danh sách'], ['Họ và tên', 'Cỡ', 'Số CCCD'], ['Lê Minh An', 'M', '048090000777']],
    merges: ['A1:C1'],
  })
  expect((await judged(titled)).headings).toEqual(['Họ và tên', 'Cỡ', 'Số CCCD'])
})

test('a number column with an unknown heading is found by its content', async () => {
  const list = await judged('Họ và tên;Mã\nTrần Thị Thu Hà;079185000123\nLê Minh An;048090000777')
  expect(list.mapping.columns).toEqual(['fullName', 'idNumber'])
})

test('a clerk’s own mapping is obeyed, one that does not fit is refused', async () => {
  const text = 'A;B\nTrần Thị Thu Hà;079185000123'
  await expect(judged(text.replace('079185000123', 'x'))).rejects.toMatchObject({
    code: 'list-columns-missing',
    data: { headings: '“họ tên”, “số giấy tờ”' },
  })
  const list = await judged(text, { mapping: { firstRow: 2, columns: ['fullName', 'idNumber'] } })
  expect(list.rows.map(({ row, verdict }) => [row, verdict])).toEqual([[2, 'good']])
  for (const columns of [
    ['fullName', 'idNumber', 'phone'],
    ['fullName', 'fullName'],
  ] as const)
    await expect(judged(text, { mapping: { firstRow: 2, columns: [...columns] } })).rejects.toMatchObject({
      code: 'list-mapping-wrong',
    })
})

test('columns that are absent or not used are told once, not at every row', async () => {
  const list = await judged('Họ và tên;Số CCCD;Cỡ áo\nTrần Thị Thu Hà;079185000123;M')
  expect(list.notices).toEqual([
    { code: 'column-absent', data: { columns: 'birthDate, residence' } },
    { code: 'columns-ignored', data: { headings: 'Cỡ áo' } },
  ])
  expect(list.counts.good).toBe(1)
})
