import { spawnSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../office/testing/ports.ts'
import { quay } from './testing/run-quay.ts'

test('help names every command in both languages', async () => {
  const { code, out } = await quay(['--help'])
  expect(code).toBe(0)
  for (const command of ['verify', 'journal verify', 'self-test', 'scan', 'policy lint']) {
    expect(out).toContain(`  ${command} `)
    const own = await quay([...command.split(' '), '--help'])
    expect(own).toMatchObject({ code: 0, err: '' })
    expect(own.out).toContain(`npx quay ${command}`)
  }
  expect(out).toContain('Máy này có chạy được quầy không')
})

test('an unknown command or option is answered in both languages with exit 2', async () => {
  const command = await quay(['journal'])
  expect(command.code).toBe(2)
  expect(command.err).toContain('Không có lệnh này · No such command')
  const option = await quay(['journal', 'verify', '--deep'])
  expect(option.code).toBe(2)
  expect(option.err.split('\n').filter(Boolean)).toHaveLength(2)
})

test('the self-test tries every part this computer needs and says so', async () => {
  const { code, json } = await quay(['self-test', '--json'])
  expect(code).toBe(0)
  expect(json).toEqual(
    expect.arrayContaining([
      { check: 'store reopens', result: 'yes', detail: 'synchronous = 2 (FULL), wal' },
      { check: 'wrong key', result: 'yes', detail: 'refused: wrong-key' },
      expect.objectContaining({ check: 'permit and QR', result: 'yes' }),
      expect.objectContaining({ check: 'USB readers' }),
    ]),
  )
})

test('scans are understood line by line; a line that is none is said and the rest goes on', async () => {
  const card = '001202000456||Nguyễn Văn Bình|24022002|Nam|Thôn Mẫu, Ví Dụ|31052021'
  const lines = [
    JSON.stringify(card),
    'no json',
    '',
    '{"reports":[]}',
    JSON.stringify('https://vi-du.example'),
  ]
  const { code, json, err } = await quay(['scan', '--parse'], lines.join('\n'))
  expect(code).toBe(2)
  expect(json).toMatchObject([
    { kind: 'cccd', idNumber: '001202000456', fullName: 'Nguyễn Văn Bình', accepted: true, damage: null },
    { error: 'the line is not JSON' },
    { kind: 'unknown', accepted: false },
    { kind: 'unknown', accepted: false },
  ])
  expect(err).toContain('1 lines were no scan')
  const good = await quay(['scan', '--parse'], `${JSON.stringify(card)}\n`)
  expect(good).toMatchObject({ code: 0, err: '' })
})

test('the monitor says in both languages why there is no reader to listen to', async () => {
  const { code, err } = await quay(['scan', '--monitor'])
  expect(code).toBe(1)
  expect(err.split('\n').filter(Boolean).length).toBeGreaterThanOrEqual(2)
  expect(err).toMatch(/máy quét/i)
})

test('before anything is installed it says what to do, in both languages', () => {
  const entry = join(temporaryFolder(), 'src', 'cli', 'quay.mjs')
  cpSync(join(import.meta.dirname, 'quay.mjs'), entry)
  const { status, stderr } = spawnSync(process.execPath, [entry, 'self-test'], { encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain('Chưa cài thư viện')
  expect(stderr).toContain('Run npm ci')
})
