import { sql as raw } from 'kysely'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { composedOnce } from '../database/composed.ts'
import { sql, type Reader, type Transactor } from '../database/store.ts'
import type { Tables } from '../database/tables.ts'
import { lineHash } from './line.ts'
import type { SpoolRecord } from './spool.ts'

export type Head = { readonly stream: string; readonly seq: number; readonly hash: string }

/**
 * The head of the newest stream: seq 0 and the hash of its opening record when nothing is written yet.
 * Newest is the one inserted last: the wall clock may have jumped between two openings.
 */
export function readHead(reader: Reader): Head {
  const stream = reader.first(sql.selectFrom('stream').selectAll().orderBy(raw`rowid`, 'desc').limit(1))
  if (!stream) throw new Error('no stream is open')
  const last = reader.first(
    sql
      .selectFrom('event')
      .select(['seq', 'hash'])
      .where('stream', '=', stream.id)
      .orderBy('seq', 'desc')
      .limit(1),
  )
  return { stream: stream.id, seq: last?.seq ?? 0, hash: last?.hash ?? stream.opening_hash }
}

const insertRow = composedOnce((row: Tables['event']) => sql.insertInto('event').values(row))
const keysFirstUsedIn = composedOnce(({ seq }: { seq: number }) =>
  sql.selectFrom('subject_key').select(['subject', 'key']).where('first_seq', '=', seq),
)

/** Stores a line as it is; answers its hash. */
export function insertEvent(tx: Transactor, event: EventLine, line: string): string {
  const hash = lineHash(line)
  const { stream, seq, id, type, subject, lc } = event
  tx.run(insertRow({ stream, seq, id, hash, type, subject, lc, at: event.at.wall, line }))
  return hash
}

/** The subject keys first used in a line, as the spool keeps them. */
export function keyRecords(store: Reader, seq: number): SpoolRecord[] {
  return store
    .all(keysFirstUsedIn({ seq }))
    .map(({ subject, key }) => ({ seq, subject, key: key.toString('base64') }))
}
