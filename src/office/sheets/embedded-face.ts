import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PDFRawStream, PDFString, type PDFContext, type PDFRef } from 'pdf-lib'
import type { Face } from './faces.ts'
import { subsetFont } from './subset-font.ts'

/** The characters of one face that a document uses, as they are numbered in it. */
export type EmbeddedFace = {
  /** Codes of NFC text for a content stream, 4 hexadecimal digits each; spaces that may not break are spaces. */
  readonly encode: (text: string) => string
  /** The font dictionary. */
  readonly ref: PDFRef
}

const noBreakSpace = /\u00a0/g

/**
 * Puts the letters of a face that `texts` need into a document, with a table back to Unicode, so that text is
 * found, copied and read aloud as it was written: every character has its own code, also where two share a glyph
 * (đ of Vietnamese and ð of Icelandic in capitals). Same texts in the same order, same bytes.
 */
export function embedFace(context: PDFContext, face: Face, texts: Iterable<string>): EmbeddedFace {
  const glyphs = [0]
  const codes = new Map<string, number>()
  const letters = new Map<number, string>()
  for (const text of texts)
    for (const character of text.replace(noBreakSpace, ' ')) {
      if (codes.has(character)) continue
      const code = glyphs.push(face.glyph(character.codePointAt(0) ?? 0).id) - 1
      codes.set(character, code)
      letters.set(code, character)
    }
  const name = `${tagOf(letters)}+${face.font.postscriptName ?? face.name}`
  const program = subsetFont(face.tables, glyphs)
  const ref = embed(context, face, { name, program, letters })
  const hex = new Map([...codes].map(([character, code]) => [character, four(code)]))
  const encode = (text: string) =>
    Array.from(text.replace(noBreakSpace, ' '), (character) => hex.get(character) ?? '0000').join('')
  return { encode, ref }
}

type Prepared = { name: string; program: Uint8Array; letters: ReadonlyMap<number, string> }

function embed(context: PDFContext, face: Face, { name, program, letters }: Prepared): PDFRef {
  const { font } = face
  const scale = 1000 / font.unitsPerEm
  const fontFile = deflated(context, program, { Length1: program.length })
  const descriptor = context.register(
    context.obj({
      Type: 'FontDescriptor',
      FontName: name,
      Flags: face.name.includes('italic') ? 4 + 2 + 64 : 4 + 2,
      FontBBox: [font.bbox.minX, font.bbox.minY, font.bbox.maxX, font.bbox.maxY].map((n) =>
        Math.round(n * scale),
      ),
      ItalicAngle: font.italicAngle,
      Ascent: Math.round(font.ascent * scale),
      Descent: Math.round(font.descent * scale),
      CapHeight: Math.round(font.capHeight * scale),
      StemV: face.name.startsWith('bold') ? 136 : 80,
      FontFile2: fontFile,
    }),
  )
  const descendant = context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'CIDFontType2',
      BaseFont: name,
      CIDSystemInfo: { Registry: PDFString.of('Adobe'), Ordering: PDFString.of('Identity'), Supplement: 0 },
      CIDToGIDMap: 'Identity',
      FontDescriptor: descriptor,
      DW: 0,
      W: widths(face, letters),
    }),
  )
  return context.register(
    context.obj({
      Type: 'Font',
      Subtype: 'Type0',
      BaseFont: name,
      Encoding: 'Identity-H',
      DescendantFonts: [descendant],
      ToUnicode: deflated(context, Buffer.from(toUnicode(letters), 'latin1'), {}),
    }),
  )
}

/** A stream compressed by node:zlib. */
export function deflated(context: PDFContext, bytes: Uint8Array, entries: Record<string, number>): PDFRef {
  const body = deflateSync(bytes)
  const dictionary = context.obj({ ...entries, Filter: 'FlateDecode', Length: body.length })
  return context.register(PDFRawStream.of(dictionary, body))
}

function widths(face: Face, letters: ReadonlyMap<number, string>): (number | number[])[] {
  return [...letters].flatMap(([code, character]) => [
    code,
    [Math.round(face.advance(character.codePointAt(0) ?? 0) * 1000)],
  ])
}

function toUnicode(letters: ReadonlyMap<number, string>): string {
  const entries = [...letters].map(([code, character]) => {
    const units = Array.from({ length: character.length }, (_, index) => four(character.charCodeAt(index)))
    return `<${four(code)}> <${units.join('')}>`
  })
  const blocks: string[] = []
  for (let from = 0; from < entries.length; from += 100) {
    const block = entries.slice(from, from + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end`
}

/** Six capitals that name this selection of letters, as PDF wants before the name of a subset. */
function tagOf(letters: ReadonlyMap<number, string>): string {
  const digest = createHash('sha256')
    .update([...letters.values()].join(''))
    .digest()
  return Array.from(digest.subarray(0, 6), (byte) => String.fromCharCode(65 + (byte % 26))).join('')
}

function four(code: number): string {
  return code.toString(16).padStart(4, '0')
}
