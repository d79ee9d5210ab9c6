import Database from 'better-sqlite3'
import { checkSchema } from './check-schema.ts'
import { schemaSteps } from './schema.ts'

/** The name of the embedded store's file in the city's folder. */
export const databaseFile = 'city.sqlite'

/** An open SQLite connection. */
export type Connection = InstanceType<typeof Database>

/**
 * Opens the writing connection: WAL with synchronous=FULL, set and read back, because the driver silently falls to
 * NORMAL, with which acknowledged rows are lost in a power cut. Throws when a setting does not hold.
 */
export function openWriter(file: string): Connection {
  const db = new Database(file)
  db.pragma('journal_mode = WAL')
  db.pragma('busy_timeout = 5000')
  db.pragma('foreign_keys = ON')
  db.pragma('recursive_triggers = ON')
  db.pragma('trusted_schema = OFF')
  db.pragma('cell_size_check = ON')
  db.pragma('secure_delete = ON')
  db.pragma('synchronous = FULL')
  createTables(db)
  db.exec(checkSchema)
  db.pragma('synchronous = FULL')
  db.prepare('SELECT count(*) FROM ward').get()
  mustBe(db, 'synchronous', 2)
  mustBe(db, 'journal_mode', 'wal')
  mustBe(db, 'recursive_triggers', 1)
  return db
}

/** Opens a second connection that can only read: it sees committed rows and never waits for the writer. */
export function openReader(file: string): Connection {
  const db = new Database(file, { readonly: true })
  db.pragma('busy_timeout = 5000')
  db.pragma('trusted_schema = OFF')
  return db
}

/** Takes the steps this file has not seen yet, all or none; never touches a file of a newer program. */
function createTables(db: Connection): void {
  const newest = schemaSteps.length
  const version = Number(db.pragma('user_version', { simple: true }))
  if (version === newest) return
  if (version > newest)
    throw new Error(`this city database has version ${version}; this program knows ${newest}`)
  db.transaction(() => {
    for (const step of schemaSteps.slice(version)) db.exec(step)
    db.pragma(`user_version = ${newest}`)
  }).immediate()
}

function mustBe(db: Connection, name: string, expected: unknown): void {
  const found = db.pragma(name, { simple: true })
  if (found !== expected) throw new Error(`${name} is ${String(found)}, not ${String(expected)}`)
}
