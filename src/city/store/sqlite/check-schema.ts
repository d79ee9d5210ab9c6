/** Tables of the checkpoints, made where they are missing: a city that ran before there were any keeps its version. */
export const checkSchema = `
CREATE TABLE IF NOT EXISTS checkpoint_code(code_hash TEXT PRIMARY KEY, expires_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoint(id TEXT PRIMARY KEY, secret_hash TEXT NOT NULL UNIQUE,
  paired_at TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS checkpoint_state(id TEXT PRIMARY KEY REFERENCES checkpoint(id), seen_at TEXT, place TEXT,
  place_ward TEXT, revoked_at TEXT) STRICT;
CREATE TABLE IF NOT EXISTS paper_check(checkpoint TEXT NOT NULL REFERENCES checkpoint(id), id TEXT NOT NULL,
  at TEXT NOT NULL, received_at TEXT NOT NULL, day TEXT NOT NULL, place TEXT NOT NULL, place_ward TEXT,
  latitude REAL, longitude REAL, answer TEXT NOT NULL, reason TEXT, compared TEXT NOT NULL,
  paper TEXT, paper_kind TEXT, issuer_ward TEXT, visits INTEGER, visit_days INTEGER,
  PRIMARY KEY(checkpoint, id)) STRICT;
CREATE INDEX IF NOT EXISTS counted_by_issuer ON paper_check(issuer_ward, day, place, place_ward, answer, compared)
  WHERE issuer_ward IS NOT NULL;
CREATE INDEX IF NOT EXISTS counted_by_place ON paper_check(place_ward, day, place, answer, compared)
  WHERE place_ward IS NOT NULL;
CREATE INDEX IF NOT EXISTS check_by_paper ON paper_check(paper, at) WHERE paper IS NOT NULL;
CREATE INDEX IF NOT EXISTS check_with_paper ON paper_check(day) WHERE paper IS NOT NULL;
CREATE TABLE IF NOT EXISTS copy_flag(paper TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL,
  issuer_ward TEXT NOT NULL, day TEXT NOT NULL, flag TEXT NOT NULL, PRIMARY KEY(paper, kind, at)) STRICT;
CREATE INDEX IF NOT EXISTS flag_of_issuer ON copy_flag(issuer_ward, day);
`
