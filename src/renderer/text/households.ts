import { households as en } from './households.en.ts'
import { households as vi } from './households.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of the households page. Both languages come with it, and not with the first page. */
export type HouseholdsText = typeof vi

/** The texts of the households page in the language in use. */
export function useHouseholdsText(): HouseholdsText {
  return useLocale() === 'en' ? en : vi
}
