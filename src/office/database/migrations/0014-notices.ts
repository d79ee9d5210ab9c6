import { type Kysely, sql } from 'kysely'

/** Notices by e-mail, as the journal tells their way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE notice (
     id TEXT PRIMARY KEY, case_id TEXT NOT NULL, kind TEXT NOT NULL, sheet TEXT, state TEXT NOT NULL,
     recipient TEXT NOT NULL, subject TEXT NOT NULL, text TEXT NOT NULL, reason TEXT, code INTEGER, tries INTEGER NOT NULL,
     queued_at TEXT NOT NULL, since TEXT NOT NULL, changed_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX notice_state ON notice (state, queued_at)`,
]
