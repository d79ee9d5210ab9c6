import type { FeedItem } from '../../../contract/sync/feed.ts'
import { sql, type Store, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { readLine } from '../../journal/line.ts'
import { pastLines, placeOf } from '../../journal/past-streams.ts'
import { readHead } from '../../journal/rows.ts'
import { vietnamTime } from '../../journal/time.ts'
import { keepCheckOfFeed } from '../checks/from-feed.ts'
import { tryAllAgain } from './lines-aside.ts'
import { createSentStreams } from './sent-streams.ts'
import type { SyncJournal } from '../../sync/types.ts'

/** The journal as the sync client sees it; `onCityLine` hears that the city itself said something. Nothing here can take a line out of the outbox but a verified receipt. */
export function createSyncJournal(desk: Desk, onCityLine: () => void): SyncJournal {
  const { store } = desk
  const syncRow = () => {
    const row = store.first(sql.selectFrom('sync').selectAll())
    if (!row) throw new Error('the sync row is missing')
    return row
  }
  const streams = createSentStreams(desk)
  const head = () => {
    const past = streams.current()
    if (!past) return readHead(store)
    const last = past.end_seq === 0 ? null : pastLines(store, past, past.end_seq, 1)[0]
    return { stream: past.stream, seq: past.end_seq, hash: last?.hash ?? past.opening_hash }
  }
  const linesOf = (fromSeq: number, limit: number) => {
    const past = streams.current()
    return past
      ? pastLines(store, past, fromSeq, limit)
      : store.all(
          sql
            .selectFrom('event')
            .select(['seq', 'id', 'hash', 'line'])
            .where('stream', '=', readHead(store).stream)
            .where('seq', '>=', fromSeq)
            .orderBy('seq')
            .limit(limit),
        )
  }
  return {
    ...streams,
    stream() {
      const past = streams.current()
      if (past) return { id: past.stream, openingLine: past.opening_line }
      const { stream } = readHead(store)
      const row = store.first(sql.selectFrom('stream').select('opening_line').where('id', '=', stream))
      return row ? { id: stream, openingLine: row.opening_line } : null
    },
    head,
    ackedSeq: () => streams.current()?.acked_seq ?? syncRow().acked_seq,
    lines: linesOf,
    subjectKeys: (fromSeq, toSeq) => keysOf(store, linesOf(fromSeq, toSeq - fromSeq + 1)),
    saveAnswer({ receipt, headSeq, headHash, results }) {
      const past = streams.current()
      const { stream } = head()
      store.transact((tx) => {
        for (const { seq, status, problem, pos } of results) {
          keepResult(tx, { stream, seq, status, problem: problem ? JSON.stringify(problem) : null, pos })
        }
        if (past || headSeq < syncRow().acked_seq) return
        tx.run(
          sql.updateTable('sync').set({
            acked_seq: headSeq,
            acked_hash: headHash,
            receipt,
            receipt_at: vietnamTime(desk.ports.clock.now()),
          }),
        )
      })
      if (past) streams.acknowledge(past, headSeq)
      desk.notify('sync')
    },
    feedCursor: () => ({ epoch: syncRow().feed_epoch, pos: syncRow().feed_pos }),
    feedAt: (pos) =>
      store.first(
        sql
          .selectFrom('feed_item')
          .select(['stream', 'seq', 'hash', 'status', 'received_at as receivedAt'])
          .where('pos', '=', pos),
      ) ?? null,
    applySnapshot(items, cursor) {
      store.transact((tx) => {
        beginEpoch(tx, 0)
        for (const item of items) applyItem(tx, item)
        writeMeta(tx, 'feed-snapshot', cursor.pos)
        tx.run(sql.updateTable('sync').set({ feed_epoch: cursor.epoch, feed_pos: cursor.pos }))
      })
      desk.notify('sync', 'cases')
      onCityLine()
    },
    applyFeed(items, cursor) {
      store.transact((tx) => {
        if (syncRow().feed_epoch !== cursor.epoch) beginEpoch(tx, cursor.pos)
        for (const item of items) applyItem(tx, item)
        tx.run(sql.updateTable('sync').set({ feed_epoch: cursor.epoch, feed_pos: cursor.pos }))
      })
      desk.notify('sync', 'cases')
      if (items.some(isOfCity)) onCityLine()
    },
  }
}

/** The keys of the subjects whose commitments stand in these lines. */
function keysOf(store: Store, lines: readonly { readonly line: string }[]) {
  const subjects = lines.flatMap(({ line }) => {
    const event = line.includes('"subjectKey":') ? readLine(line) : null
    return event?.subjectKey ? [event.subject] : []
  })
  if (subjects.length === 0) return []
  const rows = store.all(
    sql.selectFrom('subject_key').select(['subject', 'key']).where('subject', 'in', subjects),
  )
  return rows.map(({ subject, key }) => ({ subject, key: new Uint8Array(key) }))
}

/** Cheap and never wrong the other way round: whoever reads the line proves it. */
function isOfCity(item: FeedItem): boolean {
  return item.kind === 'line' && item.line.includes('"type":"city.')
}

/** A feed that begins anew behind a position: what was read behind it may be told otherwise now. */
function beginEpoch(tx: Transactor, pos: number): void {
  tryAllAgain(tx)
  const snapshotPos = readMeta<number>(tx, 'feed-snapshot') ?? 0
  if (pos < snapshotPos) writeMeta(tx, 'feed-snapshot', pos)
  tx.run(sql.deleteFrom('feed_item').where('pos', '>', pos))
}

type ResultRow = { stream: string; seq: number; status: string; problem: string | null; pos: number | null }

/** Kept where the event stands in this journal; of a line that is no longer this journal's nothing is kept. */
function keepResult(tx: Transactor, row: ResultRow): void {
  const { stream, seq, ...rest } = row
  const place = placeOf(tx, stream, seq)
  if (!place) return
  tx.run(
    sql
      .insertInto('event_result')
      .values({ ...place, ...rest })
      .onConflict((conflict) => conflict.columns(['stream', 'seq']).doUpdateSet(rest)),
  )
}

/** Keeps an item as it came; a line of another PC stays raw until this one can read it. */
function applyItem(tx: Transactor, item: FeedItem): void {
  const problem = item.problem ? JSON.stringify(item.problem) : null
  const row = {
    pos: item.pos,
    stream: item.stream,
    seq: item.seq,
    hash: item.hash,
    status: item.status,
    received_at: item.receivedAt,
    problem,
    line: item.kind === 'line' ? item.line : null,
  }
  const { pos: _pos, ...rest } = row
  tx.run(
    sql
      .insertInto('feed_item')
      .values(row)
      .onConflict((conflict) => conflict.column('pos').doUpdateSet(rest)),
  )
  keepResult(tx, { stream: item.stream, seq: item.seq, status: item.status, problem, pos: item.pos })
  keepCheckOfFeed(tx, item)
}
