import { sql, type Store } from '../../office/database/store.ts'
import { readMeta } from '../../office/facts.ts'
import { lineHash } from '../../office/journal/line.ts'
import { broken, type Proof, proven } from '../journal/proof.ts'

/** Where a folder's copy of the feed ends, and up to where a snapshot stands in the place of its beginning. */
export function cursorOf(store: Store): {
  readonly epoch: string
  readonly pos: number
  readonly snapshotPos: number
} {
  const row = store.first(sql.selectFrom('sync').select(['feed_epoch', 'feed_pos']))
  const snapshotPos = readMeta<number>(store, 'feed-snapshot') ?? 0
  return { epoch: row?.feed_epoch ?? '', pos: row?.feed_pos ?? 0, snapshotPos }
}

/** The folder's rows of the feed from a position on, in order, none beyond its cursor. */
export function feedRowsFrom(store: Store, from: number, count: number) {
  const last = Math.min(from + count - 1, cursorOf(store).pos)
  return store.all(
    sql.selectFrom('feed_item').selectAll().where('pos', '>=', from).where('pos', '<=', last).orderBy('pos'),
  )
}

/**
 * The folder's copy of the feed has no hole, every line in it has its hash, own lines stand in it byte for byte, and no
 * line stands in it twice.
 */
export function proveFolderFeed(store: Store): Proof {
  const seen = new Set<string>()
  const { snapshotPos } = cursorOf(store)
  let pos = 0
  const rows = store.iterate(
    sql.selectFrom('feed_item').selectAll().where('pos', '<=', cursorOf(store).pos).orderBy('pos'),
  )
  for (const row of rows) {
    // Up to its snapshot a PC has only what was not over then.
    pos = row.pos <= snapshotPos ? row.pos : Math.max(pos, snapshotPos) + 1
    if (row.pos !== pos)
      return broken(`Danh sách nhận về thiếu mục ${pos}.`, `The feed lacks position ${pos}.`)
    if (row.line === null) continue
    if (lineHash(row.line) !== row.hash)
      return broken(`Mục ${pos} không đúng mã băm của nó.`, `Position ${pos} does not have its hash.`)
    const place = `${row.stream} ${row.seq}`
    if (seen.has(place)) return broken(`Mục ${pos} lặp lại một dòng.`, `Position ${pos} repeats a line.`)
    seen.add(place)
  }
  if (Math.max(pos, snapshotPos) !== cursorOf(store).pos)
    return broken(`Danh sách nhận về dừng ở mục ${pos}.`, `The feed ends at position ${pos}.`)
  const odd = oddOwnLine(store)
  if (odd !== null)
    return broken(
      `Dòng ${odd} trong danh sách nhận về khác với dòng của sổ này.`,
      `Line ${odd} in the feed is another than the one of this journal.`,
    )
  return proven(
    `${pos} mục nhận về liền nhau, mỗi dòng đúng một lần.`,
    `${pos} positions of the feed without a hole, each line once.`,
  )
}

/** The first own line that stands differently in the feed; null when none does. */
function oddOwnLine(store: Store): number | null {
  const row = store.first(
    sql
      .selectFrom('feed_item')
      .innerJoin('event', (join) =>
        join.onRef('event.stream', '=', 'feed_item.stream').onRef('event.seq', '=', 'feed_item.seq'),
      )
      // Behind the end of a past stream the feed has what a restored disk has lost.
      .leftJoin('past_stream', 'past_stream.stream', 'feed_item.stream')
      .select('event.seq as seq')
      .where((one) =>
        one.or([one('end_seq', 'is', null), one('feed_item.seq', '<=', one.ref('past_stream.end_seq'))]),
      )
      .where('feed_item.line', 'is not', null)
      .where('feed_item.pos', '<=', cursorOf(store).pos)
      .whereRef('feed_item.line', '!=', 'event.line')
      .limit(1),
  )
  return row?.seq ?? null
}
