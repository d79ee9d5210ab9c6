import type { EventLine } from '../../contract/sync/event-line.ts'
import { sql, type Reader, type Store, type Transactor } from '../database/store.ts'
import type { Project } from './journal.ts'
import { firstBreak, readLine } from './line.ts'
import { openPersonal, readSubjectKey } from './personal.ts'
import { type Head, insertEvent, keyRecords, readHead } from './rows.ts'
import type { Spool, SpoolRecord } from './spool.ts'

export type Recovery = {
  /** Lines SQLite had lost and the spool gave back. */
  readonly healed: number
  /** Records the spool was missing and got. */
  readonly respooled: number
  /** Records of the spool that could not be opened. */
  readonly damagedRecords: number
}

const checkedLines = 1000

/**
 * Compares the store with its second copy at start: a store that is behind is healed from the spool, a spool that is
 * behind gets what it misses. Throws when the last 1,000 lines of the store do not form a chain.
 */
export function recover(store: Store, spool: Spool, project: Project): Recovery {
  const head = readHead(store)
  assertChain(store, head.stream)
  const { records, damaged } = spool.read(head.stream, head.seq)
  const healed = store.transact((tx) => heal(tx, project, head, records))
  const missing = missingRecords(store, head, records)
  if (missing.length > 0) spool.append(head.stream, missing)
  return { healed, respooled: missing.length, damagedRecords: damaged }
}

function heal(tx: Transactor, project: Project, head: Head, records: readonly SpoolRecord[]): number {
  const lines = new Map<number, string>()
  for (const record of records) {
    if ('line' in record) lines.set(record.seq, record.line)
    else if (record.seq > head.seq) keepKey(tx, record)
  }
  let at = head
  let line = lines.get(at.seq + 1)
  while (line !== undefined && firstBreak([line], at) === null) {
    const event = readLine(line)
    if (!event) break
    at = { stream: at.stream, seq: event.seq, hash: insertEvent(tx, event, line) }
    projectStored(tx, event, project)
    line = lines.get(at.seq + 1)
  }
  return at.seq - head.seq
}

function keepKey(tx: Transactor, record: { seq: number; subject: string; key: string }): void {
  tx.run(
    sql
      .insertInto('subject_key')
      .values({ subject: record.subject, key: Buffer.from(record.key, 'base64'), first_seq: record.seq })
      .onConflict((conflict) => conflict.doNothing()),
  )
}

/** Projects a line out of the store. A line whose subject's key was destroyed keeps its place and projects nothing. */
export function projectStored(tx: Transactor, event: EventLine, project: Project): void {
  if (!event.personal) return project(tx, event, null)
  const key = readSubjectKey(tx, event.subject)
  const personal = key ? openPersonal(key, event.id, event.personal) : null
  if (personal !== null) project(tx, event, personal)
}

function missingRecords(store: Reader, head: Head, records: readonly SpoolRecord[]): SpoolRecord[] {
  const spooled = new Set(records.flatMap((record) => ('line' in record ? [record.seq] : [])))
  const firstSpooled = Math.min(head.seq, ...spooled)
  const missing = store
    .all(
      sql
        .selectFrom('event')
        .select(['seq', 'line'])
        .where('stream', '=', head.stream)
        .where('seq', '>=', Math.max(1, firstSpooled))
        .orderBy('seq'),
    )
    .filter(({ seq }) => !spooled.has(seq))
  return missing.flatMap(({ seq, line }) => [...keyRecords(store, seq), { seq, line }])
}

function assertChain(store: Reader, stream: string): void {
  const tail = store.all(
    sql
      .selectFrom('event')
      .select(['seq', 'line', 'hash'])
      .where('stream', '=', stream)
      .orderBy('seq', 'desc')
      .limit(checkedLines),
  )
  const [first, ...rest] = tail.toReversed()
  if (!first) return
  const broken = firstBreak(
    rest.map(({ line }) => line),
    { stream, seq: first.seq, hash: first.hash },
  )
  if (broken) throw new Error(`journal line ${broken.seq}: ${broken.reason}`)
}
