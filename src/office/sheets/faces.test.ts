import { describe, expect, it } from 'vitest'
import { a4, heading } from './blocks.ts'
import { face, tallest, type FaceName } from './faces.ts'
import { renderLayout } from './render.ts'
import type { Layout } from './sheet.ts'
import { darkest, readBack, words } from './testing/read-back.ts'
import { dateOfDay } from '../../domain/calendar.ts'

const vowels = ['a', 'ă', 'â', 'e', 'ê', 'i', 'o', 'ô', 'ơ', 'u', 'ư', 'y']
const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323']
const small = vowels.flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC'))).concat('đ')
const letters = [...small, ...small.map((letter) => letter.toLocaleUpperCase('vi'))].filter(
  (letter) => !/^[a-z]$/i.test(letter),
)
const names: readonly FaceName[] = ['regular', 'bold', 'italic', 'bold-italic']

/** Letters in cells of 17 × 9 mm, ten a row, from (20, 20) mm. */
function specimen(name: FaceName): Layout {
  const style = { bold: name.startsWith('bold'), italic: name.endsWith('italic') }
  const rows = Array.from({ length: Math.ceil(letters.length / 10) }, (_, row) =>
    letters.slice(row * 10, row * 10 + 10),
  )
  return {
    date: dateOfDay(20_778),
    training: false,
    pages: [
      {
        ...a4,
        margins: { top: 20, right: 20, bottom: 20, left: 20 },
        body: [{ size: 12, lead: 1.15, after: 0 }],
        blocks: rows.flatMap((row) => [
          {
            kind: 'columns' as const,
            spacing: 0,
            columns: row.map((letter) => ({
              width: 17,
              blocks: [
                heading(letter, 18, style),
                { kind: 'gap' as const, height: 9 - (18 * 1.15 * 25.4) / 72 },
              ],
            })),
          },
        ]),
      },
    ],
  }
}

describe('the type of the sheets', () => {
  it('counts 134 accented letters in Vietnamese', () => {
    expect(letters).toHaveLength(134)
  })

  it.each(names)('has every Vietnamese letter in %s, none taller than the line', (name) => {
    const { font, glyph } = face(name)
    for (const letter of letters) {
      const codePoint = letter.codePointAt(0) ?? 0
      expect(font.hasGlyphForCodePoint(codePoint), letter).toBe(true)
      expect(glyph(codePoint).bbox.maxY / font.unitsPerEm, letter).toBeLessThanOrEqual(tallest.above)
      expect(glyph(codePoint).bbox.minY / font.unitsPerEm, letter).toBeGreaterThanOrEqual(-tallest.below)
    }
  })

  it.each(names)('prints every Vietnamese letter in %s in ink, and gives it back as text', async (name) => {
    const pdf = await renderLayout(specimen(name), 'Mẫu chữ')
    readBack(pdf, (back) => {
      expect(words(back.text).split(' ').filter(Boolean)).toEqual(letters)
      const dot = 100 / 25.4
      const picture = back.picture(1, 100)
      letters.forEach((letter, index) => {
        const [left, top] = [20 + (index % 10) * 17, 20 + Math.floor(index / 10) * 9]
        expect(darkest(picture, left * dot, top * dot, 17 * dot, 9 * dot), letter).toBeLessThan(128)
      })
    })
  })
})
