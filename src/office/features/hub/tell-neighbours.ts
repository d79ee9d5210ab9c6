import {
  type HubPlace,
  mostNeighbourBytes,
  mostNeighbourLines,
  type NeighbourAsk,
  neighbourAskSchema,
} from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { readLine } from '../../journal/line.ts'
import { dropPassed } from '../../journal/others.ts'
import { project } from '../../projection.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { lastKnown, untoldOf } from '../sync/neighbour-streams.ts'
import { hearNeighbours, reportMissed, wholeStream } from '../sync/shared-lines.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'
import { judgeLines } from './judge-lines.ts'
import { membersKnown } from './members.ts'
import { hearKeys, keysFor, type NeighbourFile, openFile, sealFile } from './neighbour-file.ts'
import type { HubAsk, HubReply } from './server.ts'
import { cityOf } from './setting.ts'

const streamsName = 'hub-streams'
type Streams = Readonly<Record<string, string>>

/** How far this hub has heard a PC; null: nothing. */
export function heardOf({ store }: Desk, device: string): HubPlace | null {
  const stream = readMeta<Streams>(store, streamsName)?.[device]
  return stream === undefined ? null : lastKnown(store, stream)
}

/** Streams with lines that the city has not told here, but those of the PC that asks, and the last of each. */
export function streamsToTell(desk: Desk, device: string): HubPlace[] {
  const journal = createSyncJournal(desk, () => undefined)
  const own = journal.stream()
  const head = journal.head()
  const others = desk.store.all(sql.selectFrom('neighbour_line').select('stream').distinct().limit(63))
  const asker = readMeta<Streams>(desk.store, streamsName)?.[device]
  const theirs = others
    .filter(({ stream }) => stream !== asker)
    .flatMap(({ stream }) => lastKnown(desk.store, stream) ?? [])
  return own && head.seq > journal.ackedSeq()
    ? [{ stream: own.id, seq: head.seq, hash: head.hash }, ...theirs]
    : theirs
}

/**
 * Hears what a PC of the ward has written that the city has not told, and tells it what the others have: for reading
 * each other while the city is away. Only a PC that the city has named as one of the ward is heard and told anything.
 * No receipt is made of it, and the city's feed takes its place as soon as it comes.
 */
export async function tellNeighbours(desk: Desk, { device, body }: HubAsk): Promise<HubReply> {
  const member = membersKnown(desk)?.get(device)
  if (!member) return { kind: 'refused', code: 'not-member' }
  const file = await openFile(deviceKeyOf(desk), body, neighbourAskSchema, member.key)
  if (!file) return { kind: 'refused', code: 'altered' }
  const fault = judgeLines(desk, member, file)
  if (fault !== null) return { kind: 'refused', code: fault }
  const { head } = file
  noteStream(desk, device, head.stream)
  await hearNeighbours(desk, file.lines)
  hearKeys(desk, file.keys)
  const sender = { ward: desk.facts().wardCode, device: cityOf(desk.store)?.device ?? device }
  return {
    kind: 'bytes',
    bytes: await sealFile(sender, tell(desk, head), deviceKeyOf(desk), head.answerKey),
  }
}

/** A PC that goes on in a new stream tells there again what the city had not of the one before. */
function noteStream(desk: Desk, device: string, stream: string): void {
  const missed = desk.store.transact((tx) => {
    const all = readMeta<Streams>(tx, streamsName) ?? {}
    const before = all[device]
    if (before === stream) return []
    writeMeta(tx, streamsName, { ...all, [device]: stream })
    return before === undefined ? [] : dropPassed(tx, [wholeStream(before)], project)
  })
  reportMissed(desk, missed)
}

function tell(desk: Desk, { stream, after, wanted }: NeighbourAsk): NeighbourFile<object> {
  const known = new Map(after.map((place) => [place.stream, place]))
  const lines = withinBytes([...ownLines(desk, known), ...theirLines(desk, stream, known)])
  const brought = lines.flatMap((line) => keyBroughtBy(line) ?? [])
  const keys = keysFor(desk, [...brought, ...wanted])
  return { head: { keys: keys.length, lines: lines.length }, keys, lines }
}

/** As many as one message takes. */
export function withinBytes(lines: readonly string[]): string[] {
  let bytes = 0
  const fits = (line: string) => (bytes += Buffer.byteLength(line)) <= mostNeighbourBytes
  const end = lines.findIndex((line, at) => at >= mostNeighbourLines || (!fits(line) && at > 0))
  return end < 0 ? [...lines] : lines.slice(0, end)
}

function ownLines(desk: Desk, known: ReadonlyMap<string, HubPlace>): string[] {
  const journal = createSyncJournal(desk, () => undefined)
  const place = known.get(journal.stream()?.id ?? '')
  const isOurs = place !== undefined && journal.lines(place.seq, 1)[0]?.hash === place.hash
  const from = Math.max(journal.ackedSeq(), isOurs ? place.seq : 0) + 1
  return journal.lines(from, mostNeighbourLines).map(({ line }) => line)
}

/** What the other PCs told this hub, in the order of its writing; all of a stream to whoever has another past of it. */
function theirLines({ store }: Desk, asker: string, known: ReadonlyMap<string, HubPlace>): string[] {
  const streams = store.all(
    sql.selectFrom('neighbour_line').select('stream').distinct().where('stream', '!=', asker),
  )
  return streams
    .flatMap(({ stream }) => {
      const lines = untoldOf(store, stream)
      const place = known.get(stream)
      const there = lines.find(({ seq }) => seq === place?.seq)
      const isAlike = place !== undefined && (there?.hash ?? place.hash) === place.hash
      return lines.filter(({ seq }) => !isAlike || seq > place.seq)
    })
    .map(({ line }) => ({ line, lc: readLine(line)?.lc ?? 0 }))
    .sort((one, other) => one.lc - other.lc)
    .map(({ line }) => line)
}

/** The key a line brings in; null when it brings none. */
export function keyBroughtBy(line: string): NeighbourAsk['wanted'][number] | null {
  const event = line.includes('"subjectKey":') ? readLine(line) : null
  return event?.subjectKey ? { subject: event.subject, sha256: event.subjectKey.sha256 } : null
}
