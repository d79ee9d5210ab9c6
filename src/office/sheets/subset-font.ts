/**
 * A TrueType font cut down to some glyphs, as PDF embeds it (ISO 32000-1, 9.9). Written here because the font
 * library's own subset loses every glyph that begins at an odd offset, and the glyphs of Tinos are not padded.
 */

/** The tables of a TrueType file by their tags. */
export type FontTables = ReadonlyMap<string, Buffer>

/** Tables that are copied as they are: the hinting programs and their values. */
const copied = ['cvt ', 'fpgm', 'prep']

/** Flags of a component of a composite glyph (OpenType, `glyf`). */
const component = { words: 0x0001, scale: 0x0008, more: 0x0020, twoScales: 0x0040, matrix: 0x0080 }

/** Reads the table directory of a TrueType file. */
export function readTables(file: Buffer): FontTables {
  const tables = new Map<string, Buffer>()
  for (let index = 0; index < file.readUInt16BE(4); index++) {
    const entry = 12 + index * 16
    const from = file.readUInt32BE(entry + 8)
    tables.set(
      file.toString('latin1', entry, entry + 4),
      file.subarray(from, from + file.readUInt32BE(entry + 12)),
    )
  }
  return tables
}

/** The font with only these glyphs, numbered in the order given; the first must be 0, the empty box. */
export function subsetFont(tables: FontTables, glyphs: readonly number[]): Buffer {
  const kept = [...glyphs]
  const outlines = collectOutlines(tables, kept)
  const loca = Buffer.alloc((kept.length + 1) * 4)
  let end = 0
  outlines.forEach((outline, index) => {
    end += outline.length
    loca.writeUInt32BE(end, (index + 1) * 4)
  })
  const head = changed(table(tables, 'head'), (bytes) => {
    bytes.writeUInt32BE(0, 8)
    bytes.writeInt16BE(1, 50)
  })
  return assemble([
    ...copied.flatMap((tag): [string, Buffer][] => {
      const bytes = tables.get(tag)
      return bytes ? [[tag, bytes]] : []
    }),
    ['glyf', Buffer.concat(outlines)],
    ['head', head],
    ['hhea', changed(table(tables, 'hhea'), (bytes) => bytes.writeUInt16BE(kept.length, 34))],
    ['hmtx', metrics(tables, kept)],
    ['loca', loca],
    ['maxp', changed(table(tables, 'maxp'), (bytes) => bytes.writeUInt16BE(kept.length, 4))],
  ])
}

/** The outline of every glyph, padded to 4 bytes; adds to `kept` the parts of which composite glyphs are made. */
function collectOutlines(tables: FontTables, kept: number[]): Buffer[] {
  const numbers = new Map(kept.map((glyph, index) => [glyph, index]))
  const outlines: Buffer[] = []
  const numberOf = (glyph: number) => {
    const known = numbers.get(glyph)
    if (known !== undefined) return known
    numbers.set(glyph, kept.length)
    return kept.push(glyph) - 1
  }
  for (const glyph of kept) {
    const outline = outlineOf(tables, glyph)
    const padded = Buffer.alloc(Math.ceil(outline.length / 4) * 4)
    outline.copy(padded)
    if (outline.length > 0 && outline.readInt16BE(0) < 0) renumberComponents(padded, numberOf)
    outlines.push(padded)
  }
  return outlines
}

function outlineOf(tables: FontTables, glyph: number): Buffer {
  const loca = table(tables, 'loca')
  const long = table(tables, 'head').readInt16BE(50) === 1
  const offset = (index: number) => (long ? loca.readUInt32BE(index * 4) : loca.readUInt16BE(index * 2) * 2)
  return table(tables, 'glyf').subarray(offset(glyph), offset(glyph + 1))
}

function renumberComponents(outline: Buffer, numberOf: (glyph: number) => number): void {
  let position = 10
  for (let more = true; more; ) {
    const flags = outline.readUInt16BE(position)
    outline.writeUInt16BE(numberOf(outline.readUInt16BE(position + 2)), position + 2)
    position += 4 + (flags & component.words ? 4 : 2)
    if (flags & component.scale) position += 2
    else if (flags & component.twoScales) position += 4
    else if (flags & component.matrix) position += 8
    more = (flags & component.more) !== 0
  }
}

/** Advance and left bearing of each glyph; glyphs after the last full entry of the source share its advance. */
function metrics(tables: FontTables, kept: readonly number[]): Buffer {
  const source = table(tables, 'hmtx')
  const full = table(tables, 'hhea').readUInt16BE(34)
  const target = Buffer.alloc(kept.length * 4)
  kept.forEach((glyph, index) => {
    const own = glyph < full
    target.writeUInt16BE(source.readUInt16BE(Math.min(glyph, full - 1) * 4), index * 4)
    target.writeInt16BE(
      source.readInt16BE(own ? glyph * 4 + 2 : full * 4 + (glyph - full) * 2),
      index * 4 + 2,
    )
  })
  return target
}

function assemble(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const power = Math.floor(Math.log2(tables.length))
  const directory = Buffer.alloc(12 + tables.length * 16)
  directory.writeUInt32BE(0x00010000, 0)
  directory.writeUInt16BE(tables.length, 4)
  directory.writeUInt16BE(2 ** power * 16, 6)
  directory.writeUInt16BE(power, 8)
  directory.writeUInt16BE(tables.length * 16 - 2 ** power * 16, 10)
  const parts: Buffer[] = [directory]
  let offset = directory.length
  tables.forEach(([tag, bytes], index) => {
    const padded = Buffer.alloc(Math.ceil(bytes.length / 4) * 4)
    bytes.copy(padded)
    directory.write(tag, 12 + index * 16, 'latin1')
    directory.writeUInt32BE(checksum(padded), 16 + index * 16)
    directory.writeUInt32BE(offset, 20 + index * 16)
    directory.writeUInt32BE(bytes.length, 24 + index * 16)
    parts.push(padded)
    offset += padded.length
  })
  return Buffer.concat(parts)
}

function checksum(padded: Buffer): number {
  let sum = 0
  for (let position = 0; position < padded.length; position += 4)
    sum = (sum + padded.readUInt32BE(position)) >>> 0
  return sum
}

function changed(source: Buffer, change: (bytes: Buffer) => void): Buffer {
  const copy = Buffer.from(source)
  change(copy)
  return copy
}

function table(tables: FontTables, tag: string): Buffer {
  const bytes = tables.get(tag)
  if (!bytes) throw new Error(`the font has no table ${tag}`)
  return bytes
}
