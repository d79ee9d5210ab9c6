import { verify } from 'node:crypto'
import { type StreamOpening, streamOpeningSchema, streamOpeningText } from '../contract/sync/event-line.ts'
import { maxFeedBytes } from '../contract/sync/feed.ts'
import type { PastReceipts, StreamState, TakenBack } from '../contract/sync/stream.ts'
import { lineHash } from '../office/journal/line.ts'
import { deviceKeyFromSpki } from '../office/sync/ed25519.ts'
import { jsonOf, textOf } from './body.ts'
import { type Asker, type Desk, serverTime } from './desk.ts'
import { suspendClones } from './devices.ts'
import { ownStream } from './intake.ts'
import { RequestRefused } from './refusal.ts'
import type { DeviceRow, StreamRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'

/**
 * Opens a stream by its opening record, whose bytes are the body; asking again with the same bytes is harmless.
 * The device's stream before is closed: one open stream per device. Refuses `opening-refused`, `malformed`, and
 * `device-suspended` when it shows that two PCs hold the device's key.
 */
export async function openStream(desk: Desk, { device, body }: Asker, id: string): Promise<StreamState> {
  const opening = textOf(body)
  const record = readOpening(body)
  if (!record) throw new RequestRefused('malformed')
  if (record.ward !== device.ward) throw new RequestRefused('ward-mismatch')
  if (record.stream !== id || record.device !== device.id || !isProven(record, device))
    throw new RequestRefused('opening-refused')
  const stream = await desk.store.write(async (rows) => {
    const existing = await rows.stream(id)
    if (existing && existing.opening !== opening) throw new RequestRefused('opening-refused')
    if (existing) return existing
    await mustBeOwn(rows, device, record.previous)
    const before = await rows.openStreamOf(device.id)
    const after = record.previous?.stream
    if (before && after && !(await follows(rows, before, after)) && !(await comesFrom(rows, after, before)))
      return null
    if (before) await rows.saveStream({ ...before, state: 'closed' })
    const opened = newStream(device, id, opening)
    await rows.saveStream(opened)
    return opened
  })
  if (stream) return stateOf(desk, stream)
  await suspendClones(desk, device.id)
  throw new RequestRefused('device-suspended')
}

function newStream(device: DeviceRow, id: string, opening: string): StreamRow {
  const { ward, id: owner } = device
  const headHash = lineHash(opening)
  return { id, ward, device: owner, opening, headSeq: 0, headHash, state: 'open', lastReceipt: null }
}

/** Streams of one PC that are looked back upon. */
const mostFollowed = 100

/**
 * Whether the open stream is the one a new record names, or comes from it: then an older copy of the same disk came back.
 * Otherwise the record is of a PC that goes on after it was replaced, and the one that replaced it is another.
 */
async function follows(rows: Rows, open: StreamRow, previous: string): Promise<boolean> {
  let at: StreamRow | null = open
  for (let steps = 0; at !== null && steps < mostFollowed; steps += 1) {
    if (at.id === previous) return true
    const before: StreamOpening['previous'] = readOpening(Buffer.from(at.opening))?.previous ?? null
    if (!before) return (await rows.stream(previous)) === null
    at = await rows.stream(before.stream)
  }
  // What is not known any more was lost with a backup.
  return true
}

/**
 * Whether a stream comes from the open one: then a city that came back from a backup had lost the open one and got it
 * again after the one that follows it.
 */
async function comesFrom(rows: Rows, stream: string, open: StreamRow): Promise<boolean> {
  let at = await rows.stream(stream)
  for (let steps = 0; at !== null && steps < mostFollowed; steps += 1) {
    const before: string | undefined = readOpening(Buffer.from(at.opening))?.previous?.stream
    if (before === undefined) return false
    if (before === open.id) return true
    at = await rows.stream(before)
  }
  return false
}

/** What the server has of the asker's stream. */
export async function streamState(desk: Desk, { device }: Asker, id: string): Promise<StreamState> {
  return stateOf(desk, await desk.store.read((rows) => readableStream(rows, device, id)))
}

/** All receipts ever given for the asker's stream, oldest first. */
export async function pastReceipts(desk: Desk, { device }: Asker, id: string): Promise<PastReceipts> {
  return desk.store.read(async (rows) => {
    const stream = await readableStream(rows, device, id)
    return { stream: stream.id, receipts: await rows.receipts(stream.id) }
  })
}

/** The asker's own stream; or one of a PC of the ward that may send no more, which enrolled anew under another key. */
async function readableStream(rows: Rows, device: DeviceRow, id: string): Promise<StreamRow> {
  const stream = await rows.stream(id)
  const owner = stream && stream.device !== device.id ? await rows.device(stream.device) : null
  const isInherited =
    stream?.ward === device.ward && owner !== null && owner.spki !== '' && owner.state !== 'active'
  return stream && isInherited ? stream : ownStream(rows, device, id)
}

/** The asker's own lines, byte for byte, to rebuild a dead disk. */
export async function takeBack(
  desk: Desk,
  { device }: Asker,
  id: string,
  from: number,
  limit: number,
): Promise<TakenBack> {
  return desk.store.read(async (rows) => {
    const stream = await readableStream(rows, device, id)
    const lines = await rows.lines(id, from, limit, maxFeedBytes)
    return {
      stream: id,
      headSeq: stream.headSeq,
      lines: lines.map(({ seq, hash, line }) => ({ seq, hash, line })),
    }
  })
}

/** A proof that is there must hold: it is what shows a third party, years later, who opened the stream. */
function isProven({ proof, ...record }: StreamOpening, { spki }: DeviceRow): boolean {
  if (proof === undefined) return true
  const key = deviceKeyFromSpki(Buffer.from(spki, 'base64url'))
  const text = Buffer.from(streamOpeningText(record))
  return key !== null && verify(null, text, key, Buffer.from(proof, 'base64url'))
}

/**
 * A stream may follow only one of the same PC; or of a PC of the ward that may send no more, which enrolled anew under
 * another key. One the city does not know may have been lost with a backup.
 */
async function mustBeOwn(rows: Rows, device: DeviceRow, previous: StreamOpening['previous']): Promise<void> {
  const before = previous && (await rows.stream(previous.stream))
  if (!before || before.device === device.id) return
  const other = await rows.device(before.device)
  if (before.ward !== device.ward || other?.state === 'active') throw new RequestRefused('opening-refused')
}

function readOpening(body: Uint8Array): StreamOpening | null {
  return streamOpeningSchema.safeParse(jsonOf(body)).data ?? null
}

function stateOf(desk: Desk, stream: StreamRow): StreamState {
  const { id, ward, device, headSeq, headHash, state, lastReceipt } = stream
  return {
    stream: id,
    ward,
    device,
    headSeq,
    headHash,
    state,
    lastReceipt,
    serverTime: serverTime(desk),
    feedEpoch: desk.feedEpoch,
  }
}
