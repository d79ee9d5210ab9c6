import { printing as en } from './printing.en.ts'
import { printing as vi } from './printing.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of print jobs. Both languages come with it, and not with the first page. */
export type PrintingText = typeof vi

/** The texts of print jobs in the language in use. */
export function usePrintingText(): PrintingText {
  return useLocale() === 'en' ? en : vi
}
