import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'

test('the log keeps a file for each of thirty earlier days and adds to today’s', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quay-log-'))
  const folder = join(dataDir, 'log')
  mkdirSync(folder)
  for (let day = 10; day < 50; day += 1) writeFileSync(join(folder, `2020-01-${day}.jsonl`), '')
  const log = openLog(dataDir)
  log({ level: 'info', what: 'first' })
  log({ level: 'error', what: 'second', code: 7 })
  const names = readdirSync(folder).toSorted()
  expect(names).toHaveLength(31)
  const lines = readFileSync(join(folder, names.at(-1) ?? ''), 'utf8')
    .trim()
    .split('\n')
  expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
    { what: 'first' },
    { what: 'second', code: 7 },
  ])
})
