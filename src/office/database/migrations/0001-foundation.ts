import { type Kysely, sql } from 'kysely'

/** Journal, keys, sync bookkeeping, drafts and the first projections. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const appendOnly = (table: string) => [
  `CREATE TRIGGER ${table}_no_update BEFORE UPDATE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END`,
  `CREATE TRIGGER ${table}_no_delete BEFORE DELETE ON ${table} BEGIN SELECT RAISE(ABORT, 'append-only'); END`,
]

/** Four eyes in SQL, the same table as domain/case.ts: even a faulty program cannot write a forbidden act. */
const fourEyesTrigger = (act: string, earlier: readonly string[]) =>
  `CREATE TRIGGER four_eyes_${act.replace('-', '_')} BEFORE INSERT ON case_history
   WHEN NEW.act = '${act}' AND EXISTS (
     SELECT 1 FROM case_history WHERE case_id = NEW.case_id AND user = NEW.user AND act IN (${earlier.map((a) => `'${a}'`).join(', ')}))
   BEGIN SELECT RAISE(ABORT, 'four-eyes'); END`

const statements = [
  `CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE stream (id TEXT PRIMARY KEY, opening_line TEXT NOT NULL, opening_hash TEXT NOT NULL, opened_at TEXT NOT NULL) STRICT`,
  `CREATE TABLE event (
     stream TEXT NOT NULL REFERENCES stream(id), seq INTEGER NOT NULL CHECK (seq > 0), id TEXT NOT NULL UNIQUE,
     hash TEXT NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL, lc INTEGER NOT NULL, at TEXT NOT NULL, line TEXT NOT NULL,
     PRIMARY KEY (stream, seq)) STRICT`,
  `CREATE INDEX event_subject ON event (subject)`,
  ...appendOnly('event'),
  ...appendOnly('stream'),
  `CREATE TABLE subject_key (subject TEXT PRIMARY KEY, key BLOB NOT NULL, first_seq INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX subject_key_first_seq ON subject_key (first_seq)`,
  `CREATE TABLE sync (
     one INTEGER PRIMARY KEY CHECK (one = 1), acked_seq INTEGER NOT NULL, acked_hash TEXT NOT NULL, receipt TEXT, receipt_at TEXT,
     feed_epoch TEXT NOT NULL, feed_pos INTEGER NOT NULL) STRICT`,
  `CREATE TABLE event_result (
     stream TEXT NOT NULL, seq INTEGER NOT NULL, status TEXT NOT NULL, problem TEXT, pos INTEGER, PRIMARY KEY (stream, seq)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX event_result_attention ON event_result (status) WHERE status NOT IN ('accepted', 'duplicate')`,
  `CREATE TABLE feed_item (
     pos INTEGER PRIMARY KEY, stream TEXT NOT NULL, seq INTEGER NOT NULL, hash TEXT NOT NULL, status TEXT NOT NULL,
     received_at TEXT NOT NULL, problem TEXT, line TEXT) STRICT`,
  `CREATE TABLE draft (
     id TEXT PRIMARY KEY, user TEXT NOT NULL, form TEXT NOT NULL, fields TEXT NOT NULL, focus TEXT, updated_at TEXT NOT NULL) STRICT`,
  `CREATE INDEX draft_user ON draft (user, updated_at)`,
  `CREATE TABLE issuing_key (
     kid TEXT PRIMARY KEY, user TEXT NOT NULL UNIQUE, public_key BLOB NOT NULL, salt BLOB NOT NULL, wrapped BLOB NOT NULL,
     series INTEGER NOT NULL, next_index INTEGER NOT NULL, made_at TEXT NOT NULL, request BLOB NOT NULL,
     requested INTEGER NOT NULL) STRICT`,
  `CREATE TABLE unknown_scan (id INTEGER PRIMARY KEY, at TEXT NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL) STRICT`,
  `CREATE TABLE staff (user TEXT PRIMARY KEY, full_name TEXT NOT NULL, roles TEXT NOT NULL, disabled INTEGER NOT NULL) STRICT`,
  `CREATE TABLE person (
     id TEXT PRIMARY KEY, id_kind TEXT NOT NULL, id_number TEXT NOT NULL, id_number_reversed TEXT NOT NULL, old_id_number TEXT,
     full_name TEXT NOT NULL, fold TEXT NOT NULL, birth_date TEXT NOT NULL, sex TEXT, residence TEXT NOT NULL, phone TEXT,
     recent INTEGER NOT NULL UNIQUE) STRICT`,
  `CREATE INDEX person_id_number ON person (id_number)`,
  `CREATE INDEX person_id_number_reversed ON person (id_number_reversed)`,
  `CREATE INDEX person_old_id_number ON person (old_id_number) WHERE old_id_number IS NOT NULL`,
  `CREATE INDEX person_phone ON person (phone) WHERE phone IS NOT NULL`,
  `CREATE INDEX person_fold ON person (fold, birth_date)`,
  `CREATE TABLE permit_case (
     id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, person_id TEXT NOT NULL REFERENCES person(id), state TEXT NOT NULL,
     version INTEGER NOT NULL, category INTEGER NOT NULL, pack TEXT NOT NULL, pack_version INTEGER NOT NULL,
     schedule TEXT NOT NULL, applicant TEXT NOT NULL, details TEXT NOT NULL, scan_rule TEXT, due_at TEXT NOT NULL,
     registered_at TEXT NOT NULL, since TEXT NOT NULL, reason TEXT, permit_number TEXT UNIQUE, token BLOB, token_sha256 TEXT UNIQUE,
     sealed_at TEXT, sealed_by TEXT, handed_over_at TEXT) STRICT`,
  `CREATE INDEX permit_case_state ON permit_case (state, registered_at)`,
  `CREATE INDEX permit_case_person ON permit_case (person_id, registered_at)`,
  `CREATE TABLE case_history (
     case_id TEXT NOT NULL, stream TEXT NOT NULL, seq INTEGER NOT NULL, act TEXT NOT NULL, user TEXT NOT NULL, role TEXT NOT NULL,
     at TEXT NOT NULL, note TEXT, PRIMARY KEY (case_id, stream, seq)) STRICT, WITHOUT ROWID`,
  fourEyesTrigger('verify', ['register', 'complete']),
  fourEyesTrigger('return', ['register', 'complete']),
  fourEyesTrigger('approve', ['register', 'complete', 'verify', 'return']),
  fourEyesTrigger('refuse', ['register', 'complete', 'verify', 'return']),
  fourEyesTrigger('seal', ['approve']),
  `CREATE TABLE sheet_print (case_id TEXT NOT NULL, sheet TEXT NOT NULL, copies INTEGER NOT NULL, PRIMARY KEY (case_id, sheet)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE counter (name TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE alarm (alarm TEXT NOT NULL, at TEXT NOT NULL, count INTEGER NOT NULL, seq INTEGER PRIMARY KEY) STRICT`,
  `INSERT INTO sync VALUES (1, 0, '', NULL, NULL, '', 0)`,
]
