import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Refusal } from '../../../contract/refusals.ts'
import { openStore } from '../../database/open.ts'
import { sql } from '../../database/store.ts'
import { databasePath } from '../../desk.ts'
import { caseUntil } from '../../testing/applications.ts'
import { type StaffedOffice, staffedOffice } from '../../testing/staffed-office.ts'
import { backUpOffice, thinOut } from './back-up.ts'
import { restoreOffice } from './restore.ts'

const now = Date.parse('2026-11-21T10:11:12Z')
let ward: StaffedOffice
let stick: string
beforeEach(async () => {
  ward = await staffedOffice()
  stick = mkdtempSync(join(tmpdir(), 'stick-'))
})
afterEach(async () => {
  await ward.close()
  rmSync(stick, { recursive: true, force: true })
})

function source() {
  const desk = ward.office().core.desk()
  if (!desk) throw new Error('the office is closed')
  return { dataDir: desk.ports.dataDir, store: desk.store, key: desk.key, now }
}

const refusalOf = async (work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
  return null
}

test('an open office is backed up whole, still encrypted, and a folder made of it has every line', async () => {
  const { number } = await caseUntil(ward, 'registered')
  const from = source()
  const { name } = await backUpOffice(from, stick)
  expect(name).toBe('quay-39901-Z-20261121101112')
  expect(readdirSync(stick)).toEqual([name])
  const bytes = readFileSync(join(stick, name, 'quay.db'))
  expect(bytes.includes('SQLite format 3')).toBe(false)
  expect(bytes.includes(number)).toBe(false)

  const place = join(stick, 'place')
  expect(await restoreOffice(join(stick, name), place)).toMatchObject({ ward: '39901' })
  expect(existsSync(join(place, 'keys.json'))).toBe(true)
  const store = await openStore(databasePath(place), from.key)
  const lines = (one: typeof store) => one.all(sql.selectFrom('event').select('line').orderBy('seq'))
  expect(lines(store)).toEqual(lines(from.store))
  store.close()
  expect(await refusalOf(() => restoreOffice(join(stick, name), place))).toBe('backup-place-taken')
})

test('a backup that was altered, cut short or is none brings nothing back', async () => {
  const { name } = await backUpOffice(source(), stick)
  const backup = join(stick, name)
  const place = join(stick, 'place')
  appendFileSync(join(backup, 'keys.json'), ' ')
  expect(await refusalOf(() => restoreOffice(backup, place))).toBe('backup-damaged')
  const list = join(backup, 'backup.json')
  writeFileSync(list, readFileSync(list, 'utf8').replace('keys.json', '../keys.json'))
  expect(await refusalOf(() => restoreOffice(backup, place))).toBe('backup-damaged')
  expect(await refusalOf(() => restoreOffice(stick, place))).toBe('backup-damaged')
  expect(existsSync(place)).toBe(false)
})

test('a stick that is not there, or a folder inside the data, is refused; nothing half-made stays', async () => {
  const from = source()
  expect(await refusalOf(() => backUpOffice(from, join(stick, 'gone')))).toBe('backup-folder-missing')
  expect(await refusalOf(() => backUpOffice(from, from.dataDir))).toBe('backup-folder-missing')
  expect(await refusalOf(() => backUpOffice(from, join(from.dataDir, 'packs')))).toBe('backup-folder-missing')
  // Something that is no folder stands where the backup would be made.
  mkdirSync(join(stick, 'quay-39901-Z-20261121101112'))
  writeFileSync(join(stick, 'quay-39901-Z-20261121101112', 'other'), '')
  expect(await refusalOf(() => backUpOffice(from, stick))).toBe('backup-failed')
  expect(readdirSync(stick)).toEqual(['quay-39901-Z-20261121101112'])
})

test('the newest of 24 hours, seven days and four weeks stay; other PCs’, wards’ and things are left alone', () => {
  const nameAt = (hours: number, minute = '00') =>
    `quay-39901-A-${new Date(now - hours * 3_600_000).toISOString().slice(0, 13).replace(/\D/g, '')}${minute}00`
  const names = Array.from({ length: 40 * 24 }, (_, hours) => nameAt(hours))
  const others = [nameAt(900).replace('-A-', '-B-'), nameAt(900).replace('39901', '39902'), 'photos']
  for (const name of [...names, ...others, nameAt(0, '10')]) mkdirSync(join(stick, name))
  thinOut(stick, 'quay-39901-A')
  const left = readdirSync(stick)
  for (const name of others) expect(left).toContain(name)
  const ours = left
    .filter((name) => name.startsWith('quay-39901-A-'))
    .toSorted()
    .toReversed()
  expect(ours.slice(0, 24)).toEqual([nameAt(0, '10'), ...names.slice(1, 24)])
  const days = new Set(ours.map((name) => name.slice(13, 21)))
  expect(days.size).toBeGreaterThan(8)
  expect(ours.length).toBeGreaterThan(24 + 6)
  expect(ours.length).toBeLessThanOrEqual(24 + 7 + 4)
})

test('two PCs of a ward back up into one folder without touching each other’s, and what a power cut left goes', async () => {
  const left = ['quay-39901-Z-20261120080000.new', 'quay-39901-B-20261120080000.new']
  for (const name of [...left, 'quay-39901-B-20261120080000']) mkdirSync(join(stick, name))
  const { name } = await backUpOffice(source(), stick)
  expect(new Set(readdirSync(stick))).toEqual(new Set(['quay-39901-B-20261120080000', left[1], name]))
})
