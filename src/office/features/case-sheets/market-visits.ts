import type { CivilDate } from '../../../domain/calendar.ts'
import type { Schedule } from '../../../contract/events.ts'
import { daysLeftOver } from '../households/card-days.ts'
import type { MarketCardSheet } from '../../sheets/market-card-slip/data.ts'
import { mostBoxes } from '../../sheets/market-card-slip/data.ts'

/** What is known of the days of a card. */
type DaysOfCard = {
  readonly schedule: Schedule
  /** Odd days, even days; null: the card says neither. */
  readonly odd: boolean | null
  /** The only days on which it holds, where the plan names them. */
  readonly only: readonly CivilDate[] | null
  /** How often its holder may go. */
  readonly visits: number | null
}

/**
 * The boxes of a market card: every day of its period on which it holds, or as many as there are visits. Where no card
 * has room for so many days its rule, which stands above, says them, and the boxes are only counted.
 */
export function visitBoxes({ schedule, odd, only, visits }: DaysOfCard): MarketCardSheet['visits'] {
  if (only) return { kind: 'days', days: [...only] }
  if (visits !== null && odd === null) return { kind: 'count', count: Math.min(mostBoxes, visits) }
  const days = goodDays(schedule, odd)
  return days.length > mostBoxes ? { kind: 'count', count: mostBoxes } : { kind: 'days', days }
}

/** Days of the period on which shopping is allowed; the first day where no other is. */
function goodDays(schedule: Schedule, odd: boolean | null): CivilDate[] {
  const days = daysLeftOver(schedule, odd)
  // Validated as a civil date at the contract.
  return days.length > 0 ? days : [schedule.firstDay as CivilDate]
}
