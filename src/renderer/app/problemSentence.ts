import type { Problem } from '../../contract/refusals.ts'
import type { Locale } from '../text/catalogues.ts'

/** The sentence of a problem in a language, as the office wrote it: what happened and what to do next. */
export function problemSentence({ detail, detailEn }: Problem, locale: Locale): string {
  return locale === 'vi' ? detail : detailEn
}
