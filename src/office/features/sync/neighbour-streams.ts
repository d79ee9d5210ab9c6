import type { HubPlace } from '../../../contract/sync/hub.ts'
import { sql, type Reader } from '../../database/store.ts'
import { lineHash, readLine } from '../../journal/line.ts'

/** A line of another PC that the city has not told here. */
export type Untold = { readonly seq: number; readonly hash: string; readonly line: string }

/** What is known of a stream by way of a hub alone, oldest first. */
export function untoldOf(reader: Reader, stream: string): Untold[] {
  const rows = reader.all(
    sql.selectFrom('neighbour_line').select(['seq', 'line']).where('stream', '=', stream).orderBy('seq'),
  )
  return rows.map(({ seq, line }) => ({ seq, hash: lineHash(line), line }))
}

/** The last line of a stream that the city has told here; null: none. */
export function lastTold(reader: Reader, stream: string): HubPlace | null {
  const row = reader.first(
    sql
      .selectFrom('feed_item')
      .select(['seq', 'hash'])
      .where('stream', '=', stream)
      .orderBy('seq', 'desc')
      .limit(1),
  )
  return row ? { stream, ...row } : null
}

/** The last line known of a stream, from the city or by way of a hub; null: none. */
export function lastKnown(reader: Reader, stream: string): HubPlace | null {
  const last = reader.first(
    sql
      .selectFrom('neighbour_line')
      .select(['seq', 'line'])
      .where('stream', '=', stream)
      .orderBy('seq', 'desc')
      .limit(1),
  )
  return last ? { stream, seq: last.seq, hash: lineHash(last.line) } : lastTold(reader, stream)
}

/** Hashes of the lines of a stream that the city has told between two numbers, both included. */
export function hashesTold(reader: Reader, stream: string, from: number, to: number): Map<number, string> {
  const rows = reader.all(
    sql
      .selectFrom('feed_item')
      .select(['seq', 'hash'])
      .where('stream', '=', stream)
      .where('seq', '>=', from)
      .where('seq', '<=', to),
  )
  return new Map(rows.map(({ seq, hash }) => [seq, hash]))
}

/** The hash of the opening record that the first line of a stream names; null where the city has not told that line. */
export function openingTold(reader: Reader, stream: string): string | null {
  const row = reader.first(
    sql
      .selectFrom('feed_item')
      .select('line')
      .where('stream', '=', stream)
      .where('seq', '=', 1)
      .where('line', 'is not', null),
  )
  return row?.line ? (readLine(row.line)?.prev ?? null) : null
}
