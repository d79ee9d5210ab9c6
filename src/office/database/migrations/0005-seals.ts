import { type Kysely, sql } from 'kysely'

/**
 * Several keys a person: the one in use, the next one, and those that ended, whose private half is gone or lives in a
 * key token. Papers with the office's electronic signature. Which sheets wait for their stamp; what one session sealed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const kept = 'kid, user, public_key, salt, wrapped, series, next_index, made_at, request, requested'

const statements = [
  `CREATE TABLE issuing_key_now (
     kid TEXT PRIMARY KEY, user TEXT NOT NULL, public_key BLOB NOT NULL, salt BLOB, wrapped BLOB, token TEXT, token_key TEXT,
     state TEXT NOT NULL DEFAULT 'current' CHECK (state IN ('current', 'next', 'ended')), ended_at TEXT, ended_why TEXT,
     series INTEGER NOT NULL, next_index INTEGER NOT NULL, series_of TEXT NOT NULL DEFAULT '', made_at TEXT NOT NULL,
     request BLOB NOT NULL, requested INTEGER NOT NULL) STRICT`,
  `INSERT INTO issuing_key_now (${kept}) SELECT ${kept} FROM issuing_key`,
  `DROP TABLE issuing_key`,
  `ALTER TABLE issuing_key_now RENAME TO issuing_key`,
  `CREATE UNIQUE INDEX issuing_key_one ON issuing_key (user, state) WHERE state <> 'ended'`,
  `CREATE TABLE signed_sheet (
     token_sha256 TEXT PRIMARY KEY, case_id TEXT NOT NULL, sheet TEXT NOT NULL,
     pdf BLOB NOT NULL CHECK (length(pdf) < 2000000), made_at TEXT NOT NULL) STRICT`,
  `CREATE INDEX signed_sheet_case ON signed_sheet (case_id)`,
  `CREATE INDEX permit_case_to_stamp ON permit_case (sealed_at)
     WHERE seal = 'wet' AND stamped_at IS NULL AND withdrawn IS NULL AND state IN ('sealed', 'handed-over')`,
  `CREATE INDEX replaced_paper_serial ON replaced_paper (kid, series, paper_index)`,
  `CREATE INDEX event_sealed_in ON event (json_extract(line, '$.actor.session')) WHERE type = 'permit.sealed'`,
  `CREATE INDEX event_seal_set ON event (seq) WHERE type = 'office.seal-set'`,
]
