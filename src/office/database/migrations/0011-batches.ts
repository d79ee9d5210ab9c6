import { type Kysely, sql } from 'kysely'

/** Cases that came in together, what of them somebody was shown, and lists that were judged but not taken. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE batch (
     id TEXT PRIMARY KEY,
     kind TEXT NOT NULL,
     procedure TEXT NOT NULL,
     pack TEXT NOT NULL,
     pack_version INTEGER NOT NULL,
     organisation TEXT,
     residential_group TEXT,
     fingerprint TEXT NOT NULL,
     previous TEXT,
     counts TEXT NOT NULL,
     taken_at TEXT NOT NULL,
     taken_by TEXT NOT NULL
   ) STRICT`,
  `CREATE INDEX batch_organisation ON batch (organisation)`,
  `CREATE INDEX batch_fingerprint ON batch (fingerprint)`,
  `CREATE TABLE batch_case (
     case_id TEXT PRIMARY KEY,
     batch_id TEXT NOT NULL,
     row INTEGER NOT NULL,
     flags TEXT NOT NULL
   ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX batch_case_batch ON batch_case (batch_id, row)`,
  `CREATE TABLE batch_look (
     user TEXT NOT NULL,
     case_id TEXT NOT NULL,
     version INTEGER NOT NULL,
     at TEXT NOT NULL,
     PRIMARY KEY (user, case_id)
   ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE list_intake (
     id TEXT PRIMARY KEY,
     organisation TEXT NOT NULL,
     judged BLOB NOT NULL,
     judged_at TEXT NOT NULL,
     judged_by TEXT NOT NULL,
     batch_id TEXT
   ) STRICT`,
  `CREATE INDEX list_intake_organisation ON list_intake (organisation)`,
  `CREATE TABLE list_mapping (
     organisation TEXT NOT NULL,
     headings TEXT NOT NULL,
     mapping TEXT NOT NULL,
     PRIMARY KEY (organisation, headings)
   ) STRICT, WITHOUT ROWID`,
]
