import type { FeedItem } from '../../contract/sync/feed.ts'
import { sql, type Store } from '../../office/database/store.ts'
import { lineHash } from '../../office/journal/line.ts'
import { verifyReceipt } from '../../office/sync/receipt.ts'
import type { Connection } from '../../office/sync/types.ts'
import { broken, type Proof, proven } from '../journal/proof.ts'
import { cursorOf, feedRowsFrom } from './folder-feed.ts'
import type { Server } from './server.ts'

type Broken = Extract<Proof, { holds: false }>

/**
 * The city's copy of every stream of this journal is this journal's, byte for byte, and reaches as far as the city has
 * acknowledged; its last receipt is by a pinned key and names a head on this chain.
 */
export async function proveStreams(store: Store, connection: Connection, server: Server): Promise<Proof> {
  let lines = 0
  for (const { id, opening_hash: opening } of streamsOf(store)) {
    const state = await server.state(id)
    const acked = ackedOf(store, id)
    if (!state && acked > 0)
      return broken(`Thành phố không biết sổ ${id}.`, `The city does not know the stream ${id}.`)
    if (!state) continue
    if (state.headSeq < acked)
      return broken(
        `Thành phố chỉ còn đến dòng ${state.headSeq}, đã ký nhận đến dòng ${acked}.`,
        `The city has lines up to ${state.headSeq} only, but signed for ${acked}.`,
      )
    const end = endOf(store, id)
    const compared = await compareStream(store, id, server, end)
    if (typeof compared !== 'number') return compared
    if (compared !== Math.min(state.headSeq, end))
      return broken(
        `Thành phố trả về ${compared} dòng thay vì ${state.headSeq}.`,
        `The city shows ${compared} lines instead of ${state.headSeq}.`,
      )
    const fault = state.headSeq > end ? null : receiptFault(store, connection, { ...state, id, opening })
    if (fault) return fault
    lines += compared
  }
  return proven(
    `${lines} dòng tại thành phố giống sổ này từng byte; biên nhận của thành phố đứng trên chuỗi.`,
    `${lines} lines at the city are this journal's byte for byte; the city's receipt stands on the chain.`,
  )
}

/** How many lines the city has up to the stream's end, when all of them are ours. */
async function compareStream(
  store: Store,
  stream: string,
  server: Server,
  end: number,
): Promise<number | Broken> {
  let count = 0
  for await (const lines of server.lines(stream)) {
    for (const { seq, hash, line } of lines) {
      if (seq > end) return count
      count += 1
      const own = ownLine(store, stream, seq)
      if (seq !== count || own !== line || lineHash(line) !== hash)
        return asBroken(
          `Dòng ${seq} tại thành phố khác với sổ này.`,
          `Line ${seq} at the city differs from this journal.`,
        )
    }
  }
  return count
}

function receiptFault(
  store: Store,
  { receiptKeys }: Connection,
  {
    id,
    opening,
    lastReceipt,
  }: { readonly id: string; readonly opening: string; readonly lastReceipt: string | null },
): Broken | null {
  if (lastReceipt === null) return null
  const receipt = verifyReceipt(lastReceipt, receiptKeys)
  if (typeof receipt === 'string' || receipt.stream !== id)
    return asBroken(
      'Biên nhận tại thành phố không đúng khóa đã ghim.',
      "The city's receipt is not by the pinned key.",
    )
  const own = receipt.headSeq === 0 ? opening : lineHash(ownLine(store, id, receipt.headSeq) ?? '')
  return own === receipt.headHash
    ? null
    : asBroken('Biên nhận tại thành phố không đứng trên chuỗi.', "The city's receipt is not on the chain.")
}

/**
 * Every line the city has acknowledged stands in the ward's feed exactly once, or beside it as a repetition of an event
 * that does; no event stands there twice. What this PC has of the feed is what the city tells, in its order.
 */
export async function proveFeed(store: Store, server: Server): Promise<Proof> {
  const cursor = cursorOf(store)
  const ids = new Set<string>()
  const places = new Set<string>()
  let pos = 0
  for await (const { epoch, items } of server.feed()) {
    const own = new Map(feedRowsFrom(store, pos + 1, items.length).map((row) => [row.pos, row]))
    for (const item of items) {
      pos += 1
      if (item.pos !== pos) return broken(`Thành phố thiếu mục ${pos}.`, `The city lacks position ${pos}.`)
      const isOurs = epoch === cursor.epoch && pos <= cursor.pos
      const isLeftOut = pos <= cursor.snapshotPos
      if (isOurs && !isLeftOut && !isSame(own.get(pos), item))
        return broken(`Mục ${pos} khác với thành phố.`, `Position ${pos} differs from the city's.`)
      if (item.kind !== 'line') continue
      places.add(`${item.stream} ${item.seq}`)
      const id = idOf(item.line)
      if (id !== null && ids.has(id))
        return broken(`Mục ${pos} lặp lại một việc.`, `Position ${pos} repeats an event.`)
      if (id !== null) ids.add(id)
    }
  }
  return cursor.epoch !== '' && pos < cursor.pos
    ? broken(
        `Thành phố chỉ còn ${pos} mục, máy đã nhận ${cursor.pos}.`,
        `The city has ${pos} positions, this PC ${cursor.pos}.`,
      )
    : eachOnce(store, places, ids, pos)
}

function eachOnce(store: Store, places: ReadonlySet<string>, ids: ReadonlySet<string>, pos: number): Proof {
  let lines = 0
  for (const { id: stream } of streamsOf(store)) {
    for (const { seq, id } of acknowledgedLines(store, stream)) {
      lines += 1
      if (!places.has(`${stream} ${seq}`) && !ids.has(id))
        return broken(`Dòng ${seq} không có tại thành phố.`, `Line ${seq} is not at the city.`)
    }
  }
  return proven(
    `${lines} dòng đã xác nhận có đúng một lần tại thành phố; ${pos} mục đúng thứ tự của thành phố.`,
    `${lines} acknowledged lines are at the city exactly once; ${pos} positions stand in the city's order.`,
  )
}

function isSame(row: ReturnType<typeof feedRowsFrom>[number] | undefined, item: FeedItem): boolean {
  if (!row) return false
  const line = item.kind === 'line' ? item.line : null
  const { pos, stream, seq, hash, status } = item
  return [row.pos, row.stream, row.seq, row.hash, row.status, row.line].every(
    (value, at) => value === [pos, stream, seq, hash, status, line][at],
  )
}

function streamsOf(store: Store) {
  return store.all(sql.selectFrom('stream').select(['id', 'opening_hash']).orderBy('opened_at'))
}

/** Where a stream ended for this PC: behind it the city has other lines, from a disk that came back or was copied. */
function endOf(store: Store, stream: string): number {
  const past = sql.selectFrom('past_stream').select('end_seq').where('stream', '=', stream)
  return store.first(past)?.end_seq ?? Number.POSITIVE_INFINITY
}

/** Up to where the city has signed for a stream: of the newest one the receipt says it, of earlier ones the results. */
function ackedOf(store: Store, stream: string): number {
  const newest = streamsOf(store).at(-1)?.id
  if (stream === newest) return store.first(sql.selectFrom('sync').select('acked_seq'))?.acked_seq ?? 0
  const row = store.first(
    sql
      .selectFrom('event_result')
      .select(({ fn }) => fn.max('seq').as('seq'))
      .where('stream', '=', stream),
  )
  return Math.min(row?.seq ?? 0, endOf(store, stream))
}

function* acknowledgedLines(store: Store, stream: string): Generator<{ seq: number; id: string }> {
  yield* store.iterate(
    sql
      .selectFrom('event')
      .select(['seq', 'id'])
      .where('stream', '=', stream)
      .where('seq', '<=', ackedOf(store, stream))
      .orderBy('seq'),
  )
}

function ownLine(store: Store, stream: string, seq: number): string | undefined {
  return store.first(
    sql.selectFrom('event').select('line').where('stream', '=', stream).where('seq', '=', seq),
  )?.line
}

function idOf(line: string): string | null {
  try {
    const { id } = JSON.parse(line) as { id?: unknown } // looked at before it is used
    return typeof id === 'string' ? id : null
  } catch {
    return null
  }
}

function asBroken(vi: string, en: string): Broken {
  return { holds: false, broken: { vi, en } }
}
