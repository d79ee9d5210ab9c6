import { syncBase } from '../../../contract/sync/base.ts'
import { type BundleTaken, bundleTakenSchema } from '../../../contract/sync/bundle.ts'
import { type Problem, problemSchema } from '../../../contract/sync/problem.ts'
import { type AnswerFault, openAnswer, rehearse } from '../../../office/sync/bundle/answer.ts'
import { type LinesPart, makeLinesPart, type PartWanted } from '../../../office/sync/bundle/lines.ts'
import type { Connection } from '../../../office/sync/types.ts'
import type { DeskJournal } from '../../testing/journal.ts'
import type { City } from '../../types.ts'

type Desk = { readonly connection: Connection; readonly journal: DeskJournal }

/** One file of a PC for the city; everything that waits unless said otherwise. */
export async function partOf(desk: Desk, wanted: Partial<PartWanted> = {}): Promise<LinesPart> {
  const from = wanted.from ?? desk.journal.ackedSeq() + 1
  const made = await makeLinesPart(desk.connection, desk.journal, {
    part: 1,
    packs: [],
    issuerRequests: [],
    ...wanted,
    from,
  })
  if (!made) throw new Error('this PC has no stream')
  return made
}

/** Everything that waits, in parts of at most so many bytes of lines. */
export async function partsOf(desk: Desk, mostBytes: number): Promise<LinesPart[]> {
  const parts: LinesPart[] = []
  for (let from: number | null = desk.journal.ackedSeq() + 1; from !== null; ) {
    const made: LinesPart = await partOf(desk, { from, part: parts.length + 1, mostBytes })
    parts.push(made)
    from = made.next
  }
  return parts
}

/** Brings a file to the city; what it says, or the problem it refuses with. */
export async function bring(city: City, bytes: Uint8Array): Promise<BundleTaken | Problem> {
  const response = await city.fetch(
    new Request(`http://city.invalid${syncBase}/bundles`, { method: 'POST', body: Uint8Array.from(bytes) }),
  )
  const json: unknown = await response.json()
  return response.ok ? bundleTakenSchema.parse(json) : problemSchema.parse(json)
}

/** The same, which must be taken; the answer files as bytes. */
export async function brought(
  city: City,
  bytes: Uint8Array,
): Promise<BundleTaken & { readonly files: Uint8Array[] }> {
  const taken = await bring(city, bytes)
  if ('code' in taken) throw new Error(`refused: ${taken.code} (${taken.title})`)
  return { ...taken, files: taken.answers.map((answer) => Uint8Array.from(Buffer.from(answer, 'base64'))) }
}

/** Carries an answer home; what it brought, or why nothing of it was taken. */
export async function takeHome(
  { connection, journal }: Desk,
  bytes: Uint8Array,
): Promise<{ acknowledged: number; received: number; more: boolean } | AnswerFault> {
  const answer = await openAnswer(connection, bytes)
  if (typeof answer === 'string') return answer
  const found = await rehearse(connection, journal, answer, journal.receipts.at(-1) ?? null)
  if (typeof found === 'string') return found
  found.write(journal)
  const { acknowledged, received, more } = found
  return { acknowledged, received, more }
}
