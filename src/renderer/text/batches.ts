import { batches as en } from './batches.en.ts'
import { batches as vi } from './batches.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of lists and batches. Both languages come with their pages, and not with the first page. */
export type BatchesText = typeof vi

/** The texts of lists and batches in the language in use. */
export function useBatchesText(): BatchesText {
  return useLocale() === 'en' ? en : vi
}
