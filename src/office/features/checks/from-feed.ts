import { eventTypes } from '../../../contract/events.ts'
import type { EventLine } from '../../../contract/sync/event-line.ts'
import type { Transactor } from '../../database/store.ts'
import { keepCheck, keepDifference, keepLetIn } from '../../projection/checks.ts'

/**
 * Keeps a check that a PC of the ward made at its gate, as the city accepted it, so that a card's visits are counted at
 * all gates. Lines of other kinds change nothing; the same line again changes nothing either.
 */
export function keepCheckOfFeed(tx: Transactor, event: EventLine): void {
  const { type, body } = event
  if (type === 'check.made') {
    const made = eventTypes[type].body.safeParse(body)
    if (made.success) keepCheck(tx, event, made.data)
  } else if (type === 'check.differed') {
    const differed = eventTypes[type].body.safeParse(body)
    if (differed.success) keepDifference(tx, differed.data.check)
  } else if (type === 'check.let-in') {
    const letIn = eventTypes[type].body.safeParse(body)
    if (letIn.success) keepLetIn(tx, letIn.data.check)
  }
}
