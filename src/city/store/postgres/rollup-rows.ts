import type { CategoryRow, RollupRow, RollupRows } from '../rollup-rows.ts'
import { type Session, statement } from './session.ts'

const sql = {
  // Summed before they are added: one statement can touch a row only once.
  add: statement(
    `INSERT INTO rollup(ward, day, category, result, count)
     SELECT ward, day, category, result, sum(count)
     FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::bigint[])
       AS told(ward, day, category, result, count)
     GROUP BY ward, day, category, result
     ON CONFLICT (ward, day, category, result) DO UPDATE SET count = rollup.count + excluded.count`,
  ),
  some: statement(
    `SELECT ward, day, category, result, count FROM rollup WHERE day BETWEEN $1 AND $2
     ORDER BY day, ward, category, result`,
  ),
  clear: statement('DELETE FROM rollup WHERE ward = $1'),
  clearCategories: statement('DELETE FROM case_category WHERE ward = $1'),
  // Key by key, as in line-rows.ts.
  categories: statement(
    `SELECT found.* FROM unnest($2::text[]) AS asked(subject) CROSS JOIN LATERAL
       (SELECT ward, subject, category FROM case_category AS known
        WHERE known.ward = $1 AND known.subject = asked.subject LIMIT 1) AS found ORDER BY found.subject`,
  ),
  save: statement(
    `INSERT INTO case_category(ward, subject, category) SELECT * FROM unnest($1::text[], $2::text[], $3::integer[])
     ON CONFLICT (ward, subject) DO UPDATE SET category = excluded.category`,
  ),
}

/** Daily counts over one session. */
export function rollupRows(session: Session): RollupRows {
  return {
    async addRollups(rows) {
      if (rows.length === 0) return
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      await session.run(sql.add, [
        rows.map((row) => row.ward),
        rows.map((row) => row.day),
        rows.map((row) => row.category),
        rows.map((row) => row.result),
        rows.map((row) => row.count),
      ])
    },
    rollups: (from, to) => session.all<RollupRow>(sql.some, [from, to]),
    async clearRollups(ward) {
      await session.ward(ward)
      await session.run(sql.clear, [ward])
      await session.run(sql.clearCategories, [ward])
    },
    async categories(ward, subjects) {
      await session.ward(ward)
      return session.all<CategoryRow>(sql.categories, [ward, [...new Set(subjects)]])
    },
    async saveCategories(all) {
      const rows = [...new Map(all.map((row) => [`${row.ward} ${row.subject}`, row])).values()]
      if (rows.length === 0) return
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      await session.run(sql.save, [
        rows.map((row) => row.ward),
        rows.map((row) => row.subject),
        rows.map((row) => row.category),
      ])
    },
  }
}
