import { execFileSync } from 'node:child_process'
import { copyFileSync, cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import { ledgerKey, ledgerPath, openLedger } from '../journal/testing/ledger.ts'
import { temporaryFolder } from '../testing/ports.ts'
import { findMark } from './clean-end.ts'
import { openStore } from './open.ts'
import { sql, type Store } from './store.ts'
import type { Tables } from './tables.ts'

const pageSize = 4096

/** A cleanly closed ledger; answers its folder and its mark. */
async function closedLedger() {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  for (let count = 0; count < 60; count++) ledger.register()
  ledger.close()
  return { folder, path: ledgerPath(folder), mark: `${ledgerPath(folder)}.closed` }
}

/** The file with one bit of a page flipped, chosen by the random number. */
function flip(good: Buffer, page: number, random: { below(limit: number): number }): Buffer {
  const bytes = Buffer.from(good)
  const offset = page * pageSize + random.below(pageSize)
  bytes.writeUInt8(bytes.readUInt8(offset) ^ (1 << random.below(8)), offset)
  return bytes
}

const tablesOf = (database: Database) =>
  database
    .prepare<[], keyof Tables>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%kysely%'`,
    )
    .pluck()
    .all()

/** Every row of every table as the office reads it. */
const everything = (store: Store) =>
  tablesOf(store.database).map((table) => store.all(sql.selectFrom(table).selectAll()))

/** Whether the next opening reads the file from end to end: whatever page is damaged, it then says so. */
async function isReadThrough(path: string): Promise<boolean> {
  const good = readFileSync(path)
  const mark = existsSync(`${path}.closed`) ? readFileSync(`${path}.closed`) : null
  const random = seededRandom(1)
  for (let page = 0; page < good.length / pageSize; page += 3) {
    writeFileSync(path, flip(good, page, random))
    if (mark) writeFileSync(`${path}.closed`, mark)
    const store = await openStore(path, ledgerKey).catch(() => null)
    store?.database.close()
    if (store) return false
  }
  return true
}

test('a store that was closed is not read from end to end at the next opening', async () => {
  const { path, mark } = await closedLedger()
  expect(existsSync(mark)).toBe(true)
  expect(await isReadThrough(path)).toBe(false)
})

test('while the store is open there is no mark: a power cut leaves none', async () => {
  const { folder, path, mark } = await closedLedger()
  const store = await openStore(path, ledgerKey)
  expect(existsSync(mark)).toBe(false)
  const dead = temporaryFolder()
  cpSync(folder, dead, { recursive: true })
  store.close()
  expect(existsSync(mark)).toBe(true)
  expect(await isReadThrough(join(dead, 'quay.db'))).toBe(true)
})

test('a killed process leaves no mark', async () => {
  const { path, mark } = await closedLedger()
  const program = `
    const { openStore } = await import(${JSON.stringify(new URL('open.ts', import.meta.url).href)})
    await openStore(${JSON.stringify(path)}, Buffer.alloc(32, 7))
    process.kill(process.pid, 'SIGKILL')`
  expect(() => execFileSync(process.execPath, ['--input-type=module', '-e', program])).toThrow()
  expect(existsSync(mark)).toBe(false)
  expect(await isReadThrough(path)).toBe(true)
})

test.each([
  ['another file length', (text: string) => text.replace(/ \d+ /, ' 8192 ')],
  ['another end of the journal', (text: string) => `${text.slice(0, -3)}xx\n`],
  ['nothing', () => ''],
])('a mark that says %s is not believed, and is gone afterwards', async (_, change) => {
  const { path, mark } = await closedLedger()
  writeFileSync(mark, change(readFileSync(mark, 'latin1')))
  expect(await isReadThrough(path)).toBe(true)
  expect(existsSync(mark)).toBe(false)
})

test('a mark beside an older copy of the store is not believed', async () => {
  const { folder, path } = await closedLedger()
  const older = join(folder, 'older.db')
  copyFileSync(path, older)
  const ledger = await openLedger(folder)
  ledger.register()
  ledger.close()
  copyFileSync(`${path}.closed`, `${older}.closed`)
  expect(await isReadThrough(older)).toBe(true)
})

test('a mark beside a store whose log still holds something is not believed', async () => {
  const { folder, mark } = await closedLedger()
  const kept = readFileSync(mark)
  const ledger = await openLedger(folder)
  ledger.store.transact((tx) => tx.run(sql.insertInto('counter').values({ name: 'x', last: 1 })))
  const dead = temporaryFolder()
  cpSync(folder, dead, { recursive: true })
  ledger.close()
  writeFileSync(join(dead, 'quay.db.closed'), kept)
  expect(findMark(join(dead, 'quay.db'))).toBeNull()
  rmSync(join(dead, 'quay.db-wal'))
  expect(findMark(join(dead, 'quay.db'))).toBe(kept.toString('latin1'))
})

test('after a clean end one flipped bit in any page is refused when the page is read, never taken for good', async () => {
  const { folder, path, mark } = await closedLedger()
  const good = readFileSync(path)
  const kept = readFileSync(mark)
  const store = await openStore(path, ledgerKey)
  const rows = JSON.stringify(everything(store))
  store.close()
  const random = seededRandom(11)
  const flipped = join(folder, 'flipped.db')
  let refusedLater = 0
  for (let page = 0; page < good.length / pageSize; page++) {
    writeFileSync(flipped, flip(good, page, random))
    writeFileSync(`${flipped}.closed`, kept)
    const damages: string[] = []
    const opened = await openStore(flipped, ledgerKey, (damage) => damages.push(damage)).catch(
      (error: { code: string }) => error.code,
    )
    if (typeof opened === 'string') {
      expect(page === 0 ? ['wrong-key', 'damaged-database'] : ['damaged-database']).toContain(opened)
      continue
    }
    const read = () => JSON.stringify(everything(opened))
    if (damageIsRead(opened)) {
      refusedLater++
      expect(read, `page ${page}`).toThrow(expect.objectContaining({ code: 'damaged-database' }))
      expect(damages).toEqual(['SQLITE_CORRUPT'])
    } else {
      // A page of an index, which no table is read by: the rows are all there and right.
      expect(read(), `page ${page}`).toBe(rows)
      expect(opened.database.pragma('integrity_check(1)', { simple: true }), `page ${page}`).not.toBe('ok')
    }
    opened.close()
    // Whoever saw the damage leaves no mark: the next opening looks at everything.
    if (damages.length > 0) expect(existsSync(`${flipped}.closed`), `page ${page}`).toBe(false)
  }
  expect(refusedLater).toBeGreaterThan(20)
}, 60_000)

/** Whether reading the tables meets the damaged page, asked past the office's own reading. */
function damageIsRead({ database }: Store): boolean {
  try {
    for (const table of tablesOf(database)) database.prepare(`SELECT * FROM "${table}"`).all()
    return false
  } catch {
    return true
  }
}
