import type { EventLine } from '../../contract/sync/event-line.ts'
import { Refusal } from '../../contract/refusals.ts'
import { upcastEvent, upcastPersonal } from '../../contract/events/upcast.ts'
import { sql, type Reader, type Store, type Transactor } from '../database/store.ts'
import { refusingFullDisk } from './full-disk.ts'
import type { Project } from './journal.ts'
import { firstBreak, lineHash, readLine } from './line.ts'
import { openPersonal, readSubjectKey } from './personal.ts'
import { type Head, insertEvent, keyRecords, readHead } from './rows.ts'
import { firstOfFile, type Spool, type SpoolRecord } from './spool.ts'

export type Recovery = {
  /** Lines SQLite had lost and the spool gave back. */
  readonly healed: number
  /** Records the spool was missing and got. */
  readonly respooled: number
  /** Records of the spool that could not be opened, or whose line does not join the journal. */
  readonly damagedRecords: number
}

const checkedLines = 1000

/**
 * Compares the store with its second copy at start: a store that is behind is healed from the spool, a spool that is
 * behind gets what it misses, a damaged one is set aside and written anew. Throws when the last 1,000 lines of the
 * store do not form a chain, `disk-full`, and `copy-not-written` when the spool cannot be written.
 */
export function recover(store: Store, spool: Spool, project: Project): Recovery {
  const head = readHead(store)
  assertChain(store, head)
  const { records, damaged } = spool.read(head.stream, head.seq)
  const healed = refusingFullDisk(ignore, () => store.transact((tx) => heal(tx, project, head, records)))
  const unjoined = records.filter((record) => 'line' in record && record.seq > head.seq + healed).length
  const isWhole = damaged + unjoined === 0
  const missing = missingRecords(store, head, isWhole ? records : [])
  refusingFullDisk(ignore, () =>
    writeCopy(() => {
      if (!isWhole) spool.setAside(head.stream, head.seq)
      if (missing.length > 0) spool.append(head.stream, missing)
    }),
  )
  // The healed lines, and at the very first start the stream itself.
  store.settle()
  return { healed, respooled: missing.length, damagedRecords: damaged + unjoined }
}

function ignore(): void {
  // The ballast is laid after recovery; there is none to drop yet.
}

function writeCopy(work: () => void): void {
  try {
    work()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') throw error
    throw new Refusal('copy-not-written', { detail: error instanceof Error ? error.message : 'spool' })
  }
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

/**
 * Projects a line out of the store, whichever version it was written in. A line whose subject's key was destroyed keeps
 * its place and projects nothing.
 */
export function projectStored(tx: Transactor, stored: EventLine, project: Project): void {
  const read = readStored(tx, stored)
  if (read && (!stored.personal || read.personal !== null)) project(tx, read.event, read.personal)
}

/**
 * A stored line as the newest version says it, with its personal part (null: it has none, or none that can be read any
 * more); null for one of a newer program, which is told again by the rebuild that follows the update.
 */
export function readStored(
  reader: Reader,
  stored: EventLine,
): { readonly event: EventLine; readonly personal: unknown } | null {
  const event = upcastEvent(stored)
  if (!event) return null
  const key = stored.personal && readSubjectKey(reader, stored.subject)
  const personal = key && stored.personal ? openPersonal(key, stored.id, stored.personal) : null
  return { event, personal: personal === null ? null : upcastPersonal(stored, personal) }
}

/** What the spool's file at the head, and all later ones, should hold and do not. */
function missingRecords(store: Reader, head: Head, records: readonly SpoolRecord[]): SpoolRecord[] {
  const spooled = new Set(records.flatMap((record) => ('line' in record ? [record.seq] : [])))
  const missing = store
    .all(
      sql
        .selectFrom('event')
        .select(['seq', 'line'])
        .where('stream', '=', head.stream)
        .where('seq', '>=', firstOfFile(head.seq))
        .orderBy('seq'),
    )
    .filter(({ seq }) => !spooled.has(seq))
  return missing.flatMap(({ seq, line }) => [...keyRecords(store, seq), { seq, line }])
}

/** The last lines form a chain that ends in the head; a short journal's begins at its opening record. */
function assertChain(store: Reader, head: Head): void {
  const tail = store
    .all(
      sql
        .selectFrom('event')
        .select(['seq', 'line'])
        .where('stream', '=', head.stream)
        .orderBy('seq', 'desc')
        .limit(checkedLines),
    )
    .toReversed()
  const last = tail.at(-1)
  if (!last) return
  const before = beforeFirst(store, head.stream, tail[0]?.seq ?? 1)
  const broken = firstBreak(
    tail.map(({ line }) => line),
    before,
  )
  if (broken) throw new Error(`journal line ${broken.seq}: ${broken.reason}`)
  if (lineHash(last.line) !== head.hash) throw new Error(`journal line ${last.seq}: hash`)
}

function beforeFirst(store: Reader, stream: string, seq: number): Head {
  const before = store.first(
    sql
      .selectFrom('event')
      .select('hash')
      .where('stream', '=', stream)
      .where('seq', '=', seq - 1),
  )
  const opening = store.first(sql.selectFrom('stream').select('opening_hash').where('id', '=', stream))
  const hash = before?.hash ?? opening?.opening_hash
  if (hash === undefined) throw new Error('no stream is open')
  return { stream, seq: seq - 1, hash }
}
