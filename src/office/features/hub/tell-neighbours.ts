import { streamOpeningSchema, type EventLine } from '../../../contract/sync/event-line.ts'
import { mostNeighbourLines, type NeighbourAsk, neighbourAskSchema } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { readMeta, writeMeta } from '../../facts.ts'
import { lineHash, readLine } from '../../journal/line.ts'
import { isSignedBundle } from '../../sync/bundle/seal.ts'
import { keyIdOf, publicKeyFromRaw, spkiOf } from '../../sync/ed25519.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { hearNeighbours } from '../sync/shared-lines.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'
import { hearKeys, keysFor, type NeighbourFile, openFile, sealFile } from './neighbour-file.ts'
import type { HubAsk, HubReply } from './server.ts'
import { cityOf } from './setting.ts'

type Place = { readonly stream: string; readonly seq: number }
const heardName = 'hub-heard'

/** How far this hub has heard a PC. */
export function heardOf({ store }: Desk, device: string): Place | null {
  return readMeta<Readonly<Record<string, Place>>>(store, heardName)?.[device] ?? null
}

/** Streams with lines that the city has not told here, but those of the PC that asks, and the last of each. */
export function streamsToTell(desk: Desk, device: string): Place[] {
  const journal = createSyncJournal(desk, () => undefined)
  const own = journal.stream()
  const head = journal.head().seq
  const others = desk.store.all(
    sql
      .selectFrom('neighbour_line')
      .select(({ fn }) => ['stream', fn.max('seq').as('seq')])
      .groupBy('stream')
      .limit(63),
  )
  const asker = heardOf(desk, device)?.stream
  const theirs = others.filter(({ stream }) => stream !== asker)
  return own && head > journal.ackedSeq() ? [{ stream: own.id, seq: head }, ...theirs] : theirs
}

/**
 * Hears what a PC of the ward has written that the city has not told, and tells it what the others have: for reading
 * each other while the city is away. No receipt is made of it, and the city's feed takes its place as soon as it comes.
 */
export async function tellNeighbours(desk: Desk, { device, body }: HubAsk): Promise<HubReply> {
  const asked = await openFile(deviceKeyOf(desk), body, neighbourAskSchema)
  if (!asked) return { kind: 'refused', code: 'altered' }
  const { file, opened } = asked
  const key = publicKeyOf(file.head.key)
  const isTheirs = key !== null && keyIdOf(spkiOf(key)) === device && isSignedBundle(opened, key)
  const heard = isTheirs ? chained(desk, device, file) : null
  if (!heard) return { kind: 'refused', code: 'not-ours' }
  if (heard.length > 0) hearNeighbours(desk, file.lines)
  hearKeys(desk, file.keys)
  const last = heard.at(-1)?.seq ?? 0
  const all = readMeta<Readonly<Record<string, Place>>>(desk.store, heardName) ?? {}
  const before = all[device]
  const seq = Math.max(last, before?.stream === file.head.stream ? before.seq : 0)
  desk.store.transact((tx) =>
    writeMeta(tx, heardName, { ...all, [device]: { stream: file.head.stream, seq } }),
  )
  const told = tell(desk, file.head)
  const sender = { ward: desk.facts().wardCode, device: cityOf(desk.store)?.device ?? device }
  return {
    kind: 'bytes',
    bytes: await sealFile(sender, told, deviceKeyOf(desk), file.head.answerKey),
  }
}

/** The lines of a PC, of its own stream and each on the one before; null when they are not. */
function chained(
  desk: Desk,
  device: string,
  { head, lines }: NeighbourFile<NeighbourAsk>,
): EventLine[] | null {
  const opening = streamOpeningSchema.safeParse(parse(head.opening)).data
  if (opening?.device !== device || opening.stream !== head.stream) return null
  if (opening.ward !== desk.facts().wardCode) return null
  const events = lines.flatMap((line) => readLine(line) ?? [])
  const isChain = events.every((event, at) => {
    const before = lines[at - 1]
    return event.stream === head.stream && (before === undefined || event.prev === lineHash(before))
  })
  return isChain && events.length === lines.length ? events : null
}

function tell(desk: Desk, { stream, after, wanted }: NeighbourAsk): NeighbourFile<object> {
  const known = new Map(after.map((place) => [place.stream, place.seq]))
  const lines = [...ownLines(desk, known), ...theirLines(desk, stream, known)].slice(0, mostNeighbourLines)
  const subjects = lines.flatMap((line) => subjectOf(line) ?? [])
  const keys = keysFor(desk, [...subjects, ...wanted.map(({ subject }) => subject)])
  return { head: { keys: keys.length, lines: lines.length }, keys, lines }
}

function ownLines(desk: Desk, known: ReadonlyMap<string, number>): string[] {
  const journal = createSyncJournal(desk, () => undefined)
  const from = Math.max(journal.ackedSeq(), known.get(journal.stream()?.id ?? '') ?? 0) + 1
  return journal.lines(from, mostNeighbourLines).map(({ line }) => line)
}

/** What the other PCs told this hub, in the order of its writing. */
function theirLines({ store }: Desk, asker: string, known: ReadonlyMap<string, number>): string[] {
  const rows = store.all(
    sql
      .selectFrom('neighbour_line')
      .select(['stream', 'seq', 'line'])
      .where('stream', '!=', asker)
      .orderBy('lc')
      .orderBy('stream')
      .orderBy('seq'),
  )
  return rows.filter(({ stream, seq }) => seq > (known.get(stream) ?? 0)).map(({ line }) => line)
}

/** Whose key a line is written under; null when nothing in it is personal. */
export function subjectOf(line: string): string | null {
  const event = line.includes('"subjectKey":') ? readLine(line) : null
  return event?.subjectKey ? event.subject : null
}

function publicKeyOf(raw: string) {
  try {
    return publicKeyFromRaw(raw)
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
