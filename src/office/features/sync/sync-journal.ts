import type { FeedItem } from '../../../contract/sync/feed.ts'
import { sql, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { readHead } from '../../journal/rows.ts'
import { vietnamTime } from '../../journal/time.ts'
import { keepCheckOfFeed } from '../checks/from-feed.ts'
import { tryAllAgain } from './lines-aside.ts'
import type { SyncJournal } from '../../sync/types.ts'

/** The journal as the sync client sees it; `onCityLine` hears that the city itself said something. Nothing here can take a line out of the outbox but a verified receipt. */
export function createSyncJournal(desk: Desk, onCityLine: () => void): SyncJournal {
  const { store } = desk
  const syncRow = () => {
    const row = store.first(sql.selectFrom('sync').selectAll())
    if (!row) throw new Error('the sync row is missing')
    return row
  }
  return {
    stream() {
      const { stream } = readHead(store)
      const row = store.first(sql.selectFrom('stream').select('opening_line').where('id', '=', stream))
      return row ? { id: stream, openingLine: row.opening_line } : null
    },
    head: () => readHead(store),
    ackedSeq: () => syncRow().acked_seq,
    lines: (fromSeq, limit) =>
      store.all(
        sql
          .selectFrom('event')
          .select(['seq', 'id', 'hash', 'line'])
          .where('stream', '=', readHead(store).stream)
          .where('seq', '>=', fromSeq)
          .orderBy('seq')
          .limit(limit),
      ),
    subjectKeys: (fromSeq, toSeq) =>
      store
        .all(
          sql
            .selectFrom('subject_key')
            .select(['subject', 'key'])
            .where('first_seq', '>=', fromSeq)
            .where('first_seq', '<=', toSeq),
        )
        .map(({ subject, key }) => ({ subject, key: new Uint8Array(key) })),
    saveAnswer({ receipt, headSeq, headHash, results }) {
      const { stream } = readHead(store)
      store.transact((tx) => {
        for (const { seq, status, problem, pos } of results) {
          keepResult(tx, { stream, seq, status, problem: problem ? JSON.stringify(problem) : null, pos })
        }
        if (headSeq < syncRow().acked_seq) return
        tx.run(
          sql.updateTable('sync').set({
            acked_seq: headSeq,
            acked_hash: headHash,
            receipt,
            receipt_at: vietnamTime(desk.ports.clock.now()),
          }),
        )
      })
      desk.notify('sync')
    },
    feedCursor: () => ({ epoch: syncRow().feed_epoch, pos: syncRow().feed_pos }),
    applyFeed(items, cursor) {
      store.transact((tx) => {
        if (syncRow().feed_epoch !== cursor.epoch) tryAllAgain(tx)
        for (const item of items) applyItem(tx, item)
        tx.run(sql.updateTable('sync').set({ feed_epoch: cursor.epoch, feed_pos: cursor.pos }))
      })
      desk.notify('sync', 'cases')
      if (items.some(isOfCity)) onCityLine()
    },
  }
}

/** Cheap and never wrong the other way round: whoever reads the line proves it. */
function isOfCity(item: FeedItem): boolean {
  return item.kind === 'line' && item.line.includes('"type":"city.')
}

type ResultRow = { stream: string; seq: number; status: string; problem: string | null; pos: number | null }

function keepResult(tx: Transactor, row: ResultRow): void {
  const { stream: _stream, seq: _seq, ...rest } = row
  tx.run(
    sql
      .insertInto('event_result')
      .values(row)
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
