import type { PaperContent } from '../../domain/signed-paper.ts'
import { codePoints } from './checks.ts'

/** Characters that look like a blank or a line end become one blank. */
const blankLike = /[\t-\r\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g

/** Characters that nobody sees are dropped: soft hyphen, zero-width characters, direction marks. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

const longestName = 64

/**
 * Brings the free texts of a paper to the text rule of section 3 as far as that changes nothing a reader sees;
 * an optional text of which nothing is left is dropped.
 */
export function normaliseContent(content: PaperContent): PaperContent {
  const { text, organisation, household, ...rest } = content
  const shown = {
    text: normaliseText(text ?? ''),
    organisation: normaliseText(organisation ?? ''),
    household: normaliseText(household ?? ''),
  }
  return {
    ...rest,
    number: normaliseText(rest.number),
    name: shortName(normaliseText(rest.name)),
    ...(shown.text && { text: shown.text }),
    ...(shown.organisation && { organisation: shown.organisation }),
    ...(shown.household && { household: shown.household }),
  }
}

/** NFC, single inner blanks, none at the ends, nothing invisible. */
function normaliseText(value: string): string {
  return value.normalize('NFC').replace(blankLike, ' ').replace(invisible, '').replace(/ +/g, ' ').trim()
}

/** A name over 64 characters is printed and signed as its first 63 and `…` (section 4, key 12). */
function shortName(name: string): string {
  if (codePoints(name) <= longestName) return name
  return `${Array.from(name)
    .slice(0, longestName - 1)
    .join('')}…`
}
