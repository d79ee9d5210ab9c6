import type { FeedItem } from '../../../contract/sync/feed.ts'
import { sql, type Store, type Transactor } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { writeMeta } from '../../facts.ts'
import { readLine } from '../../journal/line.ts'
import { pastLines } from '../../journal/past-streams.ts'
import { readHead } from '../../journal/rows.ts'
import { vietnamTime } from '../../journal/time.ts'
import type { Missed } from '../../journal/shared-subjects.ts'
import { beginEpoch, keepAnswered, keepFound, keepItems, wantedNow } from './feed-items.ts'
import { fileSent, filesToSend, filesWanted, keepFile } from '../issuing/signed-file.ts'
import { metOthers, reportMissed } from './shared-lines.ts'
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
  const report = (missed: readonly Missed[]) => reportMissed(desk, missed)
  const take = (items: readonly FeedItem[], move: (tx: Transactor) => void) => {
    const { missed, lamport } = store.transact((tx) => {
      move(tx)
      return keepItems(tx, items)
    })
    report(missed)
    metOthers(desk, lamport)
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
      const missed = store.transact((tx) => {
        const told = keepAnswered(
          tx,
          results.map(({ seq, status, problem, pos }) => ({
            stream,
            seq,
            status,
            problem: problem ? JSON.stringify(problem) : null,
            pos,
          })),
        )
        if (past || headSeq < syncRow().acked_seq) return told
        tx.run(
          sql.updateTable('sync').set({
            acked_seq: headSeq,
            acked_hash: headHash,
            receipt,
            receipt_at: vietnamTime(desk.ports.clock.now()),
          }),
        )
        return told
      })
      report(missed)
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
    feedHas: (stream, seq) =>
      store.first(
        sql
          .selectFrom('feed_item')
          .select('pos')
          .where('stream', '=', stream)
          .where('seq', '=', seq)
          .where('pos', '<=', syncRow().feed_pos),
      ) !== undefined,
    applySnapshot(items, cursor) {
      take(items, (tx) => {
        beginEpoch(tx, 0)
        writeMeta(tx, 'feed-snapshot', cursor.pos)
        tx.run(sql.updateTable('sync').set({ feed_epoch: cursor.epoch, feed_pos: cursor.pos }))
      })
      onCityLine()
    },
    applyFeed(items, cursor) {
      take(items, (tx) => {
        if (syncRow().feed_epoch !== cursor.epoch) beginEpoch(tx, cursor.pos)
        tx.run(sql.updateTable('sync').set({ feed_epoch: cursor.epoch, feed_pos: cursor.pos }))
      })
      if (items.some(isOfCity)) onCityLine()
    },
    filesToSend: (limit) => filesToSend(store, limit),
    fileSent: (sha256) => store.transact((tx) => fileSent(tx, sha256)),
    filesWanted: (limit) => filesWanted(store, desk.ports.clock.now(), limit),
    keepFile: (sha256, bytes) => store.transact((tx) => keepFile(tx, sha256, bytes, desk.ports.clock.now())),
    keysWanted: (limit) => wantedNow(store, desk.ports.clock.now(), limit),
    keepKeys(asked, keys) {
      report(store.transact((tx) => keepFound(tx, asked, keys, desk.ports.clock.now())))
      if (keys.length === 0) return
      desk.meetPeople()
      desk.notify('cases', 'households', 'batches')
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
