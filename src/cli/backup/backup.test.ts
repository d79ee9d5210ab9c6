import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { trainingFolder } from '../testing/folders.ts'
import { quay } from '../testing/run-quay.ts'

let dataDir: string
const stick = mkdtempSync(join(tmpdir(), 'stick-'))
beforeAll(async () => {
  dataDir = (await trainingFolder()).dataDir
})
afterAll(() => rmSync(stick, { recursive: true, force: true }))

test('an office is backed up, made anew from the backup, and its journal proven whole, by commands alone', async () => {
  const made = await quay(['backup', dataDir, stick, '--json'])
  expect(made).toMatchObject({ code: 0, json: [{ name: expect.stringMatching(/^quay-\d{5}-A-\d{14}$/) }] })
  const [{ name }] = made.json as [{ name: string }] // matched just before
  const place = join(stick, 'place')
  expect(await quay(['restore', join(stick, name), place, '--json'])).toMatchObject({ code: 0 })
  expect((await quay(['journal', 'verify', place, '--json'])).code).toBe(0)
  const again = await quay(['restore', join(stick, name), place])
  expect([again.code, again.err]).toEqual([1, expect.stringContaining('Choose an empty folder')])
})

test('a stick that is not there, and a call that makes no sense, are told as they are', async () => {
  const gone = await quay(['backup', dataDir, join(stick, 'gone')])
  expect([gone.code, gone.err]).toEqual([1, expect.stringContaining('Plug the stick in')])
  expect((await quay(['backup', dataDir])).code).toBe(2)
  expect((await quay(['restore', stick])).code).toBe(2)
})
