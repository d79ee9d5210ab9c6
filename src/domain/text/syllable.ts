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
