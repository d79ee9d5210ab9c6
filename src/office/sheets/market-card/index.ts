import type { Sheet } from '../sheet.ts'
import { marketCardsSheet } from './data.ts'
import { layoutMarketCards } from './layout.ts'

/** Market cards (*thẻ đi chợ*), four A6 cards on A4 with cut marks. */
export const marketCard: Sheet<typeof marketCardsSheet> = {
  id: 'market-card',
  title: 'Thẻ đi chợ, bốn thẻ một tờ',
  schema: marketCardsSheet,
  layout: layoutMarketCards,
}
