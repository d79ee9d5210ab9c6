import { fold } from '../text/fold.ts'
import { couldBeSyllable } from '../text/syllable.ts'
import type { ScanDamage } from './recognised.ts'

/** The fields of a card that hold letters, as read, control characters included. */
export interface LetterFields {
  readonly name: string
  readonly sex: string
  readonly address: string
  readonly others: readonly string[]
}

/** Characters of Latin-1 and C1 that no Vietnamese name or address holds, soft hyphen and ° among them. */
const foreignLatin =
  /[\u0080-\u009f\u00a1-\u00b6\u00b8-\u00bf\u00c4-\u00c7\u00cb\u00ce\u00cf\u00d1\u00d6-\u00d8\u00db\u00dc\u00de\u00df\u00e4-\u00e7\u00eb\u00ee\u00ef\u00f1\u00f6-\u00f8\u00fb\u00fc\u00fe\u00ff]/u
/** An accented capital of Latin-1 behind a small letter: what is left of a code point modulo 256. */
const strayCapital = /\p{Ll}[\u00c0-\u00de]/u
// oxlint-disable-next-line no-control-regex -- đ and ă modulo 256 are control characters
const control = /[\u0000-\u001f\u007f]/u
const notLatin = /(?!\p{Script=Latin})\p{L}/u
const notInNames = /[^\p{L}\p{M}' .\-\u2019\u02bc\u00a0]/u
const beyondAscii = /[^ -~]/u
/** A letter that neither ASCII nor Latin-1 has; đ aside, which survives when marks are stripped. */
const beyondLatin1 = /(?=\p{L})[\u0100-\u010f\u0112-\u{10ffff}]/u
/** An accented capital that does not begin its word. */
const capitalInside = /\p{L}[\u00c0-\u00de]/u

/**
 * What happened to the letters of a card, or null when they look whole. Judges by what Vietnamese text can
 * and cannot hold (domain fixtures J, K, L): certain damage only, see `mayLackDiacritics` for the doubt.
 * A name of a minority language, or one without any diacritic, is not damage by itself.
 */
export function letterDamage(fields: LetterFields): ScanDamage | null {
  const all = [fields.name, fields.sex, fields.address, ...fields.others].join(' ')
  if (/[?\ufffd]/u.test(all)) return 'question-marks'
  if (control.test(all) || foreignLatin.test(all) || strayCapital.test(all) || notLatin.test(all))
    return 'code-page'
  if (/\d/.test(fields.name)) return 'input-method'
  if (notInNames.test(fields.name)) return 'code-page'
  const sex = fold(fields.sex)
  if (sex !== 'nam' && sex !== 'nu') return sex === 'n' || sex === '' ? 'diacritics-lost' : 'input-method'
  if (sex === 'nu' && !beyondAscii.test(fields.sex)) return 'diacritics-lost'
  if (beyondLatin1.test(all)) return null
  // Nothing proves that the reader can deliver Vietnamese letters, so every word is looked at.
  if (capitalInside.test(all)) return 'code-page'
  const odd = implausible(`${fields.name} ${fields.address}`)
  if (odd.length === 0) return null
  return odd.every(isTelex) ? 'input-method' : 'diacritics-lost'
}

/**
 * Whether a card may have lost letters although every word could be a Vietnamese syllable: it holds none that
 * Latin-1 lacks, which is rare for a name and a residence together. Ask the clerk.
 */
export function mayLackDiacritics(fields: LetterFields): boolean {
  return !beyondLatin1.test(fields.name + fields.sex + fields.address) && /\p{L}/u.test(fields.name)
}

/** The written-out words that could be no syllable; abbreviations and house numbers do not count. */
function implausible(text: string): string[] {
  const words = text.match(/[\p{L}0-9']+\.?/gu) ?? []
  return words.filter((word) => /^\p{Lu}?\p{Ll}+$/u.test(word) && !couldBeSyllable(word))
}

/** Whether a word is the keys of Telex for a syllable, as *Nguyeexn* for *Nguyễn*: a tone key, doubled letters, w. */
function isTelex(word: string): boolean {
  const keys = word.toLowerCase()
  const bare = keys
    .replace(/(?<=[aeiouyw].*)[sfrxj]/u, '')
    .replace(/([aeod])\1/gu, '$1')
    .replace(/([aou])w/gu, '$1')
    .replace(/w/gu, 'u')
  return couldBeSyllable(bare)
}
