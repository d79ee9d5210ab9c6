import { maxLineBytes, type PushAnswer, type PushResult } from '../contract/sync/push.ts'
import { makeReceipt, receiptHash } from '../office/sync/receipt.ts'
import { tooLarge } from './body.ts'
import { type Desk, serverTime } from './desk.ts'
import { carryOut } from './effects.ts'
import { closeDocket, enter, openDocket } from './judge/docket.ts'
import { type ReadLine, readForIntake } from './judge/reading.ts'
import { RequestRefused } from './refusal.ts'
import type { DeviceRow, LineRow, StreamRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'

/**
 * Takes consecutive lines of a stream into the store, judges the new ones and signs the receipt, all in the given
 * transaction. What was sent before is recognised by its bytes and answered with the verdict it has now, so a push
 * may be repeated for ever. Refuses only what is not chained: `gap`, `forked`, `malformed`.
 */
export async function takeIn(
  desk: Desk,
  rows: Rows,
  device: DeviceRow,
  streamId: string,
  lines: readonly string[],
): Promise<PushAnswer> {
  const stream = await ownStream(rows, device, streamId)
  const incoming = readBatch(streamId, lines)
  const known = await recogniseStored(rows, stream, incoming)
  const fresh = incoming.slice(known.length)
  mustFollow(stream, fresh)
  mustBeShort(fresh)
  const at = serverTime(desk)
  const docket = await openDocket(rows, stream.ward, at, fresh)
  for (const line of fresh) enter(docket, line)
  const lastPos = await closeDocket(rows, docket)
  await carryOut(desk, rows, docket.accepted)
  const moved = fresh.length === 0 ? stream : await moveHead(desk, rows, stream, { fresh, at, lastPos })
  return {
    stream: streamId,
    headSeq: moved.headSeq,
    headHash: moved.headHash,
    serverTime: at,
    feedEpoch: desk.feedEpoch,
    results: [...known, ...docket.lines].map(resultOf),
    receipt: moved.lastReceipt ?? '',
  }
}

/** The stream, when it is this device's and open. */
export async function ownStream(rows: Rows, device: DeviceRow, id: string): Promise<StreamRow> {
  const stream = await rows.stream(id)
  if (!stream) throw new RequestRefused('unknown-stream')
  if (stream.ward !== device.ward) throw new RequestRefused('ward-mismatch')
  if (stream.device !== device.id) throw new RequestRefused('opening-refused')
  return stream
}

function readBatch(streamId: string, lines: readonly string[]): ReadLine[] {
  const read: ReadLine[] = []
  for (const line of lines) {
    const one = readForIntake(line)
    const before = read.at(-1)
    const isNext = !before || (one?.seq === before.seq + 1 && one.prev === before.hash)
    if (!one || one.stream !== streamId || !isNext) throw new RequestRefused('malformed')
    read.push(one)
  }
  return read
}

/** The stored rows of the batch's beginning, as far as the server has it; refuses `forked` where it has others. */
async function recogniseStored(
  rows: Rows,
  stream: StreamRow,
  incoming: readonly ReadLine[],
): Promise<LineRow[]> {
  const first = incoming[0]
  if (!first || first.seq > stream.headSeq) return []
  const stored = await rows.lines(stream.id, first.seq, incoming.length)
  for (const [index, row] of stored.entries()) {
    if (row.hash !== incoming[index]?.hash)
      throw new RequestRefused('forked', { forkedAt: { seq: row.seq, hash: row.hash } })
  }
  return stored
}

function mustFollow(stream: StreamRow, fresh: readonly ReadLine[]): void {
  const next = fresh[0]
  if (!next) return
  if (stream.state === 'closed') throw new RequestRefused('stream-closed')
  if (next.seq !== stream.headSeq + 1) throw new RequestRefused('gap', { expectedSeq: stream.headSeq + 1 })
  if (next.prev !== stream.headHash)
    throw new RequestRefused('forked', { forkedAt: { seq: stream.headSeq, hash: stream.headHash } })
}

/** Before the line is stored: one that is there is never refused again. */
function mustBeShort(fresh: readonly ReadLine[]): void {
  if (fresh.some(({ line }) => Buffer.byteLength(line) > maxLineBytes)) throw tooLarge()
}

async function moveHead(
  desk: Desk,
  rows: Rows,
  stream: StreamRow,
  { fresh, at, lastPos }: { fresh: readonly ReadLine[]; at: string; lastPos: number | null },
): Promise<StreamRow> {
  const last = fresh.at(-1)
  if (!last) return stream
  const receipt = makeReceipt(
    {
      v: 1,
      stream: stream.id,
      headSeq: last.seq,
      headHash: last.hash,
      ward: stream.ward,
      pos: lastPos ?? (await rows.feedHead(stream.ward)),
      serverTime: at,
      previous: stream.lastReceipt === null ? null : receiptHash(stream.lastReceipt),
    },
    desk.keys.receipt.kid,
    desk.keys.receipt.privateKey,
  )
  const moved = { ...stream, headSeq: last.seq, headHash: last.hash, lastReceipt: receipt }
  await rows.saveStream(moved)
  await rows.addReceipt(stream.id, last.seq, receipt)
  return moved
}

function resultOf(row: LineRow): PushResult {
  const { seq, id, status, problem } = row
  const result = { seq, id, status, pos: row.pos ?? row.repeats }
  return problem === null ? result : { ...result, problem }
}
