import { eventTypes } from '../../../contract/events.ts'
import { eventLineSchema } from '../../../contract/sync/event-line.ts'
import type { FeedItem } from '../../../contract/sync/feed.ts'
import type { Transactor } from '../../database/store.ts'
import { keepCheck, keepDifference, keepLetIn } from '../../projection/checks.ts'

/**
 * Keeps a check that another PC of the ward made at its gate, so that a card's visits are counted at all gates. Lines
 * of other kinds, and such as the city did not accept, change nothing; the same line again changes nothing either.
 */
export function keepCheckOfFeed(tx: Transactor, item: FeedItem): void {
  if (item.kind !== 'line' || item.status !== 'accepted' || !item.line.includes('"type":"check.')) return
  const line = eventLineSchema.safeParse(jsonOf(item.line))
  if (!line.success) return
  const { type, body } = line.data
  if (type === 'check.made') {
    const made = eventTypes[type].body.safeParse(body)
    if (made.success) keepCheck(tx, line.data, made.data)
  } else if (type === 'check.differed') {
    const differed = eventTypes[type].body.safeParse(body)
    if (differed.success) keepDifference(tx, differed.data.check)
  } else if (type === 'check.let-in') {
    const letIn = eventTypes[type].body.safeParse(body)
    if (letIn.success) keepLetIn(tx, letIn.data.check)
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
