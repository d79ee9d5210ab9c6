import type { MarketCardSheet } from '../../market-card-slip/data.ts'
import { usualMarketCard } from '../../testing/desk-samples.ts'

/** The usual card of a household, with its own number and serial; odd households go on odd days. */
export function sampleCard(number: number): MarketCardSheet {
  const four = String(number).padStart(4, '0')
  const odd = number % 2 === 1
  const [first, last] = odd ? [27, 9] : [26, 8]
  return {
    ...usualMarketCard,
    number: `39901-00${four}`,
    serial: `A-${four}`,
    parity: odd ? 'odd' : 'even',
    visits: { kind: 'days', days: [`2026-11-${first}`, `2026-12-0${last}`] },
  }
}
