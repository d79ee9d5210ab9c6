import { overlapSchema } from './overlap-rows.ts'
import { rollupSchema } from './rollup-rows.ts'
import { signInSchema } from './sign-in-rows.ts'
import { trustSchema } from './trust-schema.ts'

/** The tables of the first version. Lines are append-only: their bytes can be neither changed nor deleted. */
const foundation = `
CREATE TABLE ward(code TEXT PRIMARY KEY, name TEXT NOT NULL, pos INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE enrolment(code_hash TEXT PRIMARY KEY, ward TEXT NOT NULL REFERENCES ward(code),
  expires_at TEXT NOT NULL, used_by TEXT) STRICT;
CREATE TABLE device(id TEXT PRIMARY KEY, ward TEXT NOT NULL REFERENCES ward(code), letters TEXT NOT NULL,
  spki TEXT NOT NULL, state TEXT NOT NULL, app_version TEXT NOT NULL, enrolled_at TEXT NOT NULL,
  UNIQUE(ward, letters)) STRICT;
CREATE TABLE stream(id TEXT PRIMARY KEY, ward TEXT NOT NULL REFERENCES ward(code),
  device TEXT NOT NULL REFERENCES device(id), opening TEXT NOT NULL, head_seq INTEGER NOT NULL,
  head_hash TEXT NOT NULL, state TEXT NOT NULL, last_receipt TEXT) STRICT;
CREATE UNIQUE INDEX one_open_stream ON stream(device) WHERE state = 'open';
CREATE TABLE line(ward TEXT NOT NULL, stream TEXT NOT NULL REFERENCES stream(id), seq INTEGER NOT NULL,
  hash TEXT NOT NULL, id TEXT, subject TEXT, line TEXT NOT NULL, received_at TEXT NOT NULL,
  status TEXT NOT NULL, problem TEXT, pos INTEGER, repeats INTEGER, PRIMARY KEY(stream, seq)) STRICT;
CREATE UNIQUE INDEX line_id ON line(ward, id) WHERE pos IS NOT NULL AND id IS NOT NULL;
CREATE INDEX line_parked ON line(ward, subject) WHERE status = 'parked';
CREATE TRIGGER line_is_append_only BEFORE UPDATE OF ward, stream, seq, hash, id, subject, line, received_at, pos ON line
  BEGIN SELECT RAISE(ABORT, 'lines are append-only'); END;
CREATE TRIGGER line_is_kept BEFORE DELETE ON line BEGIN SELECT RAISE(ABORT, 'lines are append-only'); END;
CREATE TABLE feed(ward TEXT NOT NULL, pos INTEGER NOT NULL, kind TEXT NOT NULL, stream TEXT NOT NULL,
  seq INTEGER NOT NULL, at TEXT NOT NULL, status TEXT NOT NULL, problem TEXT, PRIMARY KEY(ward, pos)) STRICT;
CREATE TABLE subject(ward TEXT NOT NULL, subject TEXT NOT NULL, version INTEGER NOT NULL,
  refused_top INTEGER NOT NULL, state TEXT, earlier TEXT NOT NULL,
  PRIMARY KEY(ward, subject)) STRICT, WITHOUT ROWID;
CREATE TABLE receipt(stream TEXT NOT NULL, head_seq INTEGER NOT NULL, receipt TEXT NOT NULL,
  PRIMARY KEY(stream, head_seq)) STRICT;
CREATE TABLE subject_key(ward TEXT NOT NULL, subject TEXT NOT NULL, sha256 TEXT NOT NULL,
  recipient TEXT NOT NULL, sealed TEXT NOT NULL, PRIMARY KEY(ward, subject, sha256)) STRICT;
CREATE TABLE heartbeat(device TEXT PRIMARY KEY, at TEXT NOT NULL, heartbeat TEXT NOT NULL) STRICT;
CREATE TABLE issuer(public_key TEXT PRIMARY KEY, ward TEXT NOT NULL, name TEXT NOT NULL,
  kinds INTEGER NOT NULL, first_day INTEGER NOT NULL, last_day INTEGER NOT NULL,
  withdrawn_day INTEGER, withdrawn_reason INTEGER) STRICT;
CREATE TABLE withdrawn_paper(kid TEXT NOT NULL, series INTEGER NOT NULL, paper INTEGER NOT NULL,
  reason INTEGER NOT NULL, PRIMARY KEY(kid, series, paper)) STRICT;
CREATE TABLE list(name TEXT PRIMARY KEY, seq INTEGER NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE setting(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`

/**
 * How the embedded store's tables came to be, one step after the other; `user_version` counts those taken. A step that
 * was ever shipped is never changed.
 */
export const schemaSteps: readonly string[] = [
  foundation,
  trustSchema,
  rollupSchema,
  overlapSchema,
  signInSchema,
]
