import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import SqliteDatabase, { type Database } from 'better-sqlite3'
import { Refusal } from '../../contract/refusals.ts'
import { closeMarked, findMark, type Mark, takeMark } from './clean-end.ts'
import { syncFolder } from './key-slots.ts'
import { migrate, schemaVersion } from './migrate.ts'
import { sqliteCode } from './sqlite-code.ts'
import { createStore, type Store } from './store.ts'

/** Marks our files: `QMC1`. */
const applicationId = 0x514d4331
const plaintextHeader = 'SQLite format 3\0'

/**
 * The opening ritual (reliability-and-security.md 2.1): every setting is asserted, not assumed.
 * Throws the refusals `wrong-key`, `newer-database`, `damaged-database`, `already-open`, `disk-full`.
 * `key` is 32 raw bytes. A new file is made when there is none.
 *
 * The file is read from end to end after an end that was not a clean one; after a clean one a damaged page is refused
 * when it is read (the cipher authenticates each), and `onDamaged` is told once, with a few words for the log.
 */
export async function openStore(
  path: string,
  key: Uint8Array,
  onDamaged: (damage: string) => void = () => {},
): Promise<Store> {
  if (key.length !== 32) throw new Error('a database key has 32 bytes')
  if (isAbsent(path)) await makeEncrypted(path, key)
  const database = await openPrepared(path, key)
  let isDamaged = false
  return createStore(database, {
    foundDamaged(damage) {
      if (isDamaged) return
      isDamaged = true
      onDamaged(damage)
    },
    close: () => (isDamaged ? database.close() : closeMarked(path, database)),
  })
}

/**
 * The header is looked at while the file is closed: closing any other handle on it, in the process that has it open,
 * takes SQLite's locks away (POSIX), and a second program could open the store.
 */
async function makeEncrypted(path: string, key: Uint8Array): Promise<void> {
  const database = await openPrepared(path, key)
  database.close()
  if (isPlaintext(path)) throw new Error('the new database is not encrypted')
}

async function openPrepared(path: string, key: Uint8Array): Promise<Database> {
  const mark = findMark(path)
  // Whoever holds the store holds it for the whole day: no use in waiting long.
  const database = new SqliteDatabase(path, { timeout: 1000 })
  try {
    await prepare(database, key, path, mark)
  } catch (error) {
    database.close()
    throw explain(error, path)
  }
  return database
}

async function prepare(database: Database, key: Uint8Array, path: string, mark: Mark): Promise<void> {
  database.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`)
  database.pragma('locking_mode = EXCLUSIVE')
  expectPragma(database, 'journal_mode = WAL', 'wal')
  for (const setting of settings) database.pragma(setting)
  // Also what a power cut in the first second leaves.
  const isNew = isUnwritten(database)
  if (isNew) database.pragma(`application_id = ${applicationId}`)
  assertOurs(database)
  if (!isNew && !takeMark(path, mark, database)) assertIntact(database)
  if (database.pragma('user_version', { simple: true }) !== schemaVersion)
    await upgrade(database, isNew, path)
  // better-sqlite3 13 falls back to NORMAL after the first statement; NORMAL loses committed rows in a power cut.
  database.pragma('synchronous = FULL')
  expectPragma(database, 'synchronous', 2)
  expectPragma(database, 'foreign_keys', 1)
  expectPragma(database, 'recursive_triggers', 1)
  // Out of the WAL, where a flipped bit would go unnoticed.
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.pragma('optimize')
}

const settings = [
  'synchronous = FULL',
  'foreign_keys = ON',
  'recursive_triggers = ON',
  'trusted_schema = OFF',
  'cell_size_check = ON',
  'busy_timeout = 5000',
  'wal_autocheckpoint = 200',
  'journal_size_limit = 16777216',
  'temp_store = MEMORY',
]

function expectPragma(database: Database, pragma: string, expected: string | number): void {
  const found: unknown = database.pragma(pragma, { simple: true })
  if (found !== expected) throw new Error(`PRAGMA ${pragma} answered ${String(found)}, not ${expected}`)
}

function assertOurs(database: Database): void {
  const { version } = database.prepare('SELECT sqlite_version() AS version').get() as { version: string }
  // The WAL-reset bug was in every version before 3.51.3.
  if (compareVersions(version, '3.51.3') < 0) throw new Error(`SQLite ${version} is too old`)
  const found: unknown = database.pragma('application_id', { simple: true })
  if (found !== applicationId) throw new Refusal('damaged-database', { detail: 'application_id' })
  const user = Number(database.pragma('user_version', { simple: true }))
  if (user > schemaVersion) throw new Refusal('newer-database', { found: user, known: schemaVersion })
}

function isUnwritten(database: Database): boolean {
  const { tables } = database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get() as {
    tables: number
  }
  return tables === 0 && database.pragma('application_id', { simple: true }) === 0
}

function assertIntact(database: Database): void {
  const found: unknown = database.pragma('integrity_check(1)', { simple: true })
  if (found !== 'ok') throw new Refusal('damaged-database', { detail: 'integrity_check' })
}

async function upgrade(database: Database, isNew: boolean, path: string): Promise<void> {
  if (!isNew) {
    const copy = `${path}.before-${schemaVersion}`
    const { bavail, bsize } = statfsSync(dirname(path))
    if (bavail * bsize < 2 * statSync(path).size) throw new Refusal('disk-full')
    if (!existsSync(copy)) copyInto(database, copy)
  }
  database.pragma('foreign_keys = OFF')
  await migrate(database)
  database.pragma('foreign_keys = ON')
}

/** A copy under its name is a whole one: written aside, flushed, renamed. */
function copyInto(database: Database, copy: string): void {
  const unfinished = `${copy}.new`
  rmSync(unfinished, { force: true })
  database.prepare('VACUUM INTO ?').run(unfinished)
  const file = openSync(unfinished, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(unfinished, copy)
  syncFolder(dirname(copy))
}

/** Turns what SQLite says at opening into the refusal a person understands; anything unknown stays a fault. */
function explain(error: unknown, path: string): unknown {
  switch (sqliteCode(error)) {
    case 'SQLITE_NOTADB':
      return isPlaintext(path)
        ? new Refusal('damaged-database', { detail: 'không mã hóa / not encrypted' })
        : new Refusal('wrong-key')
    case 'SQLITE_BUSY':
      return new Refusal('already-open')
    case 'SQLITE_FULL':
      return new Refusal('disk-full')
    default:
      return sqliteCode(error)?.startsWith('SQLITE_CORRUPT') || sqliteCode(error)?.startsWith('SQLITE_IOERR')
        ? new Refusal('damaged-database', { detail: String(sqliteCode(error)) })
        : error
  }
}

function isAbsent(path: string): boolean {
  return !existsSync(path) || statSync(path).size === 0
}

function isPlaintext(path: string): boolean {
  const head = Buffer.alloc(16)
  const file = openSync(path, 'r')
  try {
    if (readSync(file, head, 0, 16, 0) < 16) return false
  } finally {
    closeSync(file)
  }
  return head.toString('latin1') === plaintextHeader
}

function compareVersions(one: string, other: string): number {
  const [a, b] = [one, other].map((text) => text.split('.').map(Number)) as [number[], number[]]
  for (let part = 0; part < 3; part++) {
    const difference = (a[part] ?? 0) - (b[part] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const ballastBytes = 64 * 1024 * 1024
const ballastPath = (dataDir: string) => join(dataDir, 'ballast')

/** Keeps 64 MB aside, so that a full disk still lets the office finish what it is doing. */
export function layBallast(dataDir: string): void {
  const path = ballastPath(dataDir)
  if (existsSync(path) && statSync(path).size === ballastBytes) return
  const { bavail, bsize } = statfsSync(dataDir)
  if (bavail * bsize > 4 * ballastBytes) writeFileSync(path, Buffer.alloc(ballastBytes))
}

/** Gives the ballast back to the file system. */
export function dropBallast(dataDir: string): void {
  if (existsSync(ballastPath(dataDir))) truncateSync(ballastPath(dataDir), 0)
}

/** Free space of the data folder's disk in bytes. */
export function freeBytes(dataDir: string): number {
  const { bavail, bsize } = statfsSync(dataDir)
  return bavail * bsize
}
