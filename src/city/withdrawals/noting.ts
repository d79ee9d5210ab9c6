import type { EventBody } from '../../contract/events.ts'
import type { PaperReference } from '../../contract/events.ts'
import { civilDate, dayNumber } from '../../domain/calendar.ts'
import type { WithdrawalRow } from '../store/rows.ts'

const reasonNumbers = { withdrawn: 1, replaced: 2, lost: 3, 'issued-in-error': 4 } as const

/** The paper that a replacement took the place of. */
export function ofReplacement(ward: string, body: EventBody<'permit.replaced'>): WithdrawalRow[] {
  return [onePaper(ward, body.replaced, 'replaced')]
}

/** The paper of a revocation. */
export function ofRevocation(ward: string, body: EventBody<'permit.revoked'>): WithdrawalRow[] {
  return [onePaper(ward, body, body.reason)]
}

/** Many papers at once: runs of a series, or whole ones. A place to begin without a number is one paper. */
export function ofWithdrawal(ward: string, body: EventBody<'papers.withdrawn'>): WithdrawalRow[] {
  const reason = reasonNumbers[body.reason]
  const lastDay = dayOf(body.lastDay)
  return body.items.map(({ kid, series, first, count }) => {
    const isWhole = first === undefined && count === undefined
    const run = isWhole ? { first: 0, count: 0 } : { first: first ?? 0, count: count ?? 1 }
    return { ward, kid, series, ...run, reason, lastDay }
  })
}

function onePaper(
  ward: string,
  { kid, series, index, lastDay }: PaperReference,
  reason: keyof typeof reasonNumbers,
): WithdrawalRow {
  return {
    ward,
    kid,
    series,
    first: index,
    count: 1,
    reason: reasonNumbers[reason],
    lastDay: dayOf(lastDay),
  }
}

/** Days since 1970; a date no calendar has counts as never over. */
function dayOf(text: string): number | null {
  const date = civilDate(text)
  return date === null ? null : dayNumber(date)
}
