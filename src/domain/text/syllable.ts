import { fold } from './fold.ts'

const onsets = [
  'ngh',
  'ng',
  'nh',
  'ch',
  'gh',
  'gi',
  'kh',
  'ph',
  'qu',
  'th',
  'tr',
  ...'bcdghklmnprstvx'.split(''),
  '',
]

/** Rimes of Vietnamese without their marks (ê, ơ, ư … as e, o, u). */
const rimes = new Set(
  `a ac ach ai am an ang anh ao ap at au ay e ec ech em en eng enh eo ep et eu i ia ich iec iem ien ieng iep iet
  ieu im in inh ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oc oe oen oeo oet oi om on ong oong
  oc op ot u ua uan uang uat uay uc ue uech uenh ui um un ung uo uoc uoi uom uon uong uop uot uou up ut uu uy uya
  uych uyen uyet uynh uyt uyu y yem yen yet yeu ynh yt`.split(/\s+/),
)

/**
 * Whether a word could be a Vietnamese syllable once its marks are gone. *Nguyen* could, *Nguyn* could not:
 * so letters that a reader dropped are noticed. Says nothing about names of other languages.
 */
export function couldBeSyllable(word: string): boolean {
  const plain = fold(word)
  return onsets.some((onset) => plain.startsWith(onset) && rimes.has(plain.slice(onset.length)))
}

/** Marked vowels and the endings they never have: *công* is written, *cơng* is not. */
const misspelt =
  /(?<!ư)ơ(?:n?g|nh|ch?|y)$|ư(?:m|n|p|nh|ch|y)$|[ăâ]$|ă[ioyu]$|â[io]$|(?<![iyu])ê(?:c|ng)$|ê[oiy]$|ô(?:nh|ch|u|y|o|a)$|e(?:nh|ch|i|y|u)$|o[âêôơưuy]|ưo|i[âăơư]/u
const tones = /[\u0300\u0301\u0303\u0309\u0323]/gu
const stopped = /(?:c|ch|p|t)$/

/**
 * Whether the marks of a syllable fit its letters: endings that its vowel may have, and an acute or a dot before c, ch, p
 * or t. Stricter than `couldBeSyllable`: use it to doubt a reading, never to refuse a name.
 */
export function isSpeltRight(word: string): boolean {
  const apart = word.toLocaleLowerCase('vi').normalize('NFD')
  const plain = apart.replace(tones, '').normalize('NFC')
  if (misspelt.test(plain)) return false
  return !stopped.test(plain) || /[\u0301\u0323]/u.test(apart)
}
