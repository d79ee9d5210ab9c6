import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../office/testing/ports.ts'
import { quay } from '../testing/run-quay.ts'

const shipped = 'resources/policies/places/ha-noi.json'
const asOf = ['--today', '2026-11-01']
const folder = temporaryFolder()

function changed(name: string, change: (text: string) => string): string {
  const file = join(folder, name)
  writeFileSync(file, change(readFileSync(shipped, 'utf8')))
  return file
}

test('a good pack is named with its notes, and the exit says yes', async () => {
  const { code, out } = await quay(['policy', 'lint', shipped, ...asOf])
  expect(code).toBe(0)
  expect(out).toContain('ha-noi-2021 1: ')
})

test('each fault is told with its line and reason, in both languages', async () => {
  const file = changed('step.json', (text) => text.replace('"step": "seal"', '"step": "stamp-it"'))
  const line =
    readFileSync(file, 'utf8')
      .split('\n')
      .findIndex((one) => one.includes('stamp-it')) + 1
  const { code, out } = await quay(['policy', 'lint', file, ...asOf])
  expect(code).toBe(2)
  expect(out).toContain(`${line} procedures[`)
})

test('as JSON every fault has line, path and reasons', async () => {
  const file = changed('past.json', (text) => text)
  const { code, json } = await quay(['policy', 'lint', file, '--json', '--today', '2026-12-31'])
  expect(code).toBe(2)
  expect(json).toMatchObject([
    { outcome: 'refused', faults: [{ path: 'effectiveFrom', line: expect.any(Number) }], notes: [] },
  ])
})

test('what is no JSON is told with the line at which it ends', async () => {
  const file = changed('broken.json', (text) => text.split('\n').slice(0, 20).join('\n'))
  const { code, json } = await quay(['policy', 'lint', file, '--json', ...asOf])
  expect(code).toBe(2)
  expect(json).toMatchObject([{ faults: [{ line: 20 }] }])
})

test('a pack of a later format, a file that is not there and no file at all end with 2', async () => {
  const later = changed('later.json', (text) => text.replace('"format": 2', '"format": 3'))
  for (const args of [[later], [join(folder, 'none.json')], [], [later, later]])
    expect((await quay(['policy', 'lint', ...args, ...asOf])).code).toBe(2)
})

test('the text of an envelope is judged as the bare pack is', async () => {
  const file = changed('envelope.json', (text) =>
    JSON.stringify({ format: 'quay-pack/1', text, signatures: [] }),
  )
  expect((await quay(['policy', 'lint', file, ...asOf])).code).toBe(0)
})
