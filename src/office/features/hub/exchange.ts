import type { HubUseProblem } from '../../../contract/desk/hub.ts'
import type { HubBox } from '../../../contract/sync/hub.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'
import { waitBefore } from '../../sync/backoff.ts'
import { exportPart, importAnswer } from '../sync/bundle-routes.ts'
import { createSyncJournal } from '../sync/sync-journal.ts'
import { dropFromBox, getAnswer, type HubLine, putPart, readBox } from './ask-hub.ts'
import { hearAround } from './hear-neighbours.ts'
import { forgetUntold } from './forget-untold.ts'
import { type Given, keepGiven, readGiven } from './given.ts'
import { digestOf } from './proof.ts'
import { isOfOurCity } from './setting.ts'

/** How an exchange with the hub ended, and what the next one has to know. */
export type Exchanged = {
  /** What the hub said of itself. */
  readonly box: HubBox
  /** Why the last bundle could not be handed over; null: it was, or there was none. */
  readonly problem: HubUseProblem | null
  /** What the city said of the last bundle it would not have. */
  readonly refused: { readonly code: string; readonly detail: string } | null
  /** When an answer of the city was asked for last, and before when nothing is sent again; of the monotonic clock. */
  readonly askedAt: number
  readonly notBefore: number
  /** Bundles in a row that came to nothing. */
  readonly inVain: number
}

/** The feed of the ward is asked for this often while nothing else is sent. */
const askEveryMs = 300_000
/** Lines of one bundle: less than by stick, so that little is lost with each try over a weak line. */
const partBytes = 1024 * 1024
/** Bundles handed over in one exchange. */
const mostParts = 64
const pauses = { answer: 0, slow: 0, quick: 0, pause: 0, backoffFirst: 60_000, backoffMost: 900_000 }

/** What the city's answers brought. */
type Brought = { readonly taken: number; readonly more: boolean; readonly refused: boolean }

/** Why it is done: a person asked for it (`now`); whether anything is handed over, or the hub is only looked at. */
export type Occasion = {
  readonly before: Exchanged | null
  readonly now: boolean
  readonly carries: boolean
}

/**
 * Fetches the city's answers from the hub, then hands over what no receipt is here for and does not lie there yet.
 */
export async function exchange(
  desk: Desk,
  line: HubLine,
  { before, now, carries }: Occasion,
): Promise<Exchanged | HubUseProblem> {
  const state = await readBox(line)
  if (typeof state === 'string') return state
  const { box } = state
  if (!isOfOurCity(desk, box)) return 'other-ward'
  const brought = await takeAnswers(desk, line, box)
  if (typeof brought === 'string') return brought
  const refusal = box.refused.at(-1) ?? null
  for (const { sha256 } of box.refused) await dropFromBox(line, 'parts', sha256)
  const isInVain = refusal !== null || brought.refused || hasVanished(desk, box)
  forgetGone(desk, box)

  const clock = desk.ports.clock.monotonic()
  const inVain = brought.taken > 0 ? 0 : (before?.inVain ?? 0) + Number(isInVain)
  const pause = isInVain && inVain > 1 ? waitBefore(inVain - 1, null, Math.random, pauses) : 0
  const notBefore = brought.taken > 0 ? 0 : isInVain ? clock + pause : (before?.notBefore ?? 0)
  const asks = now && brought.taken === 0
  const isDue = asks || brought.more || clock - (before?.askedAt ?? Number.NEGATIVE_INFINITY) >= askEveryMs
  const from = refusal?.expectedSeq ?? null
  const sent = carries && (now || clock >= notBefore) ? await handOver(desk, line, { isDue, from }) : nothing
  const around = carries ? await hearAround(desk, line, state) : null
  return {
    box: { ...box, refused: [] },
    problem: sent.problem ?? around,
    refused: brought.taken > 0 ? null : (refusal ?? before?.refused ?? null),
    askedAt: sent.parts > 0 ? clock : (before?.askedAt ?? Number.NEGATIVE_INFINITY),
    notBefore,
    inVain,
  }
}

/** Each answer goes through all that one from a stick goes through; one that is no good is dropped like one that is. */
async function takeAnswers(desk: Desk, line: HubLine, { answers }: HubBox): Promise<Brought | HubUseProblem> {
  let brought: Brought = { taken: 0, more: false, refused: false }
  for (const sha256 of answers) {
    const bytes = await getAnswer(line, sha256)
    if (typeof bytes === 'string') return bytes
    if (bytes === null) continue
    const outcome = await importAnswer(desk, bytes)
    if (outcome.outcome === 'taken') brought = { ...brought, taken: brought.taken + 1, more: outcome.more }
    // An older one only says that the present one is as new.
    else if (outcome.reason !== 'older') {
      desk.ports.log({ level: 'warn', what: 'hub-answer-refused', reason: outcome.reason })
      brought = { ...brought, refused: true }
    }
    await dropFromBox(line, 'answers', sha256)
  }
  if (brought.taken > 0) {
    forgetUntold(desk)
    desk.notify('sync', 'cases')
  }
  return brought
}

/** Whether something that was handed over is there no more and no receipt has come of it. */
function hasVanished(desk: Desk, { waiting }: HubBox): boolean {
  const journal = createSyncJournal(desk, () => undefined)
  const given = readGiven(desk).filter(({ stream }) => stream === journal.stream()?.id)
  const newest = given.at(-1)
  const isThere = waiting.some(({ sha256 }) => sha256 === newest?.sha256)
  return newest !== undefined && !isThere && newest.last > journal.ackedSeq()
}

function forgetGone(desk: Desk, { waiting }: HubBox): void {
  const given = readGiven(desk)
  const left = given.filter((one) => waiting.some(({ sha256 }) => sha256 === one.sha256))
  if (left.length < given.length) keepGiven(desk, left)
}

type Sent = { readonly parts: number; readonly problem: HubUseProblem | null }
const nothing: Sent = { parts: 0, problem: null }

/**
 * Hands over what is not there yet. The last bundle of before was not full: what came since goes with its lines into a
 * new one, and the old one is taken back, so that a long evening makes one large bundle and not hundreds.
 */
async function handOver(
  desk: Desk,
  line: HubLine,
  { isDue, from: asked }: { readonly isDue: boolean; readonly from: number | null },
): Promise<Sent> {
  const journal = createSyncJournal(desk, () => undefined)
  const stream = journal.stream()?.id
  if (stream === undefined) return nothing
  const head = journal.head().seq
  const given = readGiven(desk).filter((one) => one.stream === stream)
  const tail = given.at(-1)
  const start = asked !== null && asked <= head ? asked : journal.ackedSeq() + 1
  const from = tail === undefined || tail.last === 0 ? start : tail.isLast ? tail.first : tail.last + 1
  const isThere = tail !== undefined && tail.isLast && (tail.last === 0 ? start > head : tail.last >= head)
  if (isThere || (from > head && !isDue)) return nothing
  const replaced = tail?.isLast === true ? tail : null
  const sent = await handParts(desk, line, { stream, from, since: replaced?.since ?? null })
  if (replaced && sent.problem === null) {
    keepGiven(
      desk,
      readGiven(desk).filter(({ sha256 }) => sha256 !== replaced.sha256),
    )
    await dropFromBox(line, 'parts', replaced.sha256)
  }
  return sent
}

async function handParts(
  desk: Desk,
  line: HubLine,
  { stream, from, since }: { readonly stream: string; readonly from: number; readonly since: string | null },
): Promise<Sent> {
  let next: number | null = from
  let parts = 0
  while (next !== null && parts < mostParts) {
    const made = await exportPart(desk, { from: next, part: parts + 1, mostBytes: partBytes })
    if (!made) break
    const problem = await putPart(line, made.bytes)
    if (problem !== null) return { parts, problem }
    const { first, last, isLast } = made.header
    const given: Given = {
      sha256: digestOf(made.bytes),
      stream,
      first,
      last,
      isLast,
      since: (parts === 0 ? since : null) ?? vietnamTime(desk.ports.clock.now()),
    }
    keepGiven(desk, [...readGiven(desk), given])
    parts += 1
    next = made.next
  }
  return { parts, problem: null }
}
