import { a4 } from '../blocks.ts'
import { layoutMarketCard } from '../market-card-slip/layout.ts'
import type { Imposition, Layout } from '../sheet.ts'
import type { MarketCardsData } from './data.ts'

/**
 * Four A6 cards on A4. No smaller: the QR of 36 mm, 10 mm to the stamp, the stamp of 40 mm and the signer's name leave
 * no card narrower than A6 room for its words (qr-token.md 10, domain.md 3.4).
 */
const cardsOnA4: Imposition = { ...a4, columns: 2, rows: 2 }

/** How many cards a sheet of paper takes. */
export const cardsPerSheet = cardsOnA4.columns * cardsOnA4.rows

/** The cards, each as it is when printed alone, four on a sheet. */
export function layoutMarketCards({ training, cards }: MarketCardsData): Layout {
  const single = cards.map(layoutMarketCard)
  const [first] = single
  if (!first) throw new RangeError('a sheet of cards has at least one')
  return {
    date: first.date,
    training: training || cards.some((card) => card.training),
    pages: single.flatMap(({ pages }) => pages),
    imposed: cardsOnA4,
  }
}
