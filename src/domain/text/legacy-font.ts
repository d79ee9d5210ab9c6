import { fromTcvn3 } from './tcvn3.ts'
import { fromVni } from './vni.ts'

/** Encodings of old rosters, told by the font of the cell. */
export type LegacyEncoding = 'tcvn3' | 'tcvn3-capitals' | 'vni'

/** The encoding a font name stands for: `.VnTime`, `.VnTimeH`, `VNI-Times`; null for any Unicode font. */
export function encodingOfFont(font: string): LegacyEncoding | null {
  if (/^\.vn/i.test(font)) return font.endsWith('H') ? 'tcvn3-capitals' : 'tcvn3'
  return /^vni[-\s]/i.test(font) ? 'vni' : null
}

/** Converts a text of an old roster once. Show before and after: nobody can tell the encodings apart for sure. */
export function fromLegacy(text: string, encoding: LegacyEncoding): string {
  return encoding === 'vni' ? fromVni(text) : fromTcvn3(text, encoding === 'tcvn3-capitals')
}
