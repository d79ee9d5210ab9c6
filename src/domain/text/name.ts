import { plainApostrophes, tidy } from './nfc.ts'
import { canonicalTones } from './tones.ts'

/**
 * A name in its parts: family name (*họ*) first, given name (*tên*) last, the rest between (*chữ đệm*).
 * A one-word name, as ethnic minorities have, is a given name only.
 */
export interface NameParts {
  readonly family: string
  readonly middle: string
  readonly given: string
}

/** Splits a name at its blanks. */
export function nameParts(name: string): NameParts {
  const words = tidy(name).split(' ')
  const given = words.at(-1) ?? ''
  if (words.length < 2) return { family: '', middle: '', given }
  return { family: words[0] ?? '', middle: words.slice(1, -1).join(' '), given }
}

/**
 * Whether two spellings are the same name: case, blanks, kind of apostrophe and placement of the tone mark do
 * not matter; every letter and tone does.
 */
export function sameName(a: string, b: string): boolean {
  return comparable(a) === comparable(b)
}

function comparable(name: string): string {
  return plainApostrophes(canonicalTones(tidy(name))).toLocaleLowerCase('vi')
}

/**
 * A name written in capitals as names are written: first letter of every syllable capital (Decree 30/2020,
 * Annex II), also after a hyphen or apostrophe (`H'Hen`). For proposals: what a clerk confirms stays as typed.
 */
export function titleCase(name: string): string {
  return plainApostrophes(tidy(name))
    .toLocaleLowerCase('vi')
    .replace(
      /(^|[ '\-.(/])(\p{L})/gu,
      (_, before: string, letter: string) => before + letter.toLocaleUpperCase('vi'),
    )
}

/** Vietnamese dictionary order of the letters; f, j, w, z take their Latin places. */
const letters = 'aăâbcdđeêfghijklmnoôơpqrstuưvwxyz'
/** Order of the tones among otherwise equal letters: level, huyền, hỏi, ngã, sắc, nặng. */
const tones = ['\u0300', '\u0309', '\u0303', '\u0301', '\u0323']

/**
 * A key whose plain comparison (also SQLite's binary order) sorts names the Vietnamese way: by given name,
 * then by the whole name; letters a ă â b c d đ e ê …, tones only where the letters are equal.
 */
export function nameSortKey(name: string): string {
  return `${collationKey(nameParts(name).given)}\u0001${collationKey(name)}`
}

/** Compares two names for a list: negative, 0 or positive. */
export function compareNames(a: string, b: string): number {
  const keyA = nameSortKey(a)
  const keyB = nameSortKey(b)
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0
}

/** The letters of a text by rank, then its tones by rank: both levels of a Vietnamese dictionary. */
function collationKey(text: string): string {
  let ranks = ''
  let toneRanks = ''
  for (const character of comparable(text)) {
    const marks = character.normalize('NFD')
    const tone = tones.findIndex((mark) => marks.includes(mark))
    const rank = letters.indexOf(
      (tone < 0 ? character : marks.replace(tones[tone] ?? '', '')).normalize('NFC'),
    )
    ranks += rank < 0 ? character : String.fromCharCode(0x61 + rank) // 'a' upwards: blanks and digits sort first
    toneRanks += tone + 1
  }
  return `${ranks}\u0002${toneRanks}`
}
