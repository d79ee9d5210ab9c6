import { z } from 'zod'
import { type EventProblem, eventProblemSchema } from '../../../contract/sync/problem.ts'
import { maxFeedBytes } from '../../../contract/sync/feed.ts'
import { caseActs } from '../../../domain/case.ts'
import type { FeedLine, LineRow, StreamRow, SubjectRow } from '../rows.ts'
import type { Rows } from '../store.ts'
import type { Connection } from './open.ts'

/** Streams, lines, feed, subjects and receipts. */
export type JournalRows = Pick<
  Rows,
  | 'stream'
  | 'openStreamOf'
  | 'saveStream'
  | 'lines'
  | 'feedLinesById'
  | 'addLines'
  | 'setVerdict'
  | 'parkedOn'
  | 'parkedSince'
  | 'quarantined'
  | 'linesOfSubject'
  | 'feedHead'
  | 'takePositions'
  | 'addFeed'
  | 'feed'
  | 'subjects'
  | 'saveSubjects'
  | 'addReceipt'
  | 'receipts'
>

/** The journal's rows over one connection. */
export function journalRows(db: Connection): JournalRows {
  return { ...streamRows(db), ...lineRows(db), ...feedRows(db), ...subjectRows(db) }
}

/** What comes back of a row whose `problem` is still JSON text. */
type Stored<T> = Omit<T, 'problem'> & { problem: string | null }

/** The statements name their columns as the row types do, so a row needs only its problem read. */
function readProblem<T extends { problem: string | null }>(row: T) {
  const problem = row.problem === null ? null : eventProblemSchema.parse(JSON.parse(row.problem))
  return { ...row, problem }
}

function problemText(problem: EventProblem | null): string | null {
  return problem === null ? null : JSON.stringify(problem)
}

/** Rows up to the one whose line passes so many bytes. */
function upTo<Row extends { readonly line: string }>(mostBytes: number, rows: Iterable<Row>): Row[] {
  const taken: Row[] = []
  let bytes = 0
  for (const row of rows) {
    taken.push(row)
    bytes += Buffer.byteLength(row.line)
    if (bytes > mostBytes) break
  }
  return taken
}

const streamColumns =
  'id, ward, device, opening, head_seq AS headSeq, head_hash AS headHash, state, last_receipt AS lastReceipt'

function streamRows(db: Connection) {
  const byId = db.prepare<[string], StreamRow>(`SELECT ${streamColumns} FROM stream WHERE id = ?`)
  const open = db.prepare<[string], StreamRow>(
    `SELECT ${streamColumns} FROM stream WHERE device = ? AND state = 'open'`,
  )
  const save = db.prepare<[StreamRow]>(
    `INSERT INTO stream(id, ward, device, opening, head_seq, head_hash, state, last_receipt)
     VALUES (@id, @ward, @device, @opening, @headSeq, @headHash, @state, @lastReceipt)
     ON CONFLICT(id) DO UPDATE SET head_seq = excluded.head_seq, head_hash = excluded.head_hash,
       state = excluded.state, last_receipt = excluded.last_receipt`,
  )
  const addReceipt = db.prepare<[string, number, string]>(
    'INSERT INTO receipt(stream, head_seq, receipt) VALUES (?, ?, ?)',
  )
  const receipts = db.prepare<[string], string>(
    'SELECT receipt FROM receipt WHERE stream = ? ORDER BY head_seq',
  )
  receipts.pluck()
  return {
    stream: async (id: string) => byId.get(id) ?? null,
    openStreamOf: async (device: string) => open.get(device) ?? null,
    saveStream: async (row: StreamRow) => void save.run(row),
    addReceipt: async (stream: string, headSeq: number, receipt: string) =>
      void addReceipt.run(stream, headSeq, receipt),
    receipts: async (stream: string) => receipts.all(stream),
  }
}

const lineColumns =
  'ward, stream, seq, hash, id, subject, line, received_at AS receivedAt, status, problem, pos, repeats'

function lineRows(
  db: Connection,
): Pick<
  JournalRows,
  | 'lines'
  | 'feedLinesById'
  | 'addLines'
  | 'setVerdict'
  | 'parkedOn'
  | 'parkedSince'
  | 'quarantined'
  | 'linesOfSubject'
> {
  type Row = Stored<LineRow>
  const ofStream = db.prepare<[string, number, number], Row>(
    `SELECT ${lineColumns} FROM line WHERE stream = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  )
  const byId = db.prepare<[string, string], Row>(
    `SELECT ${lineColumns} FROM line
     WHERE ward = ? AND pos IS NOT NULL AND id IN (SELECT value FROM json_each(?))`,
  )
  const add = db.prepare<[Row]>(
    `INSERT INTO line(ward, stream, seq, hash, id, subject, line, received_at, status, problem, pos, repeats)
     VALUES (@ward, @stream, @seq, @hash, @id, @subject, @line, @receivedAt, @status, @problem, @pos, @repeats)`,
  )
  const verdict = db.prepare<[string, string | null, string, number]>(
    'UPDATE line SET status = ?, problem = ? WHERE stream = ? AND seq = ?',
  )
  const parkedOn = db.prepare<[string, string], Row>(
    `SELECT ${lineColumns} FROM line
     WHERE ward = ? AND status = 'parked' AND subject IN (SELECT value FROM json_each(?)) ORDER BY pos`,
  )
  const parkedSince = db.prepare<[string], Row>(
    `SELECT ${lineColumns} FROM line WHERE status = 'parked' AND received_at < ? ORDER BY ward, pos`,
  )
  const quarantined = db.prepare<[number], Row>(
    `SELECT ${lineColumns} FROM line WHERE status = 'quarantined' ORDER BY received_at DESC, stream, seq DESC LIMIT ?`,
  )
  const ofSubject = db.prepare<[string, string, number], Row>(
    `SELECT ${lineColumns} FROM line WHERE ward = ? AND subject = ? AND pos IS NOT NULL ORDER BY pos LIMIT ?`,
  )
  return {
    linesOfSubject: async (ward, subject, limit) => ofSubject.all(ward, subject, limit).map(readProblem),
    lines: async (stream, fromSeq, limit, mostBytes = Infinity) =>
      upTo(mostBytes, ofStream.iterate(stream, fromSeq, limit)).map(readProblem),
    feedLinesById: async (ward, ids) => byId.all(ward, JSON.stringify(ids)).map(readProblem),
    addLines: async (rows) => {
      for (const row of rows) add.run({ ...row, problem: problemText(row.problem) })
    },
    setVerdict: async ({ stream, seq }, { status, problem }) =>
      void verdict.run(status, problemText(problem), stream, seq),
    parkedOn: async (ward, subjects) => parkedOn.all(ward, JSON.stringify(subjects)).map(readProblem),
    quarantined: async (limit) => quarantined.all(limit).map(readProblem),
    parkedSince: async (before) => parkedSince.all(before).map(readProblem),
  }
}

function feedRows(db: Connection): Pick<JournalRows, 'feedHead' | 'takePositions' | 'addFeed' | 'feed'> {
  const head = db.prepare<[string], number>('SELECT pos FROM ward WHERE code = ?')
  head.pluck()
  const take = db.prepare<[number, string], number>(
    'UPDATE ward SET pos = pos + ? WHERE code = ? RETURNING pos',
  )
  take.pluck()
  const add = db.prepare(
    `INSERT INTO feed(ward, pos, kind, stream, seq, at, status, problem)
     VALUES (@ward, @pos, @kind, @stream, @seq, @at, @status, @problem)`,
  )
  const page = db.prepare<[string, number, number], Stored<FeedLine>>(
    `SELECT feed.ward, feed.pos, kind, feed.stream, feed.seq, at, feed.status, feed.problem, hash, line
     FROM feed JOIN line ON line.stream = feed.stream AND line.seq = feed.seq
     WHERE feed.ward = ? AND feed.pos > ? ORDER BY feed.pos LIMIT ?`,
  )
  return {
    feedHead: async (ward) => head.get(ward) ?? 0,
    takePositions: async (ward, count) => {
      const last = take.get(count, ward)
      if (last === undefined) throw new Error(`there is no ward ${ward}`)
      return last - count + 1
    },
    addFeed: async (rows) => {
      for (const row of rows) add.run({ ...row, problem: problemText(row.problem) })
    },
    feed: async (ward, after, limit) => upTo(maxFeedBytes, page.iterate(ward, after, limit)).map(readProblem),
  }
}

const earlierSchema = z.array(z.object({ act: z.enum(caseActs), user: z.string() }))

function subjectRows(db: Connection): Pick<JournalRows, 'subjects' | 'saveSubjects'> {
  type Row = Omit<SubjectRow, 'earlier'> & { earlier: string }
  const some = db.prepare<[string, string], Row>(
    `SELECT ward, subject, version, refused_top AS refusedTop, state, earlier
     FROM subject WHERE ward = ? AND subject IN (SELECT value FROM json_each(?))`,
  )
  const save = db.prepare<[Row]>(
    `INSERT OR REPLACE INTO subject(ward, subject, version, refused_top, state, earlier)
     VALUES (@ward, @subject, @version, @refusedTop, @state, @earlier)`,
  )
  return {
    subjects: async (ward, subjects) =>
      some.all(ward, JSON.stringify(subjects)).map((row) => ({
        ...row,
        earlier: earlierSchema.parse(JSON.parse(row.earlier)),
      })),
    saveSubjects: async (rows) => {
      for (const row of rows) save.run({ ...row, earlier: JSON.stringify(row.earlier) })
    },
  }
}
