import { type Kysely, sql } from 'kysely'

/** Checks made at the gates of the ward, on this PC and, as the feed brings them, on the others; what looks copied. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE gate_check (
     id TEXT PRIMARY KEY, at INTEGER NOT NULL, day TEXT NOT NULL, place TEXT NOT NULL, answer TEXT NOT NULL, paper TEXT,
     kind TEXT, visits INTEGER, visit_days INTEGER, differs INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID`,
  `CREATE INDEX gate_check_paper ON gate_check (paper, at) WHERE paper IS NOT NULL`,
  `CREATE TABLE gate_flag (paper TEXT NOT NULL, at INTEGER NOT NULL, flag TEXT NOT NULL,
     PRIMARY KEY (paper, at, flag)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX gate_flag_at ON gate_flag (at)`,
  `CREATE INDEX gate_check_day ON gate_check (day, place, answer, differs)`,
]
