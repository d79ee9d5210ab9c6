import * as z from 'zod'
import { marketCardSheet } from '../market-card-slip/data.ts'

/**
 * Market cards (*thẻ đi chợ*) to be printed on common sheets and cut apart. Every card has its serial: the number of
 * the blank, by which stock is counted.
 */
export const marketCardsSheet = z.object({
  /** Marks every card; a card of a training office is marked in any case. */
  training: z.boolean(),
  cards: z
    .array(marketCardSheet.refine(({ serial }) => serial !== undefined, 'a card of a sheet has its serial'))
    .min(1)
    .max(400),
})

/** Cards as a feature hands them over for printing. */
export type MarketCardsSheet = z.input<typeof marketCardsSheet>
/** Cards after validation, as the layout sees them. */
export type MarketCardsData = z.output<typeof marketCardsSheet>
