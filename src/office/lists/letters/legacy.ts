import { fold } from '../../../domain/text/fold.ts'
import { fromLegacy, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'
import { couldBeSyllable } from '../../../domain/text/syllable.ts'

/** Whether a text has letters beyond windows-1252, which no old font can have: then it is Unicode already. */
export function isBeyondLatin1(text: string): boolean {
  return /[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u0179-\u017c\u017f-\u0191\u0193-\u02c5\u1ea0-\u1eff]|\p{Mn}/u.test(
    text,
  )
}

/** The encodings that can be told by the letters alone. */
export const guessed = ['tcvn3', 'vni'] as const satisfies readonly LegacyEncoding[]
export type Guessed = (typeof guessed)[number]

/** Texts looked at for a guess: enough for any list, whatever its length. */
const sample = 3_000

/**
 * The old font that texts of a list were typed in, judged by how many of their words become Vietnamese syllables; null
 * when they read best as they stand. Only words with letters beyond ASCII count: the others say nothing.
 */
export function guessLegacy(texts: Iterable<string>): LegacyEncoding | null {
  const words: string[] = []
  for (const text of texts) {
    if (words.length >= sample) break
    if (!isBeyondLatin1(text)) words.push(...tellingWords(text))
  }
  if (words.length === 0) return null
  const share = (convert: (word: string) => string) =>
    words.filter((word) => isVietnamese(convert(word))).length / words.length
  const best = guessed
    .map((encoding) => ({ encoding, share: share((word) => fromLegacy(word, encoding)) }))
    .toSorted((a, b) => b.share - a.share)[0]
  return best && best.share >= 0.7 && best.share > share((word) => word) + 0.1 ? best.encoding : null
}

/**
 * The words of a text with a letter or sign beyond ASCII: the only ones that say how it was typed. Dashes, quotes and
 * lone signs say nothing.
 */
export function tellingWords(text: string): string[] {
  return text
    .split(/[\s,.;:/()\d"|\u2010-\u2015\u201c\u201d-]+/u)
    .filter((word) => /[^ -~]/u.test(word) && (word.length > 1 || /\p{L}/u.test(word)))
}

const vowelMarks = /[\u0300\u0301\u0303\u0309\u0323]/gu

/** Whether a word could be Vietnamese: a syllable, one tone at most, no sign of Latin-1 among its letters. */
export function isVietnamese(word: string): boolean {
  const marks = word.normalize('NFD').match(vowelMarks)?.length ?? 0
  return (
    marks <= 1 &&
    /^\p{L}+$/u.test(word.normalize('NFC')) &&
    !/[ñçåøæïëäöüþÿß]/iu.test(word) &&
    couldBeSyllable(fold(word))
  )
}
