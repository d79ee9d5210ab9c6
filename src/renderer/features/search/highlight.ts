import { fold } from '../../../domain/text/fold.ts'
import { nfc } from '../../../domain/text/nfc.ts'

/** A piece of a text; `hit` is what was searched for. */
export type Piece = { readonly text: string; readonly hit: boolean }

/** A name in pieces: the beginnings of its syllables that the query names, with or without marks. */
export function highlightName(name: string, query: string): readonly Piece[] {
  const words = fold(query).split(' ').filter(Boolean)
  const pieces = nfc(name)
    .split(/(\s+)/)
    .flatMap((syllable) => cut(syllable, longestPrefix(fold(syllable), words)))
  return pieces.filter(({ text }) => text !== '')
}

/** A number in pieces: the digits and letters of the query where it begins or ends with them, else where they occur. */
export function highlightNumber(number: string, query: string): readonly Piece[] {
  const wanted = query.replace(/[\s.-]/g, '').toUpperCase()
  if (wanted === '' || !/\d/.test(wanted)) return [{ text: number, hit: false }]
  const whole = number.toUpperCase()
  const typed = query.trim().toUpperCase()
  for (const part of [typed, wanted]) {
    const at = whole.startsWith(part) ? 0 : whole.lastIndexOf(part)
    if (at >= 0) {
      const pieces = [
        { text: number.slice(0, at), hit: false },
        { text: number.slice(at, at + part.length), hit: true },
        { text: number.slice(at + part.length), hit: false },
      ]
      return pieces.filter(({ text }) => text !== '')
    }
  }
  return [{ text: number, hit: false }]
}

/** How many letters of a folded syllable the longest word that begins it covers. */
function longestPrefix(syllable: string, words: readonly string[]): number {
  return Math.max(0, ...words.filter((word) => syllable.startsWith(word)).map((word) => word.length))
}

/** Folding keeps one letter per letter of a composed Vietnamese text, so a length in one is a length in the other. */
function cut(syllable: string, length: number): readonly Piece[] {
  const letters = Array.from(syllable)
  return [
    { text: letters.slice(0, length).join(''), hit: true },
    { text: letters.slice(length).join(''), hit: false },
  ]
}
