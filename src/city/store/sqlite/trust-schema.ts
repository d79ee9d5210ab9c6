/** Second step: withdrawn papers as runs, keys confirmed by telephone, the city's own work, packs and operators. */
export const trustSchema = `
ALTER TABLE issuer ADD COLUMN requested_at TEXT NOT NULL DEFAULT '';
ALTER TABLE issuer ADD COLUMN confirmed_at TEXT;
UPDATE issuer SET requested_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), confirmed_at = strftime('%Y-%m-%dT%H:%M:%fZ', 'now');
CREATE TABLE withdrawal(ward TEXT NOT NULL, kid TEXT NOT NULL, series INTEGER NOT NULL, first INTEGER NOT NULL,
  count INTEGER NOT NULL, reason INTEGER NOT NULL, last_day INTEGER,
  PRIMARY KEY(ward, kid, series, first, count, reason)) STRICT, WITHOUT ROWID;
INSERT INTO withdrawal SELECT '00000', kid, series, paper, 1, reason, NULL FROM withdrawn_paper;
DROP TABLE withdrawn_paper;
CREATE INDEX line_subject ON line(ward, subject) WHERE pos IS NOT NULL;
CREATE TABLE city_case(ward TEXT NOT NULL, submission TEXT NOT NULL, subject TEXT NOT NULL, lc INTEGER NOT NULL,
  submitted_at TEXT NOT NULL, state TEXT NOT NULL, decision TEXT, reference TEXT, decided_by TEXT, decided_at TEXT,
  line TEXT, PRIMARY KEY(ward, submission)) STRICT;
CREATE INDEX city_case_subject ON city_case(ward, subject);
CREATE INDEX city_case_state ON city_case(state, submitted_at);
CREATE TABLE pack(sha256 TEXT PRIMARY KEY, id TEXT NOT NULL, version INTEGER NOT NULL, effective_from TEXT NOT NULL,
  for_all INTEGER NOT NULL, published_at TEXT NOT NULL, envelope BLOB NOT NULL, UNIQUE(id, version)) STRICT;
CREATE TABLE pack_ward(sha256 TEXT NOT NULL REFERENCES pack(sha256), ward TEXT NOT NULL REFERENCES ward(code),
  PRIMARY KEY(sha256, ward)) STRICT, WITHOUT ROWID;
CREATE TABLE operator(name TEXT PRIMARY KEY, full_name TEXT NOT NULL, role TEXT NOT NULL,
  secret_hash TEXT NOT NULL UNIQUE, state TEXT NOT NULL) STRICT;
CREATE TABLE audit(seq INTEGER PRIMARY KEY, at TEXT NOT NULL, operator TEXT NOT NULL, act TEXT NOT NULL,
  detail TEXT NOT NULL, hash TEXT NOT NULL) STRICT;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
CREATE TRIGGER audit_is_kept BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
`
