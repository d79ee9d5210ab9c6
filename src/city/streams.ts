import { type StreamOpening, streamOpeningSchema } from '../contract/sync/event-line.ts'
import type { StreamState, TakenBack } from '../contract/sync/stream.ts'
import { lineHash } from '../office/journal/line.ts'
import { jsonOf, textOf } from './body.ts'
import { type Asker, type Desk, serverTime } from './desk.ts'
import { ownStream } from './intake.ts'
import { RequestRefused } from './refusal.ts'
import type { StreamRow } from './store/rows.ts'

/**
 * Opens a stream by its opening record, whose bytes are the body; asking again with the same bytes is harmless.
 * The device's stream before is closed: one open stream per device. Refuses `opening-refused`, `malformed`.
 */
export async function openStream(desk: Desk, { device, body }: Asker, id: string): Promise<StreamState> {
  const opening = textOf(body)
  const record = readOpening(body)
  if (!record) throw new RequestRefused('malformed')
  if (record.ward !== device.ward) throw new RequestRefused('ward-mismatch')
  if (record.stream !== id || record.device !== device.id) throw new RequestRefused('opening-refused')
  const stream = await desk.store.write(async (rows) => {
    const existing = await rows.stream(id)
    if (existing && existing.opening !== opening) throw new RequestRefused('opening-refused')
    if (existing) return existing
    const before = await rows.openStreamOf(device.id)
    if (before) await rows.saveStream({ ...before, state: 'closed' })
    const opened: StreamRow = {
      id,
      ward: device.ward,
      device: device.id,
      opening,
      headSeq: 0,
      headHash: lineHash(opening),
      state: 'open',
      lastReceipt: null,
    }
    await rows.saveStream(opened)
    return opened
  })
  return stateOf(desk, stream)
}

/** What the server has of the asker's stream. */
export async function streamState(desk: Desk, { device }: Asker, id: string): Promise<StreamState> {
  return stateOf(desk, await desk.store.read((rows) => ownStream(rows, device, id)))
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
    const stream = await ownStream(rows, device, id)
    const lines = await rows.lines(id, from, limit)
    return {
      stream: id,
      headSeq: stream.headSeq,
      lines: lines.map(({ seq, hash, line }) => ({ seq, hash, line })),
    }
  })
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
