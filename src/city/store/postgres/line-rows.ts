import type { LineRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import { problemText, readProblem, type Stored } from './problems.ts'
import { type Session, statement } from './session.ts'

/** The lines the wards' PCs have sent. */
type LineRows = Pick<
  Rows,
  | 'lines'
  | 'feedLinesById'
  | 'addLines'
  | 'setVerdict'
  | 'parkedOn'
  | 'parkedSince'
  | 'quarantined'
  | 'linesOfSubject'
>

const columns =
  'ward, stream, seq, hash, id, subject, line, received_at AS "receivedAt", status, problem, pos, repeats'

/*
 * Lists are looked up key by key (`LATERAL` with a fence), whatever the planner believes of a table: before it has
 * statistics it takes a ward for a few rows and would read all of them. No list names a key twice.
 */
const sql = {
  ofStream: statement(
    `SELECT ${columns} FROM line WHERE ward = $1 AND stream = $2 AND seq >= $3 ORDER BY seq LIMIT $4`,
  ),
  // Asked only by who reads a whole stream.
  ofStreamUpTo: statement(
    `SELECT ${columns} FROM
       (SELECT *, sum(octet_length(line)) OVER (ORDER BY seq) - octet_length(line) AS before FROM
          (SELECT * FROM line WHERE ward = $1 AND stream = $2 AND seq >= $3 ORDER BY seq LIMIT $4) AS page) AS told
     WHERE before <= $5 ORDER BY seq`,
  ),
  byId: statement(
    `SELECT found.* FROM unnest($2::text[]) AS asked(id) CROSS JOIN LATERAL
       (SELECT ${columns} FROM line WHERE line.ward = $1 AND line.id = asked.id AND pos IS NOT NULL LIMIT 1) AS found`,
  ),
  add: statement(
    `INSERT INTO line(ward, stream, seq, hash, id, subject, line, received_at, status, problem, pos, repeats)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[],
       $8::text[], $9::text[], $10::text[], $11::bigint[], $12::bigint[])`,
  ),
  verdict: statement(
    'UPDATE line SET status = $4, problem = $5 WHERE ward = $1 AND stream = $2 AND seq = $3',
  ),
  parkedOn: statement(
    `SELECT found.* FROM unnest($2::text[]) AS asked(subject) CROSS JOIN LATERAL
       (SELECT ${columns} FROM line
        WHERE line.ward = $1 AND line.subject = asked.subject AND status = 'parked' OFFSET 0) AS found
     ORDER BY found.pos`,
  ),
  parkedWards: statement(
    `SELECT DISTINCT ward FROM line WHERE status = 'parked' AND received_at < $1 ORDER BY ward`,
  ),
  parkedSince: statement(
    `SELECT ${columns} FROM line WHERE status = 'parked' AND received_at < $1 ORDER BY ward, pos`,
  ),
  quarantined: statement(
    `SELECT ${columns} FROM line WHERE status = 'quarantined' ORDER BY received_at DESC, stream, seq DESC LIMIT $1`,
  ),
  ofSubject: statement(
    `SELECT ${columns} FROM line WHERE ward = $1 AND subject = $2 AND pos IS NOT NULL ORDER BY pos LIMIT $3`,
  ),
}

/** The lines over one session. */
export function lineRows(session: Session): LineRows {
  type Row = Stored<LineRow>
  return {
    ...addingRows(session),
    async lines(stream, fromSeq, limit, mostBytes) {
      const ward = await session.wardOf('stream', stream)
      if (ward === null) return []
      const place = [ward, stream, fromSeq, limit]
      const rows = await (mostBytes === undefined
        ? session.all<Row>(sql.ofStream, place)
        : session.all<Row>(sql.ofStreamUpTo, [...place, mostBytes]))
      return rows.map(readProblem)
    },
    async feedLinesById(ward, ids) {
      await session.ward(ward)
      return (await session.all<Row>(sql.byId, [ward, [...new Set(ids)]])).map(readProblem)
    },
    async parkedOn(ward, subjects) {
      await session.ward(ward)
      return (await session.all<Row>(sql.parkedOn, [ward, [...new Set(subjects)]])).map(readProblem)
    },
    async parkedSince(before) {
      for (const { ward } of await session.all<{ ward: string }>(sql.parkedWards, [before]))
        await session.ward(ward)
      return (await session.all<Row>(sql.parkedSince, [before])).map(readProblem)
    },
    async quarantined(limit) {
      return (await session.all<Row>(sql.quarantined, [limit])).map(readProblem)
    },
    async linesOfSubject(ward, subject, limit) {
      await session.ward(ward)
      return (await session.all<Row>(sql.ofSubject, [ward, subject, limit])).map(readProblem)
    },
  }
}

function addingRows(session: Session): Pick<LineRows, 'addLines' | 'setVerdict'> {
  return {
    async addLines(rows) {
      if (rows.length === 0) return
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      await session.run(sql.add, [
        rows.map((row) => row.ward),
        rows.map((row) => row.stream),
        rows.map((row) => row.seq),
        rows.map((row) => row.hash),
        rows.map((row) => row.id),
        rows.map((row) => row.subject),
        rows.map((row) => row.line),
        rows.map((row) => row.receivedAt),
        rows.map((row) => row.status),
        rows.map((row) => problemText(row.problem)),
        rows.map((row) => row.pos),
        rows.map((row) => row.repeats),
      ])
    },
    async setVerdict({ stream, seq }, { status, problem }) {
      const ward = await session.wardOf('stream', stream)
      if (ward !== null) await session.run(sql.verdict, [ward, stream, seq, status, problemText(problem)])
    },
  }
}
