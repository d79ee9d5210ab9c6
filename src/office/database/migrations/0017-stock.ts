import { type Kysely, sql } from 'kysely'

/**
 * Blank sheets and sealed papers of this PC, as the journal tells: every movement and every printed paper, every serial
 * that was sealed, every count of the desk. `lc` orders them: a count is of everything up to its own.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db)
}

const statements = [
  `CREATE TABLE stock_move (
     stream TEXT NOT NULL, seq INTEGER NOT NULL, id TEXT NOT NULL, lc INTEGER NOT NULL, at TEXT NOT NULL,
     user TEXT NOT NULL, way TEXT NOT NULL, kind TEXT, sheet TEXT, quantity INTEGER NOT NULL, serials TEXT NOT NULL,
     reason TEXT, in_hand INTEGER, kid TEXT, series INTEGER, paper_index INTEGER, people TEXT NOT NULL,
     note TEXT NOT NULL, PRIMARY KEY (stream, seq)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX stock_move_lc ON stock_move (lc)`,
  `CREATE INDEX stock_move_at ON stock_move (at)`,
  `CREATE INDEX stock_move_back ON stock_move (kid, series, paper_index) WHERE way = 'given-back'`,
  `CREATE TABLE stock_paper (
     kid TEXT NOT NULL, series INTEGER NOT NULL, paper_index INTEGER NOT NULL, lc INTEGER NOT NULL,
     case_id TEXT NOT NULL, number TEXT NOT NULL, sealed_at TEXT NOT NULL,
     PRIMARY KEY (kid, series, paper_index)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX stock_paper_lc ON stock_paper (lc)`,
  `CREATE INDEX stock_paper_number ON stock_paper (number)`,
  `CREATE INDEX stock_paper_case ON stock_paper (case_id)`,
  `CREATE TABLE stock_count (
     id TEXT PRIMARY KEY, lc INTEGER NOT NULL, at TEXT NOT NULL, user TEXT NOT NULL, lines TEXT NOT NULL,
     papers TEXT NOT NULL, explanations TEXT NOT NULL, number INTEGER, closed_at TEXT, closed_by TEXT)
     STRICT, WITHOUT ROWID`,
  `CREATE INDEX stock_count_lc ON stock_count (lc)`,
  `CREATE INDEX event_stock_set ON event (lc) WHERE type = 'office.stock-set'`,
  `INSERT OR IGNORE INTO stock_paper
     SELECT line ->> '$.body.kid', line ->> '$.body.series', line ->> '$.body.index', lc, subject,
       line ->> '$.body.permitNumber', line ->> '$.at.wall'
     FROM event WHERE type IN ('permit.sealed', 'permit.replaced')`,
  `INSERT INTO stock_move
     SELECT stream, seq, id, lc, line ->> '$.at.wall', line ->> '$.actor.user',
       iif(line ->> '$.body.reprintReason' IS NULL, 'printed', 'reprinted'), NULL, line ->> '$.body.sheet',
       coalesce(line ->> '$.body.blanks', line ->> '$.body.copies'), '[]', NULL,
       iif(coalesce(line ->> '$.body.reprintReason', 'lost-by-applicant') = 'lost-by-applicant', 0, 1),
       NULL, NULL, NULL, '[]', ''
     FROM event WHERE type = 'sheet.printed'
       AND line ->> '$.body.sheet' IN ('permit', 'market-card-slip', 'organisation-paper')`,
]
