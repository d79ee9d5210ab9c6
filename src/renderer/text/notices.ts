import { notices as en } from './notices.en.ts'
import { notices as vi } from './notices.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of notices by e-mail. Both languages come with their page, and not with the first page. */
export type NoticesText = typeof vi

/** The texts of notices in the language in use. */
export function useNoticesText(): NoticesText {
  return useLocale() === 'en' ? en : vi
}
