import { type Kysely, sql } from 'kysely'

/**
 * Lines of the ward's other PCs are projected, too: the feed says what each is about, an act has its place in its case,
 * a person's data know how new they are, and keys that this PC has not got yet are asked for.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
  await allowSameNumbers(db)
}

/**
 * A PC that came back from an older copy may give a number out again before it has met the city, and two that were not
 * enrolled may give out one: both cases are shown. SQLite drops a constraint only with its table.
 */
async function allowSameNumbers(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ type: string; sql: string }>`
    SELECT type, sql FROM sqlite_master WHERE tbl_name = 'permit_case' AND sql IS NOT NULL`.execute(db)
  const table = rows.find(({ type }) => type === 'table')?.sql ?? ''
  const wider = table
    .replace('permit_case', 'permit_case_new')
    .replace('number TEXT NOT NULL UNIQUE', 'number TEXT NOT NULL')
    .replace('permit_number TEXT UNIQUE', 'permit_number TEXT')
  const others = rows.filter(({ type }) => type !== 'table').map((row) => row.sql)
  for (const statement of [
    wider,
    `INSERT INTO permit_case_new SELECT * FROM permit_case`,
    `DROP TABLE permit_case`,
    `ALTER TABLE permit_case_new RENAME TO permit_case`,
    ...others,
    `CREATE INDEX permit_case_number ON permit_case (number)`,
    `CREATE INDEX permit_case_permit_number ON permit_case (permit_number) WHERE permit_number IS NOT NULL`,
  ])
    await sql.raw(statement).execute(db)
}

const isOthers = `NOT EXISTS (SELECT 1 FROM event WHERE event.id = feed_item.id)`

const statements = [
  `ALTER TABLE feed_item ADD COLUMN id TEXT`,
  `ALTER TABLE feed_item ADD COLUMN type TEXT`,
  `ALTER TABLE feed_item ADD COLUMN subject TEXT`,
  `UPDATE feed_item SET id = line ->> '$.id', type = line ->> '$.type', subject = line ->> '$.subject'
   WHERE line IS NOT NULL AND json_valid(line)`,
  `CREATE INDEX feed_item_line ON feed_item (stream, seq)`,
  `CREATE INDEX feed_item_id ON feed_item (id) WHERE id IS NOT NULL`,
  `CREATE INDEX feed_item_subject ON feed_item (subject) WHERE subject IS NOT NULL`,
  `CREATE INDEX feed_item_withdrawal ON feed_item (type) WHERE type = 'papers.withdrawn'`,
  `CREATE INDEX event_withdrawal ON event (type) WHERE type = 'papers.withdrawn'`,
  `CREATE INDEX event_setting ON event (type, lc)
     WHERE type IN ('office.seal-set', 'office.mail-set', 'office.hub-set', 'office.hub-used')`,
  `ALTER TABLE case_history ADD COLUMN place INTEGER NOT NULL DEFAULT 0`,
  `UPDATE case_history SET place = (
     SELECT count(*) FROM case_history earlier JOIN stream s ON s.id = earlier.stream
     JOIN stream own ON own.id = case_history.stream
     WHERE earlier.case_id = case_history.case_id
       AND (s.rowid, earlier.seq) <= (own.rowid, case_history.seq))`,
  `ALTER TABLE person ADD COLUMN as_of INTEGER NOT NULL DEFAULT 0`,
  `UPDATE person SET as_of = coalesce((
     SELECT max(event.lc) FROM permit_case JOIN event ON event.subject = permit_case.id
     WHERE permit_case.person_id = person.id AND event.type IN ('case.registered', 'case.completed')), 0)`,
  `CREATE TABLE colleague (user TEXT PRIMARY KEY, full_name TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE key_wanted (
     subject TEXT NOT NULL, sha256 TEXT NOT NULL, asked_at INTEGER NOT NULL, PRIMARY KEY (subject, sha256))
     STRICT, WITHOUT ROWID`,
  `INSERT OR IGNORE INTO key_wanted
     SELECT subject, line ->> '$.subjectKey.sha256', 0 FROM feed_item
     WHERE id IS NOT NULL AND json_valid(line) AND line ->> '$.subjectKey.sha256' IS NOT NULL AND ${isOthers}`,
  `CREATE TABLE not_shown (subject TEXT PRIMARY KEY) STRICT, WITHOUT ROWID`,
  `CREATE TABLE blob_out (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL, made_at TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE blob_wanted (
     sha256 TEXT PRIMARY KEY, subject TEXT NOT NULL, sheet TEXT NOT NULL, token_sha256 TEXT NOT NULL,
     made_at TEXT NOT NULL, asked_at INTEGER NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE TABLE neighbour_line (
     id TEXT PRIMARY KEY, stream TEXT NOT NULL, seq INTEGER NOT NULL, type TEXT NOT NULL, subject TEXT NOT NULL,
     lc INTEGER NOT NULL, line TEXT NOT NULL) STRICT, WITHOUT ROWID`,
  `CREATE INDEX neighbour_line_subject ON neighbour_line (subject)`,
  `CREATE VIEW known_line AS
     SELECT stream, seq, id, type, subject, line ->> '$.lc' AS lc, line FROM feed_item
     WHERE id IS NOT NULL AND ${isOthers}
     UNION ALL SELECT stream, seq, id, type, subject, lc, line FROM neighbour_line
     UNION ALL SELECT stream, seq, id, type, subject, lc, line FROM event`,
]
