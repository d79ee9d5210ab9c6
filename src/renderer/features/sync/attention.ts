import { type HeldReason, heldReasonSchema, type SyncState } from '../../../contract/desk/sync.ts'
import { type EventProblemCode, eventProblemSchema } from '../../../contract/sync/problem.ts'

/** One entry of the journal that the city did not simply take, or line of the city that is held here. */
export type Attention = SyncState['attention'][number]

/** Who has to do something about it: somebody here, the city's IT, or nobody (another PC of the ward). */
export type NextStep = 'correct' | 'city' | 'wait'

/** What has to be done about an entry: refused is corrected here, quarantined is the city's, parked resolves itself. */
export function nextStep({
  status,
}: {
  readonly status: Exclude<Attention['status'], 'held' | 'told'>
}): NextStep {
  switch (status) {
    case 'refused':
      return 'correct'
    case 'quarantined':
      return 'city'
    case 'parked':
      return 'wait'
  }
}

/** Why a line of the city is held; null for an entry of this PC, and for what the city has told. */
export function heldReason({
  status,
  code,
}: Pick<Attention, 'status' | 'code'>): Exclude<HeldReason, 'overlap'> | null {
  return status === 'held' ? heldReasonSchema.exclude(['overlap']).parse(code) : null
}

/** The code of an entry when this page has a sentence for it. */
export function knownCode(code: string): EventProblemCode | null {
  const read = eventProblemSchema.shape.code.safeParse(code)
  return read.success ? read.data : null
}
