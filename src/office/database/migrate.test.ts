import { existsSync, cpSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { type Kysely, sql, SqliteDialect } from 'kysely'
import { expect, test } from 'vitest'
import { ledgerKey, ledgerPath, openLedger, registeredIds } from '../journal/testing/ledger.ts'
import { temporaryFolder } from '../testing/ports.ts'
import { migrate, migrations, schemaVersion } from './migrate.ts'
import { openStore } from './open.ts'

const addPhone = (powerFails: boolean) => ({
  '0001-two-steps': {
    async up(db: Kysely<unknown>) {
      await sql`CREATE TABLE IF NOT EXISTS contact (name TEXT)`.execute(db)
      await sql`ALTER TABLE contact ADD COLUMN phone TEXT`.execute(db)
      if (powerFails) throw new Error('power cut')
      await sql`CREATE INDEX contact_phone ON contact (phone)`.execute(db)
    },
  },
})
const columns = (database: Database) =>
  database.prepare('SELECT name FROM pragma_table_info(?)').all('contact')

test('a migration that is cut off leaves nothing behind, and is done whole at the next start', async () => {
  const database = new SqliteDatabase(join(temporaryFolder(), 'ours.db'))
  await expect(migrate(database, addPhone(true))).rejects.toThrow('power cut')
  expect(columns(database)).toEqual([])
  expect(database.pragma('user_version', { simple: true })).toBe(0)
  await migrate(database, addPhone(false))
  expect(columns(database)).toEqual([{ name: 'name' }, { name: 'phone' }])
  expect(database.pragma('user_version', { simple: true })).toBe(1)
  database.close()
})

test("with Kysely's own adapter half of it stays, and every later start fails", async () => {
  const database = new SqliteDatabase(join(temporaryFolder(), 'stock.db'))
  await expect(migrate(database, addPhone(true), SqliteDialect)).rejects.toThrow('power cut')
  expect(columns(database)).toHaveLength(2)
  await expect(migrate(database, addPhone(false), SqliteDialect)).rejects.toThrow('duplicate column name')
  database.close()
})

test('a program killed between the migration and its version number finds its way at the next start', async () => {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  const id = ledger.register()
  ledger.store.database.pragma('user_version = 0')
  ledger.close()
  const store = await openStore(ledgerPath(folder), ledgerKey)
  expect(store.database.pragma('user_version', { simple: true })).toBe(schemaVersion)
  expect([...registeredIds(store)]).toEqual([id])
  store.close()
})

test('before a store is brought up to date a whole, readable copy of it is kept', async () => {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  const id = ledger.register()
  ledger.store.database.pragma(`user_version = ${schemaVersion - 1}`)
  ledger.close()
  const copy = `${ledgerPath(folder)}.before-${schemaVersion}`
  // What an earlier start, cut off in the middle of copying, may have left.
  cpSync(new URL(import.meta.url), `${copy}.new`)
  const store = await openStore(ledgerPath(folder), ledgerKey)
  store.close()
  expect(existsSync(`${copy}.new`)).toBe(false)
  const kept = await openStore(copy, ledgerKey)
  expect([...registeredIds(kept)]).toEqual([id])
  kept.close()
})

test('what stores out there know by name is never called otherwise: they would not open any more', () => {
  const names = Object.keys(migrations)
  expect(names).toEqual(names.toSorted())
  expect(names.slice(0, 12)).toEqual([
    '0001-foundation',
    '0002-reader-profiles',
    '0003-person-aliases',
    '0004-rule-packs',
    '0005-seals',
    '0006-population-extract',
    '0007-gate-checks',
    '0008-replaced-in-session',
    '0009-households',
    '0011-batches',
    '0012-past-streams',
    '0014-notices',
  ])
})
