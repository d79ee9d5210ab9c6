import type { HubUseProblem } from '../../../contract/desk/hub.ts'
import {
  type HubBox,
  type HubPlace,
  mostNeighbourLines,
  type NeighbourAsk,
  neighbourToldSchema,
} from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { answerRecipientOf } from '../../sync/bundle/answer-key.ts'
import { lastTold, untoldOf } from '../sync/neighbour-streams.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { hearNeighbours } from '../sync/shared-lines.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'
import { askNeighbours, type HubLine } from './ask-hub.ts'
import { membersKnown } from './members.ts'
import { hearKeys, keysFor, openFile, sealFile } from './neighbour-file.ts'
import { keyBroughtBy, withinBytes } from './tell-neighbours.ts'

/** Rounds in one exchange: what is left comes with the next. */
const mostRounds = 4

/**
 * Tells the neighbours what the city has not told yet, and hears what they wrote, by way of the hub: so that the desks
 * of a ward see each other's cases while the city is away. It is the hub's word until the city has spoken.
 */
export async function hearAround(
  desk: Desk,
  line: HubLine,
  { box, key }: { readonly box: HubBox; readonly key: string },
): Promise<HubUseProblem | null> {
  // A PC that asks the city nothing has no list; its hub was known by its key when they were paired.
  if (membersKnown(desk)?.has(key) === false) return 'not-member'
  let heard = box.heard
  for (let round = 0; round < mostRounds; round += 1) {
    const lines = linesToTell(desk, heard)
    const after = placesKnown(desk, box.neighbours)
    const wanted = keysWanted(desk)
    const isNews = box.neighbours.some(({ stream, hash }) => after.get(stream)?.hash !== hash)
    if (lines.length === 0 && !isNews && (wanted.length === 0 || round > 0)) return null
    const last = lines.at(-1)
    const problem = await tellAndHear(desk, line, box, { lines, after: [...after.values()], wanted })
    if (problem !== null) return problem
    const stream = createSyncJournal(desk, () => undefined).stream()?.id
    if (last && stream !== undefined) heard = { stream, seq: last.seq, hash: last.hash }
  }
  return null
}

type Lines = readonly { readonly seq: number; readonly hash: string; readonly line: string }[]
type Told = {
  readonly lines: Lines
  readonly after: NeighbourAsk['after']
  readonly wanted: NeighbourAsk['wanted']
}

async function tellAndHear(
  desk: Desk,
  line: HubLine,
  box: HubBox,
  { lines, after, wanted }: Told,
): Promise<HubUseProblem | null> {
  const own = createSyncJournal(desk, () => undefined).stream()
  if (!own) return null
  const deviceKey = deviceKeyOf(desk)
  const texts = lines.map((one) => one.line)
  const keys = keysFor(
    desk,
    texts.flatMap((text) => keyBroughtBy(text) ?? []),
  )
  const head: NeighbourAsk = {
    answerKey: answerRecipientOf(deviceKey),
    stream: own.id,
    opening: own.openingLine,
    receipt: desk.store.first(sql.selectFrom('sync').select('receipt'))?.receipt ?? null,
    after,
    wanted,
    keys: keys.length,
    lines: texts.length,
  }
  const sender = { ward: desk.facts().wardCode, device: line.device }
  const sealed = await sealFile(sender, { head, keys, lines: texts }, deviceKey, box.answerKey)
  const bytes = await askNeighbours(line, sealed)
  if (typeof bytes === 'string') return bytes
  // The hub has signed the answer as a whole.
  const told = await openFile(deviceKey, bytes, neighbourToldSchema, null)
  if (!told) return 'garbled-answer'
  await hearNeighbours(desk, told.lines)
  hearKeys(desk, told.keys)
  return null
}

/** What the hub has not heard; all of it when it has heard what this PC has lost. */
function linesToTell(desk: Desk, heard: HubBox['heard']): Lines {
  const journal = createSyncJournal(desk, () => undefined)
  const isOurs =
    heard !== null &&
    heard.stream === journal.stream()?.id &&
    journal.lines(heard.seq, 1)[0]?.hash === heard.hash
  const from = Math.max(journal.ackedSeq(), isOurs ? heard.seq : 0) + 1
  const lines = journal.lines(from, mostNeighbourLines)
  return lines.slice(0, withinBytes(lines.map(({ line }) => line)).length)
}

/** How far this PC knows streams of its neighbours, from the city or by the hub; nothing of what it knows otherwise. */
function placesKnown({ store }: Desk, places: HubBox['neighbours']): Map<string, HubPlace> {
  const known = places.flatMap((place) => {
    const told = lastTold(store, place.stream)
    // Once the city has spoken, the hub has nothing to say.
    if (told && told.seq >= place.seq) return [place]
    const here = untoldOf(store, place.stream)
    if (here.some(({ seq, hash }) => seq === place.seq && hash === place.hash)) return [place]
    const last = here.at(-1)
    if (last && last.seq < place.seq) return [{ stream: place.stream, seq: last.seq, hash: last.hash }]
    return told ?? []
  })
  return new Map(known.map((place) => [place.stream, place]))
}

function keysWanted({ store }: Desk): NeighbourAsk['wanted'] {
  return store.all(sql.selectFrom('key_wanted').select(['subject', 'sha256']).limit(500))
}
