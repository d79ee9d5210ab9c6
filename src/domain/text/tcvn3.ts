import { nfc } from './nfc.ts'

/** The 74 codes of TCVN 5712:1993 (TCVN3, "ABC"), as windows-1252 shows them, and their letters. */
const codes =
  '\u00a2\u00a3\u00a4\u00b5\u00b8\u00a9\u00b7\u00cc\u00d0\u00aa\u00d7\u00dd\u00df\u00e3\u00ab\u00e2\u00ef\u00f3' +
  '\u00fd\u00a1\u00a7\u00a5\u00a6\u00a8\u00ae\u00dc\u00f2\u00ac\u00ad\u00b9\u00b6\u00ca\u00c7\u00c8\u00c9\u00cb' +
  '\u00be\u00bb\u00bc\u00bd\u00c6\u00d1\u00ce\u00cf\u00d5\u00d2\u00d3\u00d4\u00d6\u00d8\u00de\u00e4\u00e1\u00e8' +
  '\u00e5\u00e6\u00e7\u00e9\u00ed\u00ea\u00eb\u00ec\u00ee\u00f4\u00f1\u00f8\u00f5\u00f6\u00f7\u00f9\u00fa\u00fe' +
  '\u00fb\u00fc'
const unicode = 'ÂÊÔàáâãèéêìíòóôõùúýĂĐƠƯăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ'
const letterOf = new Map(Array.from(codes, (code, i) => [code, unicode.charAt(i)]))

/**
 * Text of a `.Vn…` font (TCVN3) to Unicode. One pass only: letters that come out collide with codes that go
 * in. Never trim before: U+00AD, which editors throw away, is the letter ư. Fonts whose name ends in H show
 * capitals for the same codes: pass `capitals`.
 */
export function fromTcvn3(text: string, capitals = false): string {
  const converted = nfc(Array.from(text, (character) => letterOf.get(character) ?? character).join(''))
  return capitals ? converted.toLocaleUpperCase('vi') : converted
}
