import { fromLegacy, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'

const latin1 = Array.from({ length: 0x60 }, (_, at) => String.fromCharCode(0xa0 + at))

/** How a text looks when it was typed in an old font and the font is lost. */
export function typedIn(encoding: LegacyEncoding, text: string): string {
  const table = tables[encoding === 'vni' ? 'vni' : 'tcvn3']
  return Array.from(text.normalize('NFC'), (letter) => table.get(letter) ?? letter).join('')
}

const tables = {
  tcvn3: new Map(latin1.map((code) => [fromLegacy(code, 'tcvn3'), code])),
  vni: new Map(
    [...latin1, ...Array.from('aeouyôöAEOUYÔÖ').flatMap((letter) => latin1.map((mark) => letter + mark))]
      .map((code) => [fromLegacy(code, 'vni'), code] as const)
      .filter(([letter, code]) => letter !== code && Array.from(letter).length === 1),
  ),
}
