import { type Kysely, sql } from 'kysely'

/** The ward's population extract: what it is, and its people, who are replaced as a whole. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE extract (
     one INTEGER PRIMARY KEY CHECK (one = 1), as_of TEXT NOT NULL, sha256 TEXT NOT NULL, kid TEXT NOT NULL,
     people INTEGER NOT NULL, imported_at TEXT NOT NULL, imported_by TEXT NOT NULL) STRICT`,
  `CREATE TABLE extract_person (
     id_number TEXT PRIMARY KEY, old_id_number TEXT, full_name TEXT NOT NULL, birth_date TEXT NOT NULL,
     sex TEXT CHECK (sex IN ('male', 'female')), residence TEXT NOT NULL, household TEXT) STRICT, WITHOUT ROWID`,
  `CREATE INDEX extract_person_old ON extract_person (old_id_number) WHERE old_id_number IS NOT NULL`,
]
