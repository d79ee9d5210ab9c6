import Database from 'better-sqlite3'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openReader, openWriter } from './open.ts'
import { schemaSteps } from './schema.ts'
import { sqliteStore } from './store.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sqlite-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('every commit is flushed: synchronous is FULL on a new file and after it was opened again', () => {
  const file = join(folder, 'city.sqlite')
  for (let opening = 0; opening < 2; opening += 1) {
    const db = openWriter(file)
    db.prepare('INSERT OR REPLACE INTO setting VALUES (?, ?)').run('a', 'b')
    expect(db.pragma('synchronous', { simple: true })).toBe(2)
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal')
    db.close()
  }
})

test('a line can be neither changed, deleted nor replaced', () => {
  const db = openWriter(join(folder, 'city.sqlite'))
  db.exec(`
    INSERT INTO ward(code, name) VALUES ('39901', 'x');
    INSERT INTO device VALUES ('d', '39901', 'A', 'k', 'active', '1', 't');
    INSERT INTO stream VALUES ('s', '39901', 'd', '{}', 0, 'h', 'open', NULL);
    INSERT INTO line VALUES ('39901', 's', 1, 'h', 'i', 'c', '{}', 't', 'accepted', NULL, 1, NULL);`)
  for (const tampering of [
    "UPDATE line SET line = '{1}'",
    'DELETE FROM line',
    "INSERT OR REPLACE INTO line VALUES ('39901', 's', 1, 'h', 'i', 'c', '{2}', 't', 'accepted', NULL, 1, NULL)",
  ])
    expect(() => db.exec(tampering)).toThrow('append-only')
  db.exec("UPDATE line SET status = 'refused'")
  db.close()
})

test('a database of the first version is brought up to date: withdrawn papers and listed keys stay what they are', async () => {
  const [foundation = ''] = schemaSteps
  const old = new Database(join(folder, 'city.sqlite'))
  old.exec(foundation)
  old.exec(`INSERT INTO withdrawn_paper VALUES ('0bf17558', 4, 17, 3);
    INSERT INTO issuer VALUES ('${'ab'.repeat(32)}', '39901', 'x', 1, 20000, 20395, NULL, NULL);`)
  old.pragma('user_version = 1')
  old.close()
  const store = await sqliteStore.open(folder)
  await store.read(async (rows) => {
    expect(await rows.withdrawals(99_999)).toEqual([
      { ward: '00000', kid: '0bf17558', series: 4, first: 17, count: 1, reason: 3, lastDay: null },
    ])
    expect(await rows.issuers()).toMatchObject([{ confirmedAt: expect.stringMatching(/^20\d\d-/) }])
  })
  await store.close()
})

test('the audit only grows', () => {
  const db = openWriter(join(folder, 'city.sqlite'))
  db.exec("INSERT INTO audit VALUES (1, 't', 'o', 'a', '{}', 'h')")
  for (const tampering of [
    "UPDATE audit SET operator = 'x'",
    'DELETE FROM audit',
    "INSERT OR REPLACE INTO audit VALUES (1, 't', 'x', 'a', '{}', 'h')",
  ])
    expect(() => db.exec(tampering)).toThrow('append-only')
  db.close()
})

test('a database of a newer program is not touched, and a reader cannot write', () => {
  const file = join(folder, 'city.sqlite')
  const db = openWriter(file)
  const reader = openReader(file)
  expect(() => reader.exec("INSERT INTO setting VALUES ('a', 'b')")).toThrow('readonly')
  reader.close()
  db.pragma('user_version = 99')
  db.close()
  expect(() => openWriter(file)).toThrow('version 99')
})
