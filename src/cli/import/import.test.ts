import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgedRowSchema } from '../../contract/lists/judged-list.ts'
import { message } from '../../office/lists/testing/message.ts'
import { zip } from '../../office/lists/testing/zip.ts'
import { temporaryFolder } from '../../office/testing/ports.ts'
import { quay } from '../testing/run-quay.ts'

const folder = temporaryFolder()
function file(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const workers = file(
  'cong-nhan.csv',
  'Họ và tên,Ngày sinh,Số CCCD,Nơi ở\nTrần Thị Thu Hà,15/03/1985,079185000123,Lê Lợi\nLê Minh An,,04809000077,Lê Lợi\n',
)
const households = file('ho.tsv', 'Họ tên chủ hộ\tĐịa chỉ\tSố nhân khẩu\nLê Văn Tư\t14 Lê Lợi\t3\n')

test('one JSON line for each row with verdict and reasons, then a summary', async () => {
  const { code, json } = await quay(['import', '--organisation', workers, '--json', '--today', '2026-11-22'])
  expect(code).toBe(0)
  expect(json).toMatchObject([
    {
      row: 2,
      verdict: 'good',
      reasons: [],
      values: { fullName: 'Trần Thị Thu Hà', birthDate: '1985-03-15' },
    },
    {
      row: 3,
      verdict: 'bad',
      reasons: [{ code: 'id-form', vi: expect.any(String), en: expect.any(String) }, { code: 'empty' }],
    },
    {
      summary: true,
      rows: 2,
      good: 1,
      'to-check': 0,
      bad: 1,
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  ])
  expect(judgedRowSchema.pick({ row: true, verdict: true, values: true }).parse(json[0])).toMatchObject({
    row: 2,
  })
})

test('without --json a table that a person reads, in both languages', async () => {
  const { code, out, err } = await quay(['import', '--households', households])
  expect(code).toBe(0)
  expect(out).toContain('đạt       Lê Văn Tư')
  expect(err).toContain('1 dòng: 1 đạt, 0 cần xem, 0 phải sửa. Không lưu gì.')
})

test('a file that cannot be read ends with 2 and one sentence in each language', async () => {
  const old = file('cu.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))
  for (const args of [
    ['--organisation', old],
    ['--organisation', join(folder, 'none')],
    ['--organisation', folder],
    [],
    ['--organisation', workers, '--households', households],
    ['--organisation', workers, '--today', 'x'],
  ]) {
    const { code, out, err } = await quay(['import', ...args, '--json'])
    expect([code, out]).toEqual([2, ''])
    expect(err.trim().split('\n')).toHaveLength(2)
  }
})

type Said = { readonly verdict?: string; readonly reasons?: { code: string }[]; readonly values?: object }
const said = (json: unknown) =>
  // oxlint-disable-next-line no-unsafe-type-assertion -- rows as the test above proves them
  (json as Said[]).flatMap(({ verdict, reasons, values }) =>
    values ? [[verdict, reasons?.map(({ code }) => code), values] as const] : [],
  )

test('a list pasted together from VNI and Unicode: right names stay, the others are converted and looked at', async () => {
  const rows = [
    'Nguyeãn Vaên Huøng,25/12/1985,001085000006,Phöôøng Ví Duï',
    'Hoàng Kim Vinh,25/12/1985,001085000007,Phường Ví Dụ',
    'Bùi Kim Uyên,25/12/1985,001085000008,Phường Ví Dụ',
  ]
  const mixed = file('tron.csv', `Họ và tên,Ngày sinh,Số CCCD,Nơi ở\n${rows.join('\n')}\n`)
  const { json } = await quay(['import', '--organisation', mixed, '--json', '--today', '2026-11-22'])
  expect(said(json)).toMatchObject([
    ['to-check', ['letters-two-ways', 'letters-two-ways'], { fullName: 'Nguyễn Văn Hùng' }],
    ['to-check', ['letters-two-ways'], { fullName: 'Hoàng Kim Vinh' }],
    ['good', [], { fullName: 'Bùi Kim Uyên' }],
  ])
})

test('the signature below a list is nobody', async () => {
  const below =
    ',,,\n,,,"Ví Dụ, ngày 10 tháng 9 năm 2021"\nNgười lập,,,Giám đốc\n"(Ký, ghi rõ họ tên)",,,\nNguyễn Thị Lập,,,Trần Văn Giám\n'
  const signed = file(
    'ky.csv',
    `Họ và tên,Ngày sinh,Số CCCD,Nơi ở\nTrần Thị Thu Hà,15/03/1985,079185000123,Lê Lợi\n${below}`,
  )
  const { json } = await quay(['import', '--organisation', signed, '--json'])
  expect(said(json)).toHaveLength(1)
  expect(json.at(-1)).toMatchObject({
    good: 1,
    bad: 0,
    notices: [{ code: 'section-rows' }, { code: 'signature-rows' }],
  })
})

test('a roster has its stairwells, and a household that it names twice is looked at', async () => {
  const rows = ['Trần Văn Bình,12 Lê Lợi,CT2,001080000011', 'Trần Văn Bình,12 Lê Lợi,CT2,']
  const roster = file('ho-trung.csv', `Họ tên chủ hộ,Địa chỉ,Cầu thang,Số CCCD\n${rows.join('\n')}\n`)
  const { json } = await quay(['import', '--households', roster, '--json'])
  expect(said(json)).toMatchObject([
    ['good', [], { stairwell: 'CT2' }],
    ['to-check', ['same-household'], { stairwell: 'CT2' }],
  ])
})

const head = 'Họ và tên,Số CCCD'
const person = 'Trần Thị Thu Hà,079185000123'
const attached = (name: string) => ({ name, type: 'text/csv', bytes: `${head}\n${person}\n` })

test.each([
  ['a bomb', 'bom.xlsx', bomb()],
  [
    'ten thousand attachments',
    'thu.eml',
    message(Array.from({ length: 10_000 }, (_, at) => attached(`${at}.csv`))),
  ],
  ['65,536 rows', 'dai.csv', `${head}\n${`${person}\n`.repeat(65_536)}`],
  ['bytes of no encoding', 'la.csv', Uint8Array.from([0xff, 0x00, 0x00, 0x81, 0x9d, 0x00])],
  ['a file cut off', 'cut.xlsx', bomb().subarray(0, 200)],
])('%s is refused in one sentence of each language, and nothing is left of it', async (_, name, bytes) => {
  const { code, out, err } = await quay(['import', '--organisation', file(name, bytes), '--json'])
  expect([code, out]).toEqual([2, ''])
  expect(err.trim().split('\n')).toHaveLength(2)
  expect(err).not.toMatch(/\bat .*:\d+:\d+|Error/)
})

test('names in a file that would steer the terminal are shown and steer nothing', async () => {
  const steering = '\u001b[2J\u009b1m\u202e.csv'
  const mail = message([
    attached('a.csv'),
    attached(steering),
    { ...attached('b.pdf'), name: `${steering}.pdf` },
  ])
  const table = `${head},\u001b[2JGhi\u009b chú\u202e\n${person},\u001b[31mx\n`
  for (const [name, bytes] of [
    ['thu-la.eml', mail],
    ['bang-la.csv', table],
  ] as const)
    for (const args of [['--json'], []]) {
      const { code, out, err } = await quay(['import', '--organisation', file(name, bytes), ...args])
      expect(code).toBe(0)
      // oxlint-disable-next-line no-control-regex -- these are what must not come through
      expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u)
    }
})

function bomb(): Uint8Array {
  return zip([
    {
      name: 'xl/workbook.xml',
      bytes: '<workbook xmlns:r="r"><sheets><sheet name="a" r:id="s"/></sheets></workbook>',
    },
    { name: 'xl/worksheets/s.xml', bytes: Buffer.alloc(20_000_000, 0x20) },
  ])
}
