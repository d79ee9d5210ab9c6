import type { OverlapDue, OverlapRow, OverlapRows } from '../overlap-rows.ts'
import type { Connection } from './open.ts'

/** Tables of what wards have alike; `schema.ts` takes them as a step. */
export const overlapSchema = `
CREATE TABLE overlap(ward TEXT NOT NULL, subject TEXT NOT NULL, kind TEXT NOT NULL, key TEXT NOT NULL,
  first_day INTEGER NOT NULL, last_day INTEGER NOT NULL, since TEXT NOT NULL, kid TEXT, series INTEGER, paper INTEGER,
  PRIMARY KEY(ward, subject, key)) STRICT, WITHOUT ROWID;
CREATE INDEX overlap_key ON overlap(key, kind);
CREATE INDEX overlap_end ON overlap(last_day);
CREATE TABLE overlap_due(ward TEXT NOT NULL, id TEXT NOT NULL, received_at TEXT NOT NULL, tried_at TEXT,
  PRIMARY KEY(ward, id)) STRICT, WITHOUT ROWID;
CREATE INDEX overlap_untried ON overlap_due(received_at) WHERE tried_at IS NULL;
`

const columns = `ward, subject, kind, key, first_day AS firstDay, last_day AS lastDay, since, kid, series, paper`
const due = 'SELECT ward, id, received_at AS receivedAt, tried_at AS triedAt FROM overlap_due'
const withdrawn = `EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.ward = overlap.ward
  AND withdrawal.kid = overlap.kid AND withdrawal.series = overlap.series AND (withdrawal.count = 0
  OR overlap.paper BETWEEN withdrawal.first AND withdrawal.first + withdrawal.count - 1))`

/** What wards have alike, over one connection. */
export function overlapRows(db: Connection): OverlapRows {
  const add = db.prepare<[OverlapDue]>(
    `INSERT INTO overlap_due(ward, id, received_at, tried_at) VALUES (@ward, @id, @receivedAt, @triedAt)
     ON CONFLICT DO NOTHING`,
  )
  const untried = db.prepare<[], OverlapDue>(`${due} WHERE tried_at IS NULL ORDER BY received_at, ward, id`)
  const all = db.prepare<[], OverlapDue>(`${due} ORDER BY received_at, ward, id`)
  const tried = db.prepare<[string, string, string]>(
    'UPDATE overlap_due SET tried_at = ? WHERE ward = ? AND id = ?',
  )
  const take = db.prepare<[string, string]>('DELETE FROM overlap_due WHERE ward = ? AND id = ?')
  const drop = db.prepare<[string, string]>('DELETE FROM overlap WHERE ward = ? AND subject = ?')
  const save = db.prepare<[OverlapRow]>(
    `INSERT INTO overlap(ward, subject, kind, key, first_day, last_day, since, kid, series, paper)
     VALUES (@ward, @subject, @kind, @key, @firstDay, @lastDay, @since, @kid, @series, @paper)`,
  )
  const found = db.prepare<[string, string, number, number], OverlapRow>(
    `SELECT ${columns} FROM overlap WHERE key = ? AND kind = ? AND first_day <= ? AND last_day >= ?
     AND NOT ${withdrawn} ORDER BY since, ward, subject`,
  )
  const forget = db.prepare<[number]>(`DELETE FROM overlap WHERE last_day < ? OR ${withdrawn}`)
  return {
    addOverlapDue: async (rows) => {
      for (const row of rows) add.run(row)
    },
    overlapDue: async (which) => (which === 'all' ? all : untried).all(),
    saveOverlapTried: async ({ ward, id }, triedAt) => void tried.run(triedAt, ward, id),
    takeOverlapDue: async ({ ward, id }) => take.run(ward, id).changes > 0,
    saveOverlaps: async (ward, subject, rows) => {
      drop.run(ward, subject)
      for (const row of rows) save.run(row)
    },
    overlaps: async ({ key, kind, firstDay, lastDay }) => found.all(key, kind, lastDay, firstDay),
    forgetOverlaps: async (day) => void forget.run(day),
  }
}
