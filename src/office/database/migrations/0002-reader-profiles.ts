import { type Kysely, sql } from 'kysely'

/** What was found out about a reader, kept on this PC: readers differ from counter to counter. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql
    .raw(
      `CREATE TABLE reader_profile (
         reader TEXT PRIMARY KEY, label TEXT NOT NULL, used INTEGER CHECK (used IN (0, 1)), checked_at TEXT,
         findings TEXT, settings TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    )
    .execute(db)
}
