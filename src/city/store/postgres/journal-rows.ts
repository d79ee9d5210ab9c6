import { z } from 'zod'
import { maxFeedBytes } from '../../../contract/sync/feed.ts'
import { caseActs } from '../../../domain/case.ts'
import type { FeedLine, StreamRow, SubjectRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import { place } from './office-rows.ts'
import { problemText, readProblem, type Stored } from './problems.ts'
import { type Session, statement } from './session.ts'

/** Streams, feed, subjects and receipts. */
type JournalRows = Pick<
  Rows,
  | 'stream'
  | 'openStreamOf'
  | 'saveStream'
  | 'feedHead'
  | 'takePositions'
  | 'addFeed'
  | 'feed'
  | 'subjects'
  | 'saveSubjects'
  | 'addReceipt'
  | 'receipts'
>

/** Streams, feed, subjects and receipts over one session. */
export function journalRows(session: Session): JournalRows {
  return { ...streamRows(session), ...receiptRows(session), ...feedRows(session), ...subjectRows(session) }
}

const streamColumns = `id, ward, device, opening, head_seq AS "headSeq", head_hash AS "headHash", state,
  last_receipt AS "lastReceipt"`

const sql = {
  stream: statement(`SELECT ${streamColumns} FROM stream WHERE ward = $1 AND id = $2`),
  openStream: statement(
    `SELECT ${streamColumns} FROM stream WHERE ward = $1 AND device = $2 AND state = 'open'`,
  ),
  saveStream: statement(
    `INSERT INTO stream(ward, id, device, opening, head_seq, head_hash, state, last_receipt)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (ward, id) DO UPDATE SET head_seq = excluded.head_seq, head_hash = excluded.head_hash,
       state = excluded.state, last_receipt = excluded.last_receipt`,
  ),
  addReceipt: statement('INSERT INTO receipt(ward, stream, head_seq, receipt) VALUES ($1, $2, $3, $4)'),
  receipts: statement('SELECT receipt FROM receipt WHERE ward = $1 AND stream = $2 ORDER BY head_seq'),
  head: statement('SELECT pos FROM ward WHERE code = $1'),
  take: statement('UPDATE ward SET pos = pos + $2 WHERE code = $1 RETURNING pos'),
  addFeed: statement(
    `INSERT INTO feed(ward, pos, kind, stream, seq, at, status, problem)
     SELECT * FROM unnest($1::text[], $2::bigint[], $3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[],
       $8::text[])`,
  ),
  feed: statement(
    `SELECT ward, pos, kind, stream, seq, at, status, problem, hash, line FROM
       (SELECT page.*, hash, line, sum(octet_length(line)) OVER (ORDER BY page.pos) - octet_length(line) AS before FROM
          (SELECT ward, pos, kind, stream, seq, at, status, problem FROM feed
           WHERE ward = $1 AND pos > $2 ORDER BY pos LIMIT $3) AS page
        CROSS JOIN LATERAL
          (SELECT hash, line FROM line
           WHERE line.ward = $1 AND line.stream = page.stream AND line.seq = page.seq LIMIT 1) AS sent) AS told
     WHERE before <= ${maxFeedBytes} ORDER BY pos`,
  ),
  // Key by key, as in line-rows.ts.
  subjects: statement(
    `SELECT found.* FROM unnest($2::text[]) AS asked(subject) CROSS JOIN LATERAL
       (SELECT ward, subject, version, refused_top AS "refusedTop", state, earlier FROM subject AS known
        WHERE known.ward = $1 AND known.subject = asked.subject LIMIT 1) AS found`,
  ),
  saveSubjects: statement(
    `INSERT INTO subject(ward, subject, version, refused_top, state, earlier)
     SELECT * FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[], $5::text[], $6::text[])
     ON CONFLICT (ward, subject) DO UPDATE SET version = excluded.version, refused_top = excluded.refused_top,
       state = excluded.state, earlier = excluded.earlier`,
  ),
}

function streamRows(session: Session): Pick<JournalRows, 'stream' | 'openStreamOf' | 'saveStream'> {
  return {
    async stream(id) {
      const ward = await session.wardOf('stream', id)
      if (ward === null) return null
      return (await session.all<StreamRow>(sql.stream, [ward, id]))[0] ?? null
    },
    async openStreamOf(device) {
      const ward = await session.wardOf('device', device)
      if (ward === null) return null
      return (await session.all<StreamRow>(sql.openStream, [ward, device]))[0] ?? null
    },
    async saveStream({ id, ward, device, opening, headSeq, headHash, state, lastReceipt }) {
      await place(session, 'stream', id, ward)
      await session.run(sql.saveStream, [ward, id, device, opening, headSeq, headHash, state, lastReceipt])
    },
  }
}

function receiptRows(session: Session): Pick<JournalRows, 'addReceipt' | 'receipts'> {
  return {
    async addReceipt(stream, headSeq, receipt) {
      const ward = await session.wardOf('stream', stream)
      if (ward === null) throw new Error('there is no such stream')
      await session.run(sql.addReceipt, [ward, stream, headSeq, receipt])
    },
    async receipts(stream) {
      const ward = await session.wardOf('stream', stream)
      if (ward === null) return []
      return (await session.all<{ receipt: string }>(sql.receipts, [ward, stream])).map(
        ({ receipt }) => receipt,
      )
    },
  }
}

function feedRows(session: Session): Pick<JournalRows, 'feedHead' | 'takePositions' | 'addFeed' | 'feed'> {
  return {
    async feedHead(ward) {
      await session.ward(ward)
      return (await session.all<{ pos: number }>(sql.head, [ward]))[0]?.pos ?? 0
    },
    async takePositions(ward, count) {
      await session.ward(ward)
      await session.writes()
      const [row] = await session.all<{ pos: number }>(sql.take, [ward, count])
      if (!row) throw new Error(`there is no ward ${ward}`)
      return row.pos - count + 1
    },
    async addFeed(rows) {
      if (rows.length === 0) return
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      await session.run(sql.addFeed, [
        rows.map((row) => row.ward),
        rows.map((row) => row.pos),
        rows.map((row) => row.kind),
        rows.map((row) => row.stream),
        rows.map((row) => row.seq),
        rows.map((row) => row.at),
        rows.map((row) => row.status),
        rows.map((row) => problemText(row.problem)),
      ])
    },
    async feed(ward, after, limit) {
      await session.ward(ward)
      return (await session.all<Stored<FeedLine>>(sql.feed, [ward, after, limit])).map(readProblem)
    },
  }
}

const earlierSchema = z.array(z.object({ act: z.enum(caseActs), user: z.string() }))

function subjectRows(session: Session): Pick<JournalRows, 'subjects' | 'saveSubjects'> {
  type Row = Omit<SubjectRow, 'earlier'> & { earlier: string }
  return {
    async subjects(ward, subjects) {
      await session.ward(ward)
      const rows = await session.all<Row>(sql.subjects, [ward, [...new Set(subjects)]])
      return rows.map((row) => ({ ...row, earlier: earlierSchema.parse(JSON.parse(row.earlier)) }))
    },
    async saveSubjects(all) {
      // One statement can replace a row only once: of two about the same subject the later one counts.
      const rows = [...new Map(all.map((row) => [`${row.ward} ${row.subject}`, row])).values()]
      if (rows.length === 0) return
      for (const ward of new Set(rows.map((row) => row.ward))) await session.ward(ward)
      await session.run(sql.saveSubjects, [
        rows.map((row) => row.ward),
        rows.map((row) => row.subject),
        rows.map((row) => row.version),
        rows.map((row) => row.refusedTop),
        rows.map((row) => row.state),
        rows.map((row) => JSON.stringify(row.earlier)),
      ])
    },
  }
}
