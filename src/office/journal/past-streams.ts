import type { KeyObject } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { StreamOpening } from '../../contract/sync/event-line.ts'
import { sql, type Reader, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'
import { lineHash } from './line.ts'
import { insertStream, openingLine } from './opening.ts'
import { readHead } from './rows.ts'

export type PastStream = Selectable<Tables['past_stream']>
/** A line on its way to the city. `of`: where the event stands in this journal, for a line that is told again. */
export type SentLine = {
  readonly seq: number
  readonly id: string
  readonly hash: string
  readonly line: string
  readonly of: { readonly stream: string; readonly seq: number }
}

/** Where a stream ended, and what follows it. `at`: the PC's time as lines write it; `makeId` makes UUIDs. */
export type StreamEnd = {
  /** The past stream being sent, or null for the open one. */
  readonly past: PastStream | null
  readonly seq: number
  readonly hash: string
  readonly reason: StreamOpening['reason']
  /** What follows names no stream before it. */
  readonly isAlone?: boolean
  readonly ward: string
  readonly at: string
  readonly makeId: () => string
}

/** Earlier streams, oldest first. */
export function pastStreams(reader: Reader): PastStream[] {
  return reader.all(sql.selectFrom('past_stream').selectAll().orderBy('place'))
}

/** Lines of a past stream up to its end, from `fromSeq`, at most `limit`. */
export function pastLines(reader: Reader, past: PastStream, fromSeq: number, limit: number): SentLine[] {
  const again = toldAgain(reader, past.stream, fromSeq, limit)
  return (again.length > 0 ? again : eventLines(reader, past.stream, fromSeq, limit)).filter(
    ({ seq }) => seq <= past.end_seq,
  )
}

function toldAgain(reader: Reader, stream: string, fromSeq: number, limit: number): SentLine[] {
  const rows = reader.all(
    sql
      .selectFrom('told_again')
      .selectAll()
      .where('stream', '=', stream)
      .where('seq', '>=', fromSeq)
      .orderBy('seq')
      .limit(limit),
  )
  return rows.map(({ seq, id, hash, line, of_stream, of_seq }) => {
    return { seq, id, hash, line, of: { stream: of_stream, seq: of_seq } }
  })
}

function eventLines(reader: Reader, stream: string, fromSeq: number, limit: number): SentLine[] {
  const rows = reader.all(
    sql
      .selectFrom('event')
      .select(['seq', 'id', 'hash', 'line'])
      .where('stream', '=', stream)
      .where('seq', '>=', fromSeq)
      .orderBy('seq')
      .limit(limit),
  )
  return rows.map((row) => ({ ...row, of: { stream, seq: row.seq } }))
}

/**
 * Ends the stream being sent behind its line `end.seq` and opens a new one, in which the journal goes on. Everything
 * written behind that line is told again first, under the same ids, in a stream of its own between the two. The events
 * themselves stay where they stand. Have the journal read its head anew afterwards.
 */
export function endStream(tx: Transactor, end: StreamEnd, deviceKey: KeyObject): void {
  const { past, seq, hash, reason, isAlone = false, ward, at, makeId } = end
  const newest = readHead(tx).stream
  const tail = past
    ? [...behind(tx, past, seq), ...eventLines(tx, newest, 1, -1)]
    : eventLines(tx, newest, seq + 1, -1)
  if (past) tx.run(sql.deleteFrom('past_stream').where('place', '>=', past.place))
  const stream = past?.stream ?? newest
  tx.run(sql.insertInto('past_stream').values(past ? ended(past, seq) : ended(openOne(tx, newest), seq)))
  let previous = isAlone ? null : { stream, seq, hash }
  if (tail.length > 0) {
    const why = isAlone ? 'key-change' : 'fork'
    const opening = openingLine({ stream: makeId(), ward, reason: why, previous, at }, deviceKey)
    previous = tellAgain(tx, opening, tail)
  }
  insertStream(tx, { stream: makeId(), ward, reason, previous, at }, deviceKey)
  const fresh = readHead(tx)
  tx.run(sql.updateTable('sync').set({ acked_seq: 0, acked_hash: fresh.hash, receipt: null }))
}

/** What a past stream and those after it have behind a line. */
function behind(tx: Transactor, past: PastStream, seq: number): SentLine[] {
  const later = pastStreams(tx).filter(({ place }) => place > past.place)
  return [...pastLines(tx, past, seq + 1, -1), ...later.flatMap((one) => pastLines(tx, one, 1, -1))]
}

type NewPast = Omit<PastStream, 'place'>

function ended({ stream, opening_line, opening_hash }: NewPast, seq: number): NewPast {
  return { stream, opening_line, opening_hash, end_seq: seq, acked_seq: seq }
}

function openOne(tx: Transactor, id: string): NewPast {
  const row = tx.first(sql.selectFrom('stream').selectAll().where('id', '=', id))
  if (!row) throw new Error('no stream is open')
  const { opening_line, opening_hash } = row
  return { stream: id, opening_line, opening_hash, end_seq: 0, acked_seq: 0 }
}

/** Writes the lines into a stream of their own; answers where it ends. */
function tellAgain(tx: Transactor, opening: string, tail: readonly SentLine[]) {
  const { stream } = JSON.parse(opening) as StreamOpening // written just before
  let head = { stream, seq: 0, hash: lineHash(opening) }
  const row = { stream, opening_line: opening, opening_hash: head.hash, end_seq: tail.length, acked_seq: 0 }
  tx.run(sql.insertInto('past_stream').values(row))
  for (const { id, line, of } of tail) {
    const seq = head.seq + 1
    // Only its place changes: the city compares everything else.
    const again = JSON.stringify({ ...JSON.parse(line), stream, seq, prev: head.hash })
    head = { stream, seq, hash: lineHash(again) }
    const place = { of_stream: of.stream, of_seq: of.seq }
    tx.run(sql.insertInto('told_again').values({ stream, seq, id, hash: head.hash, line: again, ...place }))
  }
  return head
}

/**
 * Where the event of a line stands in this journal, whichever stream the city has it in. Null for a line that stood in
 * an ended stream behind its end: it is not this journal's.
 */
export function placeOf(reader: Reader, stream: string, seq: number): SentLine['of'] | null {
  const again = reader.first(
    sql.selectFrom('told_again').selectAll().where('stream', '=', stream).where('seq', '=', seq),
  )
  if (again) return { stream: again.of_stream, seq: again.of_seq }
  const past = reader.first(sql.selectFrom('past_stream').selectAll().where('stream', '=', stream))
  return past && seq > past.end_seq ? null : { stream, seq }
}

/** Tells whether the city has signed for an event, by where it stands in this journal. Reads once for many. */
export function acknowledged(reader: Reader): (stream: string, seq: number) => boolean {
  const open = readHead(reader).stream
  const acked = reader.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  const past = new Map(pastStreams(reader).map((one) => [one.stream, one]))
  return (stream, seq) => {
    if (stream === open) return seq <= acked
    if (seq <= (past.get(stream)?.end_seq ?? 0)) return true
    const again = reader.first(
      sql.selectFrom('told_again').selectAll().where('of_stream', '=', stream).where('of_seq', '=', seq),
    )
    if (again) return again.seq <= (past.get(again.stream)?.acked_seq ?? 0)
    // A line of another PC is known from the city alone.
    return !isHere(reader, stream, seq)
  }
}

function isHere(reader: Reader, stream: string, seq: number): boolean {
  const here = sql.selectFrom('event').select('id').where('stream', '=', stream).where('seq', '=', seq)
  return reader.first(here) !== undefined
}
