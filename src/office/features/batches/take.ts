import type { LeftRow } from '../../../contract/desk/batches.ts'
import type { EventBody } from '../../../contract/events.ts'
import { type BatchPlace, mostOfBatch } from '../../../contract/events/batch-events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertPrints } from '../cases/assert-prints.ts'
import { caseRow } from '../cases/read.ts'
import { assertRoom, type Registration, registrationOf } from '../cases/register.ts'
import { leftBehind } from './read.ts'

/** One row to be registered: its place in the list and what it asks for. */
export type RowToTake = {
  readonly place: Omit<BatchPlace, 'id'>
  readonly asked: Registration
}

/** A batch to be taken; the pack is the one in force. `rows`: how many the list had, `bad`: how many have to be mended. */
export type BatchToTake = {
  readonly batchId: string
  readonly role: Role
  readonly head: Omit<EventBody<'batch.taken'>, 'counts' | 'pack' | 'packVersion'>
  readonly listed: { readonly rows: number; readonly bad: number }
  readonly rows: readonly RowToTake[]
  /** Who a row names, as far as the rows before it are known by then. Throws where nobody can tell. */
  readonly named?: (row: RowToTake) => RowToTake
  /** Throws what else forbids a row, inside the transaction. */
  readonly judge: (writing: Writing, row: RowToTake) => void
  /** Written with the batch, all or none. */
  readonly keep: (writing: Writing) => void
}

export type TakenBatch = { readonly taken: number; readonly left: readonly LeftRow[] }

/**
 * Registers the rows of a list as cases of one batch, in one transaction: each judged as a single application is. A row
 * that a rule refuses stays behind with its reason and the others go on; where all stay behind nothing is written.
 * Repeating it writes nothing. Throws `batch-too-large`, `disk-nearly-full`, `clock-doubtful`.
 */
export function tryBatch(desk: Desk, session: LiveSession, batch: BatchToTake): TakenBatch {
  return desk.journal.has(batch.batchId) ? { taken: 0, left: [] } : addToBatch(desk, session, batch)
}

/**
 * The same for a piece of a list: it begins the batch where nothing of it is taken yet, and is added to it otherwise.
 * Throws as `tryBatch`.
 */
export function addToBatch(desk: Desk, session: LiveSession, batch: BatchToTake): TakenBatch {
  if (batch.rows.length > mostOfBatch)
    throw new Refusal('batch-too-large', { count: batch.rows.length, most: mostOfBatch })
  assertRoom(desk)
  const unprintable = new Map<string, Refusal>()
  let taken: TakenBatch | null = null
  // Ends: every round that takes nothing finds one more row that does not print.
  while (!taken) taken = takeOnce(desk, session, batch, unprintable)
  if (taken.taken > 0) desk.notify('cases', 'people')
  return taken
}

/** Whether a row prints is known once it is written: one that does not undoes the whole, and is left out the next time. */
class Unprintable extends Error {}

function takeOnce(
  desk: Desk,
  session: LiveSession,
  batch: BatchToTake,
  unprintable: Map<string, Refusal>,
): TakenBatch | null {
  const before = unprintable.size
  try {
    return desk.journal.command((writing) => {
      const left: LeftRow[] = []
      let taken = 0
      for (const row of batch.rows) {
        const refusal = unprintable.get(row.asked.caseId) ?? refusalOf(desk, session, batch, writing, row)
        if (refusal) {
          left.push(leftBehind(refusal, row.place.row, null))
          continue
        }
        taken += 1
        const unfit = printsNot(desk, writing, row.asked.caseId)
        if (unfit) unprintable.set(row.asked.caseId, unfit)
      }
      if (unprintable.size > before) throw new Unprintable()
      if (taken === 0) return { taken, left }
      if (!desk.journal.has(batch.batchId))
        appendHead(desk, session, batch, writing, { taken, left: left.length })
      batch.keep(writing)
      return { taken, left }
    })
  } catch (error) {
    if (error instanceof Unprintable) return null
    throw error
  }
}

/** Registers a row; answers why not. */
function refusalOf(
  desk: Desk,
  session: LiveSession,
  batch: BatchToTake,
  writing: Writing,
  listed: RowToTake,
): Refusal | null {
  let draft: ReturnType<typeof registrationOf>
  try {
    const row = batch.named?.(listed) ?? listed
    batch.judge(writing, row)
    draft = registrationOf(desk, writing, session, row.asked, { id: batch.batchId, ...row.place })
  } catch (error) {
    if (error instanceof Refusal && error.code !== 'clock-doubtful') return error
    throw error
  }
  writing.append(draft)
  return null
}

function printsNot(desk: Desk, writing: Writing, caseId: string): Refusal | null {
  try {
    assertPrints(desk, caseRow(writing, caseId))
    return null
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
}

/** Last, when it is known how many were taken. */
function appendHead(
  desk: Desk,
  session: LiveSession,
  { batchId, role, head, listed }: BatchToTake,
  writing: Writing,
  { taken, left }: { readonly taken: number; readonly left: number },
): void {
  const { id: pack, version: packVersion } = desk.pack()
  writing.append({
    type: 'batch.taken',
    id: batchId,
    subject: batchId,
    baseVer: 0,
    actor: actorOf(session, role),
    body: { ...head, pack, packVersion, counts: { ...listed, taken, left } },
    personal: null,
  })
}
