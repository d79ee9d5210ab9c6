import type { EventLine } from '../../../contract/sync/event-line.ts'
import type { FeedItem } from '../../../contract/sync/feed.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { lamportSeen } from '../../journal/journal.ts'
import { readLine } from '../../journal/line.ts'
import { contested, dropPassed, hear, hearNeighbour, keepKey, type ReadLine } from '../../journal/others.ts'
import { type Missed, sharedSubject, tellAgain } from '../../journal/shared-subjects.ts'
import { placeOf } from '../../journal/past-streams.ts'
import { project } from '../../projection.ts'
import { keepCheckOfFeed } from '../checks/from-feed.ts'
import { tryAllAgain } from './lines-aside.ts'

/** A feed that begins anew behind a position: what was read behind it may be told otherwise now. */
export function beginEpoch(tx: Transactor, pos: number): void {
  tryAllAgain(tx)
  const snapshotPos = readMeta<number>(tx, 'feed-snapshot') ?? 0
  if (pos < snapshotPos) writeMeta(tx, 'feed-snapshot', pos)
  tx.run(sql.deleteFrom('feed_item').where('pos', '>', pos))
}

type ResultRow = { stream: string; seq: number; status: string; problem: string | null; pos: number | null }

/**
 * Keeps the city's verdicts on lines of this PC, where the events stand in this journal; of a line that is no longer
 * this journal's nothing is kept. A case of which other PCs speak, too, is told anew without what was refused.
 */
export function keepAnswered(tx: Transactor, rows: readonly ResultRow[]): Missed[] {
  const subjects = rows.flatMap((row) => {
    const place = keepResult(tx, row)
    if (!place) return []
    const { stream, seq } = place
    const about = tx.first(
      sql.selectFrom('event').select(['type', 'subject']).where('stream', '=', stream).where('seq', '=', seq),
    )
    if (!about) return []
    return (row.status === 'accepted' ? contested(tx, about) : sharedSubject(about)) ?? []
  })
  return tellAgain(tx, subjects, project)
}

function keepResult(tx: Transactor, { stream, seq, ...rest }: ResultRow) {
  const place = placeOf(tx, stream, seq)
  if (!place) return null
  tx.run(
    sql
      .insertInto('event_result')
      .values({ ...place, ...rest })
      .onConflict((conflict) => conflict.columns(['stream', 'seq']).doUpdateSet(rest)),
  )
  return place
}

/** No ward writes so many lines between two exchanges. */
const furthestStep = 1_000_000

/**
 * The later of two Lamport times. One far ahead of everything so far is no time but a mistake, or somebody's mischief:
 * following it would leave no numbers for the lines of this PC.
 */
function laterOf(known: number, heard: number): number {
  return heard > known + furthestStep ? known : Math.max(known, heard)
}

/** Keeps items as they came, then tells what they are about. `lamport`: the latest Lamport time of the ward so far. */
export function keepItems(
  tx: Transactor,
  items: readonly FeedItem[],
): { readonly missed: Missed[]; readonly lamport: number } {
  const before = readMeta<number>(tx, lamportSeen) ?? 0
  let lamport = before
  const subjects = new Set<string>()
  for (const item of items) {
    const event = item.kind === 'line' ? readLine(item.line) : null
    keepItem(tx, item, event)
    lamport = laterOf(lamport, event?.lc ?? 0)
    const subject = hear(tx, item, event)
    if (subject !== null) subjects.add(subject)
  }
  if (lamport > before) writeMeta(tx, lamportSeen, lamport)
  const missed = dropPassed(tx, items, project)
  return { missed: [...missed, ...tellAgain(tx, subjects, project)], lamport }
}

function keepItem(tx: Transactor, item: FeedItem, event: EventLine | null): void {
  const { pos, stream, seq, hash, status } = item
  const problem = item.problem ? JSON.stringify(item.problem) : null
  const rest = {
    stream,
    seq,
    hash,
    status,
    received_at: item.receivedAt,
    problem,
    line: item.kind === 'line' ? item.line : null,
    id: event?.id ?? null,
    type: event?.type ?? null,
    subject: event?.subject ?? null,
  }
  tx.run(
    sql
      .insertInto('feed_item')
      .values({ pos, ...rest })
      .onConflict((conflict) => conflict.column('pos').doUpdateSet(rest)),
  )
  keepResult(tx, { stream, seq, status, problem, pos })
  if (event && status === 'accepted') keepCheckOfFeed(tx, event)
}

/** What the city did not have is asked for again after this long. */
const askAgainMs = 5 * 60_000

type Wanted = { readonly subject: string; readonly sha256: string }

/** Keys to ask for now. `now` in ms. */
export function wantedNow(reader: Reader, now: number, limit: number): Wanted[] {
  return reader.all(
    sql
      .selectFrom('key_wanted')
      .select(['subject', 'sha256'])
      // A clock that was set back must not keep anybody waiting.
      .where(({ eb, or }) => or([eb('asked_at', '<=', now - askAgainMs), eb('asked_at', '>', now)]))
      .limit(limit),
  )
}

/** Keeps keys that were found and tells what they open. What was asked for and not found waits for a while. */
export function keepFound(
  tx: Transactor,
  asked: readonly Wanted[],
  keys: readonly (Wanted & { readonly key: Uint8Array })[],
  now: number,
): Missed[] {
  for (const { subject, sha256 } of asked)
    tx.run(
      sql
        .updateTable('key_wanted')
        .set({ asked_at: now })
        .where('subject', '=', subject)
        .where('sha256', '=', sha256),
    )
  return tellAgain(
    tx,
    keys.flatMap((key) => keepKey(tx, key) ?? []),
    project,
  )
}

/**
 * Keeps lines that came from the ward's other PCs by way of its hub and tells what they are about; the city's order
 * takes their place when it comes. `lamport`: the latest Lamport time of the ward so far.
 */
export function keepNeighbours(
  tx: Transactor,
  lines: readonly ReadLine[],
): { readonly missed: Missed[]; readonly lamport: number } {
  const before = readMeta<number>(tx, lamportSeen) ?? 0
  const lamport = lines.reduce((latest, { event }) => laterOf(latest, event.lc), before)
  if (lamport > before) writeMeta(tx, lamportSeen, lamport)
  const subjects = lines.flatMap((line) => hearNeighbour(tx, line) ?? [])
  return { missed: tellAgain(tx, subjects, project), lamport }
}
