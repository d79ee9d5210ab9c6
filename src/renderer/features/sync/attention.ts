import type { SyncState } from '../../../contract/desk/sync.ts'
import { type EventProblemCode, eventProblemSchema } from '../../../contract/sync/problem.ts'

/** One entry of the journal that the city did not simply take. */
export type Attention = SyncState['attention'][number]

/** Who has to do something about it: somebody here, the city's IT, or nobody (another PC of the ward). */
export type NextStep = 'correct' | 'city' | 'wait'

/** What has to be done about an entry: refused is corrected here, quarantined is the city's, parked resolves itself. */
export function nextStep({ status }: Pick<Attention, 'status'>): NextStep {
  switch (status) {
    case 'refused':
      return 'correct'
    case 'quarantined':
      return 'city'
    case 'parked':
      return 'wait'
  }
}

/** The code of an entry when this page has a sentence for it. */
export function knownCode(code: string): EventProblemCode | null {
  const read = eventProblemSchema.shape.code.safeParse(code)
  return read.success ? read.data : null
}
