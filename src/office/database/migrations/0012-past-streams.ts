import { type Kysely, sql } from 'kysely'

/** Streams that ended before the open one: after a restore, a fork or a change of the device key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE past_stream (
     place INTEGER PRIMARY KEY AUTOINCREMENT, stream TEXT NOT NULL UNIQUE, opening_line TEXT NOT NULL,
     opening_hash TEXT NOT NULL, end_seq INTEGER NOT NULL, acked_seq INTEGER NOT NULL) STRICT`,
  `CREATE TABLE told_again (
     stream TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, hash TEXT NOT NULL, line TEXT NOT NULL,
     of_stream TEXT NOT NULL, of_seq INTEGER NOT NULL, PRIMARY KEY (stream, seq)) STRICT, WITHOUT ROWID`,
]
