import type { Sheet } from '../sheet.ts'
import { marketCardSheet } from './data.ts'
import { layoutMarketCard } from './layout.ts'

/** Market card (*thẻ đi chợ*), A6, one card a page. */
export const marketCardSlip: Sheet<typeof marketCardSheet> = {
  id: 'market-card-slip',
  title: 'Thẻ đi chợ',
  schema: marketCardSheet,
  layout: layoutMarketCard,
}
