import { type Kysely, sql } from 'kysely'

/**
 * Many papers printed one after the other: what was asked, what the spooler has, and what came out. It stands behind
 * the notices, whose migration stores have already.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE print_job (
     id TEXT PRIMARY KEY, title TEXT NOT NULL, batch_id TEXT, way TEXT NOT NULL, printer TEXT,
     state TEXT NOT NULL, why TEXT, ticket TEXT, went_to TEXT, made_at TEXT NOT NULL,
     user TEXT NOT NULL, role TEXT NOT NULL, session TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE print_item (
     job_id TEXT NOT NULL, place INTEGER NOT NULL, case_id TEXT NOT NULL, sheet TEXT NOT NULL,
     token_sha256 TEXT NOT NULL, label TEXT NOT NULL, state TEXT NOT NULL, tries INTEGER NOT NULL,
     again TEXT, sample INTEGER NOT NULL, PRIMARY KEY (job_id, place)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX print_item_case ON print_item (case_id)`,
]
