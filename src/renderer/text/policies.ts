import { policies as en } from './policies.en.ts'
import { policies as vi } from './policies.vi.ts'
import { useLocale } from './Text.tsx'

/** The texts of the policy desk. Both languages come with its page, which few people open, and not with the first. */
export type PoliciesText = typeof vi

/** The texts of the policy desk in the language in use. */
export function usePoliciesText(): PoliciesText {
  return useLocale() === 'en' ? en : vi
}
