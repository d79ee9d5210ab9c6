import { nfc } from './nfc.ts'
import { decodeUtf8 } from './utf8.ts'

/** How a text had been damaged before it was put right. */
export type RepairedFrom = 'windows-1252' | 'windows-1258' | 'cp437' | 'decomposed'

/** Characters of windows-1252 at 0x80 … 0x9F as the WHATWG Encoding Standard maps them, C1 included. */
const windows1252High =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178'

/** Characters of code page 437 at 0x80 … 0xFF (Unicode consortium, VENDORS/MICSFT/PC/CP437.TXT). */
const cp437High =
  '\u00c7\u00fc\u00e9\u00e2\u00e4\u00e0\u00e5\u00e7\u00ea\u00eb\u00e8\u00ef\u00ee\u00ec\u00c4\u00c5' +
  '\u00c9\u00e6\u00c6\u00f4\u00f6\u00f2\u00fb\u00f9\u00ff\u00d6\u00dc\u00a2\u00a3\u00a5\u20a7\u0192' +
  '\u00e1\u00ed\u00f3\u00fa\u00f1\u00d1\u00aa\u00ba\u00bf\u2310\u00ac\u00bd\u00bc\u00a1\u00ab\u00bb' +
  '\u2591\u2592\u2593\u2502\u2524\u2561\u2562\u2556\u2555\u2563\u2551\u2557\u255d\u255c\u255b\u2510' +
  '\u2514\u2534\u252c\u251c\u2500\u253c\u255e\u255f\u255a\u2554\u2569\u2566\u2560\u2550\u256c\u2567' +
  '\u2568\u2564\u2565\u2559\u2558\u2552\u2553\u256b\u256a\u2518\u250c\u2588\u2584\u258c\u2590\u2580' +
  '\u03b1\u00df\u0393\u03c0\u03a3\u03c3\u00b5\u03c4\u03a6\u0398\u03a9\u03b4\u221e\u03c6\u03b5\u2229' +
  '\u2261\u00b1\u2265\u2264\u2320\u2321\u00f7\u2248\u00b0\u2219\u00b7\u221a\u207f\u00b2\u25a0\u00a0'

/** Bytes shown as ISO-8859-1, C1 controls included, and with them windows-1252, which differs from it only there. */
const windows1252 = new Map([...bytesFrom(0x80, latin1From(0x80)), ...bytesFrom(0x80, windows1252High)])
const pages: readonly (readonly [RepairedFrom, ReadonlyMap<string, number>])[] = [
  ['windows-1252', windows1252],
  // The code page of a Vietnamese Windows: of the bytes in UTF-8 letters of Vietnamese it shows only one otherwise.
  ['windows-1258', new Map([...windows1252, ['\u0102', 0xc3]])],
  ['cp437', new Map(bytesFrom(0x80, cp437High))],
  // Code page 850 is no page here: right text such as Ì and è side by side reads as UTF-8 through it.
]
/** A text is hardly ever misread more often than by the reader and by a program behind it. */
const mostMisreadings = 3

/**
 * Puts a damaged text right where that is possible without loss: UTF-8 that was read as ISO-8859-1, windows-1252,
 * windows-1258 or code page 437, once or again and again, and decomposed letters. The result is NFC; `from` is
 * null when nothing had to be done.
 *
 * Call it on the raw text, BEFORE trimming or cleaning: the damaged form of à ends in a no-break space, of ư
 * holds a soft hyphen, of Đ a C1 control, all of which cleaning would destroy. Right text stays as it is,
 * because Vietnamese letters read as bytes of these code pages are never well-formed UTF-8.
 */
export function repair(text: string): { readonly text: string; readonly from: RepairedFrom | null } {
  let plain = text
  let from: RepairedFrom | null = null
  for (let misread = 0; misread < mostMisreadings; misread++) {
    const better = rereadAs(plain)
    if (better === null) break
    plain = better.text
    from = better.from
  }
  const composed = nfc(plain)
  return { text: composed, from: from ?? (composed === text ? null : 'decomposed') }
}

function rereadAs(text: string): { readonly text: string; readonly from: RepairedFrom } | null {
  for (const [from, page] of pages) {
    const read = reread(text, page)
    if (read !== null) return { text: read, from }
  }
  return null
}

/**
 * Whether a text bears the marks of UTF-8 read as a code page. Asked only after `repair` failed: then part
 * of the bytes is gone (an editor trimmed a no-break space, a reader dropped a control) and cannot come back.
 */
export function looksMojibake(text: string): boolean {
  return /\u00e1[\u00ba\u00bb]|[\u00c3\u00c4\u00c6\u0102][\u0080-\u00bf\u2018-\u203a\u0192\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u02c6\u02dc\u20ac\u2122]|\u00df[\u2551\u2557]|\u251c[^\s|]/u.test(
    text,
  )
}

/** The character windows-1252 shows for a byte (0 … 255), C1 controls where it defines none. */
export function windows1252Character(byte: number): string {
  return byte >= 0x80 && byte < 0xa0 ? windows1252High.charAt(byte - 0x80) : String.fromCharCode(byte)
}

/** Reads the characters back as bytes of a code page and those as UTF-8; null when that is not what they are. */
function reread(text: string, page: ReadonlyMap<string, number>): string | null {
  const bytes: number[] = []
  let high = false
  for (const character of text) {
    const code = character.codePointAt(0) as number // a character of a string has a code point
    const byte = code < 0x80 ? code : page.get(character)
    if (byte === undefined) return null
    high ||= byte >= 0x80
    bytes.push(byte)
  }
  return high ? decodeUtf8(bytes) : null
}

function bytesFrom(first: number, characters: string): [string, number][] {
  return Array.from(characters, (character, i) => [character, first + i])
}

function latin1From(first: number): string {
  return String.fromCharCode(...Array.from({ length: 0x100 - first }, (_, i) => first + i))
}
