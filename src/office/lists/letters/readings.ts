import { fromLegacy } from '../../../domain/text/legacy-font.ts'
import { isSpeltRight } from '../../../domain/text/syllable.ts'
import { type Guessed, guessed, isBeyondLatin1, isVietnamese, tellingWords } from './legacy.ts'

/** How one text reads, judged by itself alone. */
export type Reading = {
  /** It has letters that no old font has. */
  readonly isUnicode: boolean
  /** Every word of it is Vietnamese as it stands. */
  readonly stands: boolean
  /** The old fonts by which it says the same. */
  readonly same: readonly Guessed[]
  /** The old fonts by which it says something else, and every word of that is Vietnamese. */
  readonly by: readonly Guessed[]
}

/** Null where a text has ASCII only, which reads alike in every way. */
export function readingOf(text: string): Reading | null {
  if (!/[^ -~]/u.test(text)) return null
  if (isBeyondLatin1(text)) return { isUnicode: true, stands: true, same: [], by: [] }
  const same = guessed.filter((font) => fromLegacy(text, font) === text)
  const by = guessed.filter((font) => !same.includes(font) && fromOldFont(fromLegacy(text, font)))
  return { isUnicode: false, stands: tellingWords(text).every(isWellWritten), same, by }
}

/** What an old font comes to is doubted more than what stands there: its marks must fit, too. */
function fromOldFont(text: string): boolean {
  return tellingWords(text).every((word) => isWellWritten(word) && isSpeltRight(word))
}

/**
 * What a text comes to in a table with these old fonts. `unicode`: right as it stands and in no other way. `two-ways`:
 * right as it stands, and in another way as well. `old`: right only as the text of an old font. `neither`: in no way, as
 * a foreign name. `plain`: every way says the same.
 */
export function saysIn({ isUnicode, stands, same, by }: Reading, fonts: readonly Guessed[]) {
  if (isUnicode) return 'unicode'
  const ways = by.some((font) => fonts.includes(font))
  if (!ways && same.some((font) => fonts.includes(font))) return 'plain'
  if (stands) return ways ? 'two-ways' : 'unicode'
  return ways ? 'old' : 'neither'
}

/** How many words of a text with letters beyond ASCII could be Vietnamese as they are written. */
export function wordsRead(text: string): number {
  return tellingWords(text).filter(isWellWritten).length
}

/** A Vietnamese syllable without a marked capital inside it: `TÊn` and `NguyÔn` are texts of an old font. */
function isWellWritten(word: string): boolean {
  return isVietnamese(word) && !/\p{Ll}\p{Lu}|\p{L}(?=\P{ASCII})\p{Lu}\p{Ll}/u.test(word)
}
