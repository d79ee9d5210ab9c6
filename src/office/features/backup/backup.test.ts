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

const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error instanceof Refusal ? error.code : error
  }
  return null
}

test('an open office is backed up whole, still encrypted, and a folder made of it has every line', async () => {
  const { number } = await caseUntil(ward, 'registered')
  const from = source()
  const { name } = backUpOffice(from, stick)
  expect(name).toBe('quay-39901-20261121101112')
  expect(readdirSync(stick)).toEqual([name])
  const bytes = readFileSync(join(stick, name, 'quay.db'))
  expect(bytes.includes('SQLite format 3')).toBe(false)
  expect(bytes.includes(number)).toBe(false)

  const place = join(stick, 'place')
  expect(restoreOffice(join(stick, name), place)).toMatchObject({ ward: '39901' })
  expect(existsSync(join(place, 'keys.json'))).toBe(true)
  const store = await openStore(databasePath(place), from.key)
  const lines = (one: typeof store) => one.all(sql.selectFrom('event').select('line').orderBy('seq'))
  expect(lines(store)).toEqual(lines(from.store))
  store.close()
  expect(refusalOf(() => restoreOffice(join(stick, name), place))).toBe('backup-place-taken')
})

test('a backup that was altered, cut short or is none brings nothing back', () => {
  const { name } = backUpOffice(source(), stick)
  const backup = join(stick, name)
  const place = join(stick, 'place')
  appendFileSync(join(backup, 'keys.json'), ' ')
  expect(refusalOf(() => restoreOffice(backup, place))).toBe('backup-damaged')
  const list = join(backup, 'backup.json')
  writeFileSync(list, readFileSync(list, 'utf8').replace('keys.json', '../keys.json'))
  expect(refusalOf(() => restoreOffice(backup, place))).toBe('backup-damaged')
  expect(refusalOf(() => restoreOffice(stick, place))).toBe('backup-damaged')
  expect(existsSync(place)).toBe(false)
})

test('a stick that is not there, or a folder inside the data, is refused; nothing half-made stays', () => {
  const from = source()
  expect(refusalOf(() => backUpOffice(from, join(stick, 'gone')))).toBe('backup-folder-missing')
  expect(refusalOf(() => backUpOffice(from, from.dataDir))).toBe('backup-folder-missing')
  expect(refusalOf(() => backUpOffice(from, join(from.dataDir, 'packs')))).toBe('backup-folder-missing')
  // Something that is no folder stands where the backup would be made.
  mkdirSync(join(stick, 'quay-39901-20261121101112'))
  writeFileSync(join(stick, 'quay-39901-20261121101112', 'other'), '')
  expect(refusalOf(() => backUpOffice(from, stick))).toBe('backup-failed')
  expect(readdirSync(stick)).toEqual(['quay-39901-20261121101112'])
})

test('the newest of each of seven days and of four weeks stay; other wards’ and other things are left alone', () => {
  const day = (n: number) => new Date(now - n * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const names = Array.from({ length: 40 }, (_, n) => `quay-39901-${day(n)}090000`)
  const others = [`quay-39902-${day(39)}090000`, 'photos']
  for (const name of [...names, ...others, `quay-39901-${day(0)}120000`]) mkdirSync(join(stick, name))
  thinOut(stick, '39901')
  const left = readdirSync(stick)
  for (const name of others) expect(left).toContain(name)
  const ours = left
    .filter((name) => name.startsWith('quay-39901-'))
    .toSorted()
    .toReversed()
  expect(ours.slice(0, 7)).toEqual([`quay-39901-${day(0)}120000`, ...names.slice(1, 7)])
  expect(ours.length).toBeGreaterThan(8)
  expect(ours.length).toBeLessThanOrEqual(11)
})
