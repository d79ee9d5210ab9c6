import type { OverlapDue, OverlapRow, OverlapRows } from '../overlap-rows.ts'
import { type Session, statement } from './session.ts'

/** Fourth step: what wards have alike. Small, and looked through as a whole by the city. `text`: the type of texts. */
export function overlapSchema(text: string): string {
  return `
CREATE TABLE overlap(ward ${text}, subject ${text}, kind ${text} NOT NULL, key ${text}, first_day integer NOT NULL,
  last_day integer NOT NULL, since ${text} NOT NULL, kid ${text}, series bigint, paper bigint,
  PRIMARY KEY(ward, subject, key));
CREATE INDEX overlap_key ON overlap(key, kind);
CREATE INDEX overlap_end ON overlap(last_day);
CREATE TABLE overlap_due(ward ${text}, id ${text}, received_at ${text} NOT NULL, tried_at ${text},
  PRIMARY KEY(ward, id));
CREATE INDEX overlap_untried ON overlap_due(received_at) WHERE tried_at IS NULL;
`
}

const columns = `ward, subject, kind, key, first_day AS "firstDay", last_day AS "lastDay", since, kid, series, paper`
const due = 'SELECT ward, id, received_at AS "receivedAt", tried_at AS "triedAt" FROM overlap_due'
const withdrawn = `EXISTS (SELECT 1 FROM withdrawal WHERE withdrawal.ward = overlap.ward
  AND withdrawal.kid = overlap.kid AND withdrawal.series = overlap.series AND (withdrawal.count = 0
  OR overlap.paper BETWEEN withdrawal.first AND withdrawal.first + withdrawal.count - 1))`

const sql = {
  add: statement(
    `INSERT INTO overlap_due(ward, id, received_at, tried_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
  ),
  untried: statement(`${due} WHERE tried_at IS NULL ORDER BY received_at, ward, id`),
  all: statement(`${due} ORDER BY received_at, ward, id`),
  tried: statement('UPDATE overlap_due SET tried_at = $3 WHERE ward = $1 AND id = $2'),
  take: statement('DELETE FROM overlap_due WHERE ward = $1 AND id = $2 RETURNING id'),
  drop: statement('DELETE FROM overlap WHERE ward = $1 AND subject = $2'),
  save: statement(
    `INSERT INTO overlap(ward, subject, kind, key, first_day, last_day, since, kid, series, paper)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
  ),
  found: statement(
    `SELECT ${columns} FROM overlap WHERE key = $1 AND kind = $2 AND first_day <= $3 AND last_day >= $4
     AND NOT ${withdrawn} ORDER BY since, ward, subject`,
  ),
  forget: statement(`DELETE FROM overlap WHERE last_day < $1 OR ${withdrawn}`),
}

/** What wards have alike, over one session. What is due is a ward's, what is compared is the city's. */
export function overlapRows(session: Session): OverlapRows {
  return {
    async addOverlapDue(rows) {
      for (const { ward, id, receivedAt, triedAt } of rows) {
        await session.ward(ward)
        await session.run(sql.add, [ward, id, receivedAt, triedAt])
      }
    },
    overlapDue: (which) => session.all<OverlapDue>(which === 'all' ? sql.all : sql.untried, []),
    async saveOverlapTried({ ward, id }, triedAt) {
      await session.ward(ward)
      await session.run(sql.tried, [ward, id, triedAt])
    },
    async takeOverlapDue({ ward, id }) {
      await session.ward(ward)
      await session.writes()
      return (await session.all(sql.take, [ward, id])).length > 0
    },
    async saveOverlaps(ward, subject, rows) {
      await session.city()
      await session.run(sql.drop, [ward, subject])
      for (const row of rows) {
        const { kind, key, firstDay, lastDay, since, kid, series, paper } = row
        await session.run(sql.save, [ward, subject, kind, key, firstDay, lastDay, since, kid, series, paper])
      }
    },
    async overlaps({ key, kind, firstDay, lastDay }) {
      await session.city()
      return session.all<OverlapRow>(sql.found, [key, kind, lastDay, firstDay])
    },
    async forgetOverlaps(day) {
      await session.city()
      await session.run(sql.forget, [day])
    },
  }
}
