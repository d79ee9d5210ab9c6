import { hub as en } from './hub.en.ts'
import { hub as vi } from './hub.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of the ward hub. Both languages come with their page, and not with the first page. */
export type HubText = typeof vi

/** The texts of the ward hub in the language in use. */
export function useHubText(): HubText {
  return useLocale() === 'en' ? en : vi
}
