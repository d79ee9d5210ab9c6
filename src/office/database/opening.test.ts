import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import SqliteDatabase from 'better-sqlite3'
import { expect, test } from 'vitest'
import { seededRandom } from '../../../scripts/proofs/random.ts'
import { ledgerKey, ledgerPath, openLedger, registeredIds } from '../journal/testing/ledger.ts'
import { temporaryFolder } from '../testing/ports.ts'
import { openStore } from './open.ts'

const pragma = (store: Awaited<ReturnType<typeof openStore>>, name: string): unknown =>
  store.database.pragma(name, { simple: true })

/** A closed ledger with some cases in it. */
async function closedLedger(cases = 20): Promise<string> {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  for (let count = 0; count < cases; count++) ledger.register()
  ledger.close()
  return folder
}

const hashesOf = (folder: string) =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => [
      name,
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex'),
    ])

test('every commit is flushed, when the store is new and after it was opened again', async () => {
  const path = join(temporaryFolder(), 'quay.db')
  for (const time of ['new', 'again']) {
    const store = await openStore(path, ledgerKey)
    store.database.prepare('SELECT count(*) FROM event').get()
    store.transact(() => store.database.prepare(`INSERT INTO counter VALUES ('${time}', 1)`).run())
    expect(pragma(store, 'synchronous')).toBe(2)
    expect(pragma(store, 'journal_mode')).toBe('wal')
    expect(pragma(store, 'recursive_triggers')).toBe(1)
    expect(pragma(store, 'foreign_keys')).toBe(1)
    expect(pragma(store, 'trusted_schema')).toBe(0)
    store.close()
  }
})

test('neither the file nor its log shows what is in it', async () => {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  ledger.register()
  cpSync(folder, `${folder}-copy`, { recursive: true })
  ledger.close()
  const names = readdirSync(`${folder}-copy`, { recursive: true, encoding: 'utf8' })
  expect(names).toContain('quay.db-wal')
  for (const name of names.filter((each) => each.includes('.'))) {
    const bytes = readFileSync(join(`${folder}-copy`, name))
    expect(bytes.subarray(0, 15).toString('latin1')).not.toBe('SQLite format 3')
    expect(bytes.includes('Ngọc Dung')).toBe(false)
    expect(bytes.includes('case.registered')).toBe(false)
  }
  rmSync(`${folder}-copy`, { recursive: true })
})

test('a second program is told that the store is open, however long the first has worked', async () => {
  const folder = temporaryFolder()
  const ledger = await openLedger(folder)
  const second = `
    const { openStore } = await import(${JSON.stringify(new URL('open.ts', import.meta.url).href)})
    const answer = await openStore(${JSON.stringify(ledgerPath(folder))}, Buffer.alloc(32, 7)).catch((error) => error)
    process.stdout.write(answer.code ?? 'opened')`
  const tryAgain = () =>
    execFileSync(process.execPath, ['--input-type=module', '-e', second], { encoding: 'utf8' })
  expect(tryAgain()).toBe('already-open')
  ledger.register()
  // Also inside one program: the refused opening must not loosen the first one's hold.
  await expect(openStore(ledgerPath(folder), ledgerKey)).rejects.toMatchObject({ code: 'already-open' })
  expect(tryAgain()).toBe('already-open')
  ledger.close()
  expect(tryAgain()).toBe('opened')
}, 60_000)

test('a wrong key is refused and changes nothing, not even the log a dead process left', async () => {
  const folder = temporaryFolder()
  const ledger = await openLedger(join(folder, 'live'))
  const ids = Array.from({ length: 5 }, () => ledger.register())
  cpSync(join(folder, 'live'), join(folder, 'dead'), { recursive: true })
  ledger.close()
  for (const office of ['live', 'dead']) {
    const before = hashesOf(join(folder, office))
    const path = ledgerPath(join(folder, office))
    await expect(openStore(path, Buffer.alloc(32, 8))).rejects.toMatchObject({ code: 'wrong-key' })
    expect(hashesOf(join(folder, office))).toEqual(before)
    const store = await openStore(path, ledgerKey)
    expect([...registeredIds(store)].sort()).toEqual(ids.sort())
    store.close()
  }
})

test('a store of a newer version is refused and keeps its data', async () => {
  const folder = await closedLedger(3)
  const store = await openStore(ledgerPath(folder), ledgerKey)
  const known = Number(pragma(store, 'user_version'))
  store.database.pragma(`user_version = ${known + 1}`)
  store.close()
  const before = hashesOf(folder)
  await expect(openStore(ledgerPath(folder), ledgerKey)).rejects.toMatchObject({
    code: 'newer-database',
    data: { found: known + 1, known },
  })
  expect(hashesOf(folder)).toEqual(before)
})

test("an unencrypted file and another program's file are refused", async () => {
  const folder = temporaryFolder()
  const plain = new SqliteDatabase(join(folder, 'plain.db'))
  plain.exec('CREATE TABLE t (x)')
  plain.close()
  await expect(openStore(join(folder, 'plain.db'), ledgerKey)).rejects.toMatchObject({
    code: 'damaged-database',
  })
  const other = new SqliteDatabase(join(folder, 'other.db'))
  other.pragma(`key = "x'${ledgerKey.toString('hex')}'"`)
  other.exec('CREATE TABLE t (x)')
  other.close()
  await expect(openStore(join(folder, 'other.db'), ledgerKey)).rejects.toMatchObject({
    code: 'damaged-database',
    data: { detail: 'application_id' },
  })
})

test('one flipped bit anywhere in the file is noticed', async () => {
  const folder = await closedLedger()
  const good = readFileSync(ledgerPath(folder))
  const random = seededRandom(4)
  const everyPage = Array.from({ length: good.length / 4096 }, (_, page) => page * 4096 + random.below(4096))
  const offsets = [0, 15, 16, 23, 24, 99, ...everyPage, good.length - 1]
  const path = join(folder, 'flipped.db')
  for (const offset of offsets) {
    const bytes = Buffer.from(good)
    bytes.writeUInt8(bytes.readUInt8(offset) ^ (1 << random.below(8)), offset)
    writeFileSync(path, bytes)
    const refused = await openStore(path, ledgerKey).then(
      (store) => store.close(),
      (error: unknown) => error,
    )
    // A flip in the first page cannot be told from a wrong key.
    const codes = offset < 4096 ? ['wrong-key', 'damaged-database'] : ['damaged-database']
    expect(codes, `offset ${offset}`).toContain((refused as { code: string } | undefined)?.code)
    expect(readFileSync(path).equals(bytes), `offset ${offset} kept as it was`).toBe(true)
  }
}, 60_000)

test('the same flips pass unnoticed through a plain SQLite file: encryption is what notices', async () => {
  const path = join(temporaryFolder(), 'plain.db')
  const plain = new SqliteDatabase(path)
  plain.exec('CREATE TABLE t (x TEXT)')
  for (let row = 0; row < 200; row++)
    plain.prepare('INSERT INTO t VALUES (?)').run('Đặng Thị Ngọc Dung '.repeat(20))
  plain.close()
  const good = readFileSync(path)
  const random = seededRandom(4)
  const unnoticed = Array.from({ length: 40 }, () => {
    const bytes = Buffer.from(good)
    const offset = 4096 + random.below(good.length - 4096)
    bytes.writeUInt8(bytes.readUInt8(offset) ^ 1, offset)
    writeFileSync(path, bytes)
    const flipped = new SqliteDatabase(path)
    try {
      return flipped.pragma('integrity_check(1)', { simple: true }) === 'ok'
    } catch {
      return false
    } finally {
      flipped.close()
    }
  })
  expect(unnoticed.filter(Boolean).length).toBeGreaterThan(20)
})
