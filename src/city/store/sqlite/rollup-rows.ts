import type { CategoryRow, RollupRow, RollupRows } from '../rollup-rows.ts'
import type { Connection } from './open.ts'

/** Tables of the daily counts; `schema.ts` takes them as a step. */
export const rollupSchema = `
CREATE TABLE rollup(ward TEXT NOT NULL REFERENCES ward(code), day TEXT NOT NULL, category INTEGER NOT NULL,
  result TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY(day, ward, category, result)) STRICT, WITHOUT ROWID;
CREATE TABLE case_category(ward TEXT NOT NULL, subject TEXT NOT NULL, category INTEGER NOT NULL,
  PRIMARY KEY(ward, subject)) STRICT, WITHOUT ROWID;
CREATE INDEX line_quarantined ON line(received_at) WHERE status = 'quarantined';
`

/** Daily counts over one connection. */
export function rollupRows(db: Connection): RollupRows {
  const add = db.prepare<[RollupRow]>(
    `INSERT INTO rollup(ward, day, category, result, count) VALUES (@ward, @day, @category, @result, @count)
     ON CONFLICT(day, ward, category, result) DO UPDATE SET count = count + excluded.count`,
  )
  const some = db.prepare<[string, string], RollupRow>(
    `SELECT ward, day, category, result, count FROM rollup WHERE day BETWEEN ? AND ?
     ORDER BY day, ward, category, result`,
  )
  const clear = db.prepare<[string]>('DELETE FROM rollup WHERE ward = ?')
  const clearCategories = db.prepare<[string]>('DELETE FROM case_category WHERE ward = ?')
  const categories = db.prepare<[string, string], CategoryRow>(
    `SELECT ward, subject, category FROM case_category
     WHERE ward = ? AND subject IN (SELECT value FROM json_each(?)) ORDER BY subject`,
  )
  const save = db.prepare<[CategoryRow]>(
    `INSERT INTO case_category(ward, subject, category) VALUES (@ward, @subject, @category)
     ON CONFLICT(ward, subject) DO UPDATE SET category = excluded.category`,
  )
  return {
    addRollups: async (rows) => {
      for (const row of rows) add.run(row)
    },
    rollups: async (from, to) => some.all(from, to),
    clearRollups: async (ward) => {
      clear.run(ward)
      clearCategories.run(ward)
    },
    categories: async (ward, subjects) => categories.all(ward, JSON.stringify(subjects)),
    saveCategories: async (rows) => {
      for (const row of rows) save.run(row)
    },
  }
}
