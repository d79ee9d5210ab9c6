import type { BulkOutcome, LeftRow } from '../../../contract/desk/batches.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { eventIdOf, leftBehind } from '../batches/read.ts'
import { isWritten } from '../cases/act.ts'
import { cardList } from './card-list.ts'
import { endingOfGone } from './other-cards.ts'

/**
 * Withdraws the sealed cards of a list whose households moved out or were merged, each as the single act; what a rule
 * refuses stays behind. Repeating it with the same `actId` writes nothing. Throws `not-found`, `batch-nothing-waits`.
 */
export function withdrawGoneCards(
  desk: Desk,
  session: LiveSession,
  batchId: string,
  actId: string,
): BulkOutcome {
  const outcome = desk.journal.command((writing) => {
    const cards = cardList(writing, batchId).filter(({ gone, permitNumber }) => gone && permitNumber !== null)
    const again = cards.filter(({ caseId }) => isWritten(writing, eventIdOf(actId, caseId), caseId))
    if (again.length > 0) return { done: again.length, left: [] }
    const live = cards.filter(({ withdrawn }) => !withdrawn)
    if (live.length === 0) throw new Refusal('batch-nothing-waits')
    const left: LeftRow[] = []
    for (const [index, { row }] of live.entries()) {
      try {
        writing.append(endingOfGone(desk, writing, session, row, actId))
      } catch (error) {
        left.push(leftBehind(error, index + 1, row.id))
      }
    }
    return { done: live.length - left.length, left }
  })
  desk.sync.wake()
  desk.notify('cases', 'households', 'keys')
  return outcome
}
