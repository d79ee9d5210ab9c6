import type { EventLine } from '../../contract/sync/event-line.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Reader } from '../database/store.ts'
import { readLine } from './line.ts'

/** A line that counts: written here, or by another PC of the ward and accepted by the city or told by the ward's hub. */
export type KnownLine = {
  readonly event: EventLine
  /** Where the city's order has it; null as long as it has none. */
  readonly pos: number | null
}

const feedOf = composedOnce(({ subject }: { subject: string }) =>
  sql
    .selectFrom('feed_item')
    .select(['pos', 'stream', 'seq', 'id', 'line'])
    .where('subject', '=', subject)
    .orderBy('pos'),
)
const verdictOf = composedOnce(({ stream, seq }: { stream: string; seq: number }) =>
  sql
    .selectFrom('feed_item')
    .select('status')
    .where('stream', '=', stream)
    .where('seq', '=', seq)
    .orderBy('pos', 'desc')
    .limit(1),
)
const ownOf = composedOnce(({ subject }: { subject: string }) =>
  sql
    .selectFrom('event')
    .leftJoin('event_result as result', (join) =>
      join.onRef('result.stream', '=', 'event.stream').onRef('result.seq', '=', 'event.seq'),
    )
    .select(['event.id as id', 'event.line as line', 'result.status as status', 'result.pos as pos'])
    .where('subject', '=', subject)
    .orderBy('lc'),
)

const neighboursOf = composedOnce(({ subject }: { subject: string }) =>
  sql.selectFrom('neighbour_line').select('line').where('subject', '=', subject),
)

/**
 * The lines about a subject that count, in the order in which they do: what the city has accepted in its order, then
 * what it has not judged yet, as this PC and its neighbours wrote it. What the city refused is left out, and of one
 * event that stands in two places only one is told.
 */
export function linesAbout(reader: Reader, subject: string): KnownLine[] {
  const own = new Map(reader.all(ownOf({ subject })).map((row) => [row.id, row]))
  const lines: KnownLine[] = []
  for (const { pos, stream, seq, id, line } of reader.all(feedOf({ subject }))) {
    const mine = id === null ? undefined : own.get(id)
    const status = reader.first(verdictOf({ stream, seq }))?.status
    if (status === 'accepted') lines.push(...known(mine?.line ?? line, pos))
    // What this PC wrote and the city has not judged for good still counts here.
    else if (mine && status !== 'refused') continue
    if (id !== null && (status === 'accepted' || status === 'refused')) own.delete(id)
  }
  for (const { line, status, pos } of own.values()) {
    if (status === 'refused') continue
    lines.push(...known(line, status === 'accepted' || status === 'duplicate' ? pos : null))
  }
  for (const { line } of reader.all(neighboursOf({ subject }))) lines.push(...known(line, null))
  return lines.toSorted(inOrder)
}

function known(line: string | null, pos: number | null): KnownLine[] {
  const event = line === null ? null : readLine(line)
  return event ? [{ event, pos }] : []
}

function inOrder(one: KnownLine, other: KnownLine): number {
  const place = ({ pos }: KnownLine) => pos ?? Number.POSITIVE_INFINITY
  if (place(one) !== place(other)) return place(one) - place(other)
  const [first, second] = [one.event, other.event]
  // Two PCs may have come to the same Lamport time: any order that all of them find.
  return first.lc - second.lc || compare(first.stream, second.stream) || first.seq - second.seq
}

function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}

const othersAbout = composedOnce(({ subject }: { subject: string }) =>
  sql
    .selectFrom('feed_item')
    .select('pos')
    .where('subject', '=', subject)
    .where('type', 'not like', 'city.%')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('event').select('event.id').whereRef('event.id', '=', 'feed_item.id'))),
    )
    .limit(1),
)

/** Whether a neighbour has said something of a subject that the city has not told. */
export function isToldByNeighbours(reader: Reader, subject: string): boolean {
  return reader.first(neighboursOf({ subject })) !== undefined
}

/** Whether there is a line about a subject that this PC did not write, or has lost. */
export function isShared(reader: Reader, subject: string): boolean {
  return reader.first(othersAbout({ subject })) !== undefined || isToldByNeighbours(reader, subject)
}
