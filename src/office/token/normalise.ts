import type { PaperContent } from '../../domain/signed-paper.ts'
import { codePoints } from './checks.ts'

/** Characters that look like a blank or a line end become one blank. */
const blankLike = /[\t-\r\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g

/** Characters that nobody sees are dropped: soft hyphen, zero-width characters, direction marks. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g

const longestName = 64

/** Brings every text of a paper to the text rule of section 3 as far as that changes nothing a reader sees. */
export function normaliseContent(content: PaperContent): PaperContent {
  const entries = Object.entries(content).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === 'string' ? normaliseText(value) : value,
  ])
  // Same names and types as `content`: only texts were replaced, by texts.
  const clean = Object.fromEntries(entries) as PaperContent
  return { ...clean, name: shortName(clean.name) }
}

/** NFC, single inner blanks, none at the ends, nothing invisible. */
export function normaliseText(value: string): string {
  return value.normalize('NFC').replace(blankLike, ' ').replace(invisible, '').replace(/ +/g, ' ').trim()
}

/** A name over 64 characters is printed and signed as its first 63 and `…` (section 4, key 12). */
function shortName(name: string): string {
  if (codePoints(name) <= longestName) return name
  return `${[...name].slice(0, longestName - 1).join('')}…`
}
