import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import fontkit, { type Font, type Glyph } from '@pdf-lib/fontkit'
import { readTables, type FontTables } from './subset-font.ts'

/** The four faces of the sheets' type, metric-compatible with Times New Roman. */
export type FaceName = 'regular' | 'bold' | 'italic' | 'bold-italic'

/** One face, parsed once per process. */
export type Face = {
  readonly name: FaceName
  readonly font: Font
  readonly tables: FontTables
  /** Advance of a character in ems; a character the face lacks takes the width of the empty box drawn for it. */
  readonly advance: (codePoint: number) => number
  readonly glyph: (codePoint: number) => Glyph
}

const files: Record<FaceName, string> = {
  regular: 'Tinos-Regular.ttf',
  bold: 'Tinos-Bold.ttf',
  italic: 'Tinos-Italic.ttf',
  'bold-italic': 'Tinos-BoldItalic.ttf',
}

/** Height above and depth below the baseline, in ems, that no Vietnamese letter of the four faces exceeds. */
export const tallest = { above: 0.916, below: 0.217 }

const loaded = new Map<FaceName, Face>()

/** The face of that name; reads and parses its file the first time. */
export function face(name: FaceName): Face {
  const known = loaded.get(name)
  if (known) return known
  const file = readFileSync(join(fontsFolder(), files[name]))
  const font = fontkit.create(file)
  const prepared: Face = { name, font, tables: readTables(file), ...measures(font) }
  loaded.set(name, prepared)
  return prepared
}

/** The name of the face for a run of text. */
export function faceName(style: { bold?: boolean; italic?: boolean }): FaceName {
  if (style.bold) return style.italic ? 'bold-italic' : 'bold'
  return style.italic ? 'italic' : 'regular'
}

/** Width of NFC text at a size, in points, without kerning (as Times New Roman is set in office documents). */
export function widthOf(text: string, name: FaceName, size: number): number {
  const { advance } = face(name)
  let ems = 0
  for (const character of text) ems += advance(character.codePointAt(0) ?? 0)
  return ems * size
}

function measures(font: Font): Pick<Face, 'advance' | 'glyph'> {
  const glyphs = new Map<number, Glyph>()
  const glyph = (codePoint: number): Glyph => {
    const known = glyphs.get(codePoint)
    if (known) return known
    const found = font.glyphForCodePoint(codePoint)
    glyphs.set(codePoint, found)
    return found
  }
  const advances = new Map<number, number>()
  // The font library works an advance out anew each time it is asked.
  const advance = (codePoint: number): number => {
    const known = advances.get(codePoint)
    if (known !== undefined) return known
    const ems = glyph(codePoint).advanceWidth / font.unitsPerEm
    advances.set(codePoint, ems)
    return ems
  }
  return { glyph, advance }
}

/** The program may run from its sources or bundled; the fonts lie in `resources/fonts` of a folder above it. */
function fontsFolder(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    const candidate = join(folder, 'resources', 'fonts')
    if (existsSync(join(candidate, files.regular))) return candidate
    if (folder === dirname(folder)) throw new Error('resources/fonts is missing from this installation')
  }
}
