/** Second step: where and when a checkpoint was last heard of, and that it was revoked. */
export function checkpointStateSchema(text: string): string {
  return `
CREATE TABLE checkpoint_state(id ${text} PRIMARY KEY REFERENCES checkpoint(id), seen_at ${text}, place ${text},
  place_ward ${text}, revoked_at ${text});
`
}

/**
 * What the whole city has in common: small tables that Citus would copy to every machine. `city_case` and `withdrawal`
 * are a ward's, and are looked through as a whole by the city. `text` is the type of every text.
 */
export function citySchema(text: string): string {
  return `
CREATE TABLE issuer(public_key ${text} PRIMARY KEY, ward ${text} NOT NULL, name ${text} NOT NULL,
  kinds integer NOT NULL, first_day integer NOT NULL, last_day integer NOT NULL, withdrawn_day integer,
  withdrawn_reason integer, requested_at ${text} NOT NULL, confirmed_at ${text});
CREATE TABLE withdrawal(ward ${text}, kid ${text}, series bigint, first bigint, count bigint, reason integer,
  last_day integer, PRIMARY KEY(ward, kid, series, first, count, reason));
CREATE TABLE list(name ${text} PRIMARY KEY, seq bigint NOT NULL, bytes bytea NOT NULL);
CREATE TABLE setting(name ${text} PRIMARY KEY, value ${text} NOT NULL);
CREATE TABLE city_case(ward ${text}, submission ${text}, subject ${text} NOT NULL, lc bigint NOT NULL,
  submitted_at ${text} NOT NULL, state ${text} NOT NULL, decision ${text}, reference ${text}, decided_by ${text},
  decided_at ${text}, line ${text}, entered bigint GENERATED ALWAYS AS IDENTITY, PRIMARY KEY(ward, submission));
CREATE INDEX city_case_subject ON city_case(ward, subject);
CREATE INDEX city_case_state ON city_case(state, submitted_at, entered);
CREATE TABLE pack(sha256 ${text} PRIMARY KEY, id ${text} NOT NULL, version integer NOT NULL,
  effective_from ${text} NOT NULL, for_all boolean NOT NULL, published_at ${text} NOT NULL, envelope bytea NOT NULL,
  UNIQUE(id, version));
CREATE TABLE pack_ward(sha256 ${text} REFERENCES pack(sha256), ward ${text} REFERENCES ward(code),
  PRIMARY KEY(sha256, ward));
CREATE TABLE operator(name ${text} PRIMARY KEY, full_name ${text} NOT NULL, role ${text} NOT NULL,
  secret_hash ${text} NOT NULL UNIQUE, state ${text} NOT NULL);
CREATE TABLE audit(seq bigint PRIMARY KEY, at ${text} NOT NULL, operator ${text} NOT NULL, act ${text} NOT NULL,
  detail ${text} NOT NULL, hash ${text} NOT NULL);
CREATE TABLE checkpoint_code(code_hash ${text} PRIMARY KEY, expires_at ${text} NOT NULL);
CREATE TABLE checkpoint(id ${text} PRIMARY KEY, secret_hash ${text} NOT NULL UNIQUE, paired_at ${text} NOT NULL);
CREATE TABLE paper_check(checkpoint ${text} REFERENCES checkpoint(id), id ${text}, at ${text} NOT NULL,
  received_at ${text} NOT NULL, day ${text} NOT NULL, place ${text} NOT NULL, place_ward ${text},
  latitude float8, longitude float8, answer ${text} NOT NULL, reason ${text}, compared ${text} NOT NULL,
  paper ${text}, paper_kind ${text}, issuer_ward ${text}, visits integer, visit_days integer,
  PRIMARY KEY(checkpoint, id));
CREATE INDEX counted_by_issuer ON paper_check(issuer_ward, day) WHERE issuer_ward IS NOT NULL;
CREATE INDEX counted_by_place ON paper_check(place_ward, day) WHERE place_ward IS NOT NULL;
CREATE INDEX check_by_paper ON paper_check(paper, at) WHERE paper IS NOT NULL;
CREATE INDEX check_with_paper ON paper_check(day) WHERE paper IS NOT NULL;
CREATE TABLE copy_flag(paper ${text}, kind ${text}, at ${text}, issuer_ward ${text} NOT NULL, day ${text} NOT NULL,
  flag ${text} NOT NULL, PRIMARY KEY(paper, kind, at));
CREATE INDEX flag_of_issuer ON copy_flag(issuer_ward, day);
`
}
