import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { judgedRowSchema } from '../../contract/lists/judged-list.ts'
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
