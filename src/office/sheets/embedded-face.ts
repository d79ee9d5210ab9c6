import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'
import { PDFRawStream, PDFString, type PDFContext, type PDFRef } from 'pdf-lib'
import type { Face, FaceName } from './faces.ts'
import { subsetFont } from './subset-font.ts'

const noBreakSpace = /\u00a0/g

/** The characters that a document uses, numbered in each face as they come up. */
export type Codes = {
  /** Codes of NFC text for a content stream, 4 hexadecimal digits each; spaces that may not break are spaces. */
  readonly encode: (name: FaceName, text: string) => string
  /** The characters of each face in the order of their codes, which count from 1. */
  readonly used: () => readonly (readonly [FaceName, readonly string[]])[]
}

/** Codes for a new document: every character has its own, also where two share a glyph (đ and ð in capitals). */
export function growingCodes(): Codes {
  const faces = new Map<FaceName, Map<string, string>>()
  const encode = (name: FaceName, text: string) => {
    let codes = faces.get(name)
    if (!codes) faces.set(name, (codes = new Map()))
    let encoded = ''
    for (const character of text.replace(noBreakSpace, ' ')) {
      let code = codes.get(character)
      if (code === undefined) codes.set(character, (code = four(codes.size + 1)))
      encoded += code
    }
    return encoded
  }
  return { encode, used: () => [...faces].map(([name, codes]) => [name, [...codes.keys()]] as const) }
}

/**
 * Puts these letters of a face into a document, with a table back to Unicode, so that text is found, copied and read
 * aloud as it was written. The first letter has code 1. Returns the font dictionary. Same letters, same bytes.
 */
export function embedFace(context: PDFContext, face: Face, used: readonly string[]): PDFRef {
  const glyphs = used.map((character) => face.glyph(character.codePointAt(0) ?? 0).id)
  const letters = new Map(used.map((character, index) => [index + 1, character]))
  const name = `${tagOf(letters)}+${face.font.postscriptName ?? face.name}`
  const program = subsetFont(face.tables, [0, ...glyphs])
  return embed(context, face, { name, program, letters })
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

/** Bytes compressed by node:zlib. */
export function packed(bytes: Uint8Array): Buffer {
  // Room for the answer and no more: the usual 16 KB a stream would be most of the memory of a long document.
  return deflateSync(bytes, { chunkSize: bytes.length + 64 })
}

/** A compressed stream, registered with the document. */
export function deflated(
  context: PDFContext,
  bytes: Uint8Array,
  entries: Record<string, number | string | boolean | PDFRef | number[]>,
): PDFRef {
  const body = packed(bytes)
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
