import { stock as en } from './stock.en.ts'
import { stock as vi } from './stock.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of blank paper and its day. Both languages come with their page, and not with the first page. */
export type StockText = typeof vi

/** The texts of blank paper in the language in use. */
export function useStockText(): StockText {
  return useLocale() === 'en' ? en : vi
}
