import { createHash, randomUUID, sign } from 'node:crypto'
import { cityLineSchema, cityLineText, type CityWords } from '../contract/sync/city-lines.ts'
import type { EventLine, StreamOpening } from '../contract/sync/event-line.ts'
import { vietnamOffsetMs } from '../domain/calendar.ts'
import { lineHash, writeLine } from '../office/journal/line.ts'
import { type Desk, serverTime } from './desk.ts'
import type { StreamRow } from './store/rows.ts'
import type { Rows } from './store/store.ts'

/** What the city has to say to a ward. `user`: who at the city; `lc`: higher than that of what it answers. */
export type CitySaid = {
  readonly ward: string
  readonly subject: string
  /** Unique in the ward for ever: saying the same twice is refused by the store. */
  readonly id: string
  readonly lc: number
  readonly user: string
} & CityWords

/**
 * Appends a line of the city's own to a ward's feed, in the given transaction: signed by the city list key, chained in
 * the city's stream of that ward, at the next position. Resolves to the line's hash. Ring the ward's bell afterwards.
 */
export async function appendCityLine(desk: Desk, rows: Rows, said: CitySaid): Promise<string> {
  const stream = await cityStream(desk, rows, said.ward)
  const event = eventOf(desk, said, stream)
  // What a desk could not read would be worth nothing there; and nobody could take it back.
  cityLineSchema.parse(event)
  const line = writeLine(event)
  const hash = lineHash(line)
  const { ward, subject, id } = said
  const pos = await rows.takePositions(ward, 1)
  const receivedAt = serverTime(desk)
  const place = { ward, stream: stream.id, seq: event.seq }
  await rows.addLines([
    {
      ...place,
      hash,
      id,
      subject,
      line,
      receivedAt,
      status: 'accepted',
      problem: null,
      pos,
      repeats: null,
    },
  ])
  await rows.addFeed([{ ...place, pos, kind: 'line', at: receivedAt, status: 'accepted', problem: null }])
  await rows.saveStream({ ...stream, headSeq: event.seq, headHash: hash })
  return hash
}

/**
 * Closes the city's streams, so that its next lines begin new ones: after a restore from a backup the wards have seen
 * lines under the old numbers that the city no longer knows.
 */
export async function closeCityStreams(rows: Rows): Promise<void> {
  for (const { code } of await rows.wards()) {
    const stream = await rows.openStreamOf(cityDevice(code))
    if (stream) await rows.saveStream({ ...stream, state: 'closed' })
  }
}

/** Names the writer of the city's lines to a ward. No key belongs to it: every line carries its own proof. */
function cityDevice(ward: string): string {
  return createHash('sha256').update(`psp1 city stream\n${ward}`).digest('base64url')
}

/** The city's open stream of a ward; opened when there is none. */
async function cityStream(desk: Desk, rows: Rows, ward: string): Promise<StreamRow> {
  const device = cityDevice(ward)
  const open = await rows.openStreamOf(device)
  if (open) return open
  const isFirst = (await rows.device(device)) === null
  if (isFirst) await rows.saveDevice(deviceOf(desk, device, ward))
  const id = randomUUID()
  const record: StreamOpening = {
    v: 1,
    opening: true,
    stream: id,
    ward,
    device,
    reason: isFirst ? 'enrolment' : 'restore',
    previous: null,
    at: wallOf(desk),
  }
  const opening = JSON.stringify(record)
  const headHash = lineHash(opening)
  const stream = {
    id,
    ward,
    device,
    opening,
    headSeq: 0,
    headHash,
    state: 'open',
    lastReceipt: null,
  } as const
  await rows.saveStream(stream)
  return stream
}

/** Nobody can send as this device: it has no key, no letters, and is no PC. */
function deviceOf(desk: Desk, id: string, ward: string) {
  const enrolledAt = serverTime(desk)
  return { id, ward, letters: '', spki: '', state: 'revoked', appVersion: '', enrolledAt } as const
}

function eventOf(desk: Desk, said: CitySaid, stream: StreamRow): EventLine {
  const { ward, subject, id, lc, user, type, body } = said
  const wall = wallOf(desk)
  const signature = sign(
    null,
    Buffer.from(cityLineText({ ...said, wall })),
    desk.keys.list.privateKey,
  ).toString('base64url')
  return {
    v: 1,
    stream: stream.id,
    seq: stream.headSeq + 1,
    prev: stream.headHash,
    id,
    type,
    tv: 1,
    ward,
    subject,
    baseVer: 0,
    lc,
    at: { wall, mono: 0, boot: 'city', offsetMs: 0, offsetAgeS: 0 },
    actor: { user, role: 'system', session: 'city' },
    body: { ...body, proof: { kid: desk.keys.list.kid, signature } },
  }
}

/** The city's clock as lines write it: Vietnamese time. */
export function wallOf(desk: Desk): string {
  return new Date(desk.now() + vietnamOffsetMs).toISOString().replace('Z', '+07:00')
}
