import type { HubUseProblem } from '../../../contract/desk/hub.ts'
import {
  type HubBox,
  mostNeighbourLines,
  type NeighbourAsk,
  neighbourToldSchema,
} from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { sql } from '../../database/store.ts'
import { answerRecipientOf } from '../../sync/bundle/answer-key.ts'
import { rawPublicKey } from '../../sync/ed25519.ts'
import { deviceKeyOf } from '../sync/sent-streams.ts'
import { hearNeighbours } from '../sync/shared-lines.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'
import { askNeighbours, type HubLine } from './ask-hub.ts'
import { hearKeys, keysFor, openFile, sealFile } from './neighbour-file.ts'
import { subjectOf } from './tell-neighbours.ts'

/** Rounds in one exchange: what is left comes with the next. */
const mostRounds = 4

/**
 * Tells the neighbours what the city has not told yet, and hears what they wrote, by way of the hub: so that the desks
 * of a ward see each other's cases while the city is away. It is the hub's word until the city has spoken.
 */
export async function hearAround(desk: Desk, line: HubLine, box: HubBox): Promise<HubUseProblem | null> {
  let heard = box.heard
  for (let round = 0; round < mostRounds; round += 1) {
    const lines = linesToTell(desk, heard)
    const after = placesKnown(desk, box.neighbours)
    const wanted = keysWanted(desk)
    const isNews = box.neighbours.some(({ stream, seq }) => seq > (after.get(stream) ?? 0))
    if (lines.length === 0 && !isNews && (wanted.length === 0 || round > 0)) return null
    const last = lines.at(-1)
    const problem = await tellAndHear(desk, line, box, { lines, after, wanted })
    if (problem !== null) return problem
    const stream = createSyncJournal(desk, () => undefined).stream()?.id
    if (last && stream !== undefined) heard = { stream, seq: last.seq }
  }
  return null
}

type Told = {
  readonly lines: readonly { readonly seq: number; readonly line: string }[]
  readonly after: ReadonlyMap<string, number>
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
    texts.flatMap((text) => subjectOf(text) ?? []),
  )
  const head: NeighbourAsk = {
    answerKey: answerRecipientOf(deviceKey),
    key: rawPublicKey(deviceKey),
    stream: own.id,
    opening: own.openingLine,
    after: [...after].map(([stream, seq]) => ({ stream, seq })),
    wanted: [...wanted],
    keys: keys.length,
    lines: texts.length,
  }
  const sender = { ward: desk.facts().wardCode, device: line.device }
  const sealed = await sealFile(sender, { head, keys, lines: texts }, deviceKey, box.answerKey)
  const bytes = await askNeighbours(line, sealed)
  if (typeof bytes === 'string') return bytes
  // The hub has signed the answer as a whole.
  const told = await openFile(deviceKey, bytes, neighbourToldSchema)
  if (!told) return 'garbled-answer'
  if (told.file.lines.length > 0) hearNeighbours(desk, told.file.lines)
  hearKeys(desk, told.file.keys)
  return null
}

function linesToTell(desk: Desk, heard: HubBox['heard']): Told['lines'] {
  const journal = createSyncJournal(desk, () => undefined)
  // A hub that has heard more than there is heard what this PC has lost.
  const isOurs = heard?.stream === journal.stream()?.id && (heard?.seq ?? 0) <= journal.head().seq
  const told = isOurs ? (heard?.seq ?? 0) : 0
  return journal.lines(Math.max(journal.ackedSeq(), told) + 1, mostNeighbourLines)
}

/** How far this PC knows streams of its neighbours, from the city or by the hub. */
function placesKnown({ store }: Desk, places: HubBox['neighbours']): Map<string, number> {
  return new Map(
    places.map(({ stream }) => {
      const last = (table: 'feed_item' | 'neighbour_line') =>
        store.first(
          sql
            .selectFrom(table)
            .select(({ fn }) => fn.max('seq').as('seq'))
            .where('stream', '=', stream),
        )?.seq ?? 0
      return [stream, Math.max(last('feed_item'), last('neighbour_line'))]
    }),
  )
}

function keysWanted({ store }: Desk): NeighbourAsk['wanted'] {
  return store.all(sql.selectFrom('key_wanted').select(['subject', 'sha256']).limit(500))
}
