import { verify } from 'node:crypto'
import { streamOpeningSchema, streamOpeningText } from '../../../contract/sync/event-line.ts'
import type { HubRefusal, NeighbourAsk } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { readMeta } from '../../facts.ts'
import { lineHash, readLine } from '../../journal/line.ts'
import { verifyReceipt } from '../../sync/receipt.ts'
import type { Connection } from '../../sync/types.ts'
import { hashesTold, lastTold, openingTold, untoldOf } from '../sync/neighbour-streams.ts'
import { mostOfStream } from '../sync/shared-lines.ts'
import type { Member } from './members.ts'
import type { NeighbourFile } from './neighbour-file.ts'

type Place = { readonly seq: number; readonly hash: string }

/**
 * Why lines of a PC are not heard; null: they are. They have to be of a stream that this PC has opened by its own key,
 * each on the one before, and somewhere on a line that is known: by the city, by a receipt the PC shows, by what this
 * hub has heard, or because it is the first. Nobody can so leave a gap, or stand in for another.
 */
export function judgeLines(
  desk: Desk,
  member: Member,
  { head, lines }: NeighbourFile<NeighbourAsk>,
): HubRefusal | null {
  if (!isOpenedBy(desk, member, head)) return 'not-ours'
  const places = chain(head.stream, lines)
  const [first, last] = [places?.[0], places?.at(-1)]
  if (!places) return 'not-ours'
  if (!first || !last) return null
  const told = hashesTold(desk.store, head.stream, first.seq, last.seq)
  const here = untoldOf(desk.store, head.stream)
  const heard = new Map(here.map(({ seq, hash }) => [seq, hash]))
  const signed = receiptOf(desk, head)
  const isKnown = ({ seq, hash }: Place) =>
    (seq === 0 && hash === lineHash(head.opening)) ||
    (told.get(seq) ?? heard.get(seq)) === hash ||
    (signed?.seq === seq && signed.hash === hash)
  if (!places.some(isKnown)) return 'not-ours'
  // The city has its word already: what it has otherwise is not heard.
  if (places.some(({ seq, hash }) => (told.get(seq) ?? hash) !== hash)) return 'not-ours'
  const bytes = here.reduce((sum, { line }) => sum + line.length, 0)
  return here.length > mostOfStream.lines || bytes > mostOfStream.bytes ? 'share-full' : null
}

function isOpenedBy(desk: Desk, { device, key, stream: open }: Member, head: NeighbourAsk): boolean {
  const read = streamOpeningSchema.safeParse(parse(head.opening)).data
  if (read?.device !== device || read.stream !== head.stream) return false
  if (read.ward !== desk.facts().wardCode) return false
  const { proof, ...record } = read
  if (proof === undefined) return false
  if (!verify(null, Buffer.from(streamOpeningText(record)), key, Buffer.from(proof, 'base64url')))
    return false
  // Anybody can write an opening record for a stream; whose it is the city says, or its first line there.
  if (open === head.stream || !lastTold(desk.store, head.stream)) return true
  return openingTold(desk.store, head.stream) === lineHash(head.opening)
}

/** The place before the first line, and that of each; null when one does not stand on the one before. */
function chain(stream: string, lines: readonly string[]): Place[] | null {
  const events = lines.map((line) => readLine(line))
  const places: Place[] = []
  for (const [at, event] of events.entries()) {
    if (event?.stream !== stream) return null
    const before = places.at(-1)
    if (before === undefined) places.push({ seq: event.seq - 1, hash: event.prev })
    else if (event.seq !== before.seq + 1 || event.prev !== before.hash) return null
    places.push({ seq: event.seq, hash: lineHash(lines[at] ?? '') })
  }
  return places
}

/** What the city has signed for of the stream, as the PC shows it. */
function receiptOf({ store }: Desk, { stream, receipt }: NeighbourAsk): Place | null {
  const keys = readMeta<Pick<Connection, 'receiptKeys'>>(store, 'connection')?.receiptKeys ?? []
  const said = receipt === null ? 'unreadable' : verifyReceipt(receipt, keys)
  if (typeof said === 'string' || said.stream !== stream) return null
  return { seq: said.headSeq, hash: said.headHash }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
