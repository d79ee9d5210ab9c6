import { encodingOfFont, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'
import type { Archive } from './archive.ts'
import { readXml, unescaped } from './xml.ts'

/** A piece of text in one font; null for the font of its cell. */
type Run = { readonly text: string; readonly encoding: LegacyEncoding | null; readonly ownFont: boolean }
/** A text of the workbook: plain, or in runs of their own fonts. */
export type SharedText = string | readonly Run[]

/** Gathers the runs of one text, of the shared table or in a cell; hints for reading East Asian signs are left out. */
export function runCollector() {
  let runs: Run[] = []
  let text = ''
  let encoding: LegacyEncoding | null = null
  let ownFont = false
  let isReading = false
  let isHint = false
  return {
    open(name: string, attributes: Readonly<Record<string, string>>): void {
      if (name === 't') isReading = true
      else if (name === 'rPh') isHint = true
      else if (name === 'r') {
        encoding = null
        ownFont = false
      } else if (name === 'rFont') {
        encoding = encodingOfFont(attributes['val'] ?? '')
        ownFont = true
      }
    },
    text(piece: string): void {
      if (isReading && !isHint) text += piece
    },
    close(name: string): void {
      if (name === 't') {
        isReading = false
        if (text) runs.push({ text: unescaped(text), encoding, ownFont })
        text = ''
      } else if (name === 'rPh') isHint = false
    },
    /** The text gathered so far; begins anew. */
    take(): SharedText {
      const taken = runs
      runs = []
      encoding = null
      ownFont = false
      return taken.some((run) => run.ownFont) ? taken : taken.map((run) => run.text).join('')
    },
  }
}

/** The texts that cells name by number. */
export async function readSharedStrings(archive: Archive, part: string): Promise<readonly SharedText[]> {
  const stream = await archive.open(part)
  if (!stream) return []
  const texts: SharedText[] = []
  const runs = runCollector()
  await readXml(part, stream, {
    open: runs.open,
    text: runs.text,
    close(name) {
      runs.close(name)
      if (name === 'si') texts.push(runs.take())
    },
  })
  return texts
}
