import type { Stock } from '../../../contract/desk/stock.ts'

/** How many papers are with nobody yet, also those that the list has no room for. */
export function openPapers({ papers }: Pick<Stock, 'papers'>): number {
  return papers.unprinted + papers.waiting + papers.earlier
}
