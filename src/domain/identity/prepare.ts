import { looksMojibake, repair } from '../text/repair.ts'
import { readAim, removeEci } from './aim.ts'
import type { ScanRead } from './recognised.ts'

/** A read made ready for the rules: what surrounds the content is gone, what can be put right is. */
export interface Prepared {
  /** Content; control characters inside are still there, because they tell damage. */
  readonly text: string
  readonly symbology: string | null
  readonly repaired: boolean
  readonly mojibake: boolean
  readonly damage: NonNullable<ScanRead['damage']> | null
  readonly keyboard: boolean
}

/**
 * Removes a byte order mark, an AIM identifier, ECI escapes and the control characters some readers put
 * before and after, and repairs the letters. Repair comes first: cleaning would destroy what it needs.
 */
export function prepare(read: ScanRead): Prepared {
  const mended = repair(read.text.replace(/^\ufeff/u, ''))
  const bare = trimControls(mended.text)
  const aim = readAim(bare)
  const symbology = aim?.symbology ?? read.symbology ?? null
  // A reader that names the symbology beside the data has had its escapes removed with the bytes.
  const plain = aim ? removeEci(aim.text, aim.symbology) : bare
  return {
    text: trimControls(plain ?? bare),
    symbology,
    repaired: mended.from !== null,
    mojibake: mended.from === null && looksMojibake(mended.text),
    damage: read.damage ?? (plain === null ? 'eci' : null),
    keyboard: read.keyboard ?? false,
  }
}

/** Control characters (C0, DEL) and byte order marks at both ends; never blanks, which base45 may end in. */
function trimControls(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what this is about
  return text.replace(/^[\u0000-\u001f\u007f\ufeff]+|[\u0000-\u001f\u007f]+$/gu, '')
}
