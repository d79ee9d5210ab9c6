import { describe, expect, it } from 'vitest'
import { widthOf } from './faces.ts'
import { breakLines } from './lines.ts'

const textOf = (line: { pieces: readonly { text: string }[] }) =>
  line.pieces.map((piece) => piece.text).join('')

describe('breaking a paragraph into lines', () => {
  it('keeps every line within its measure and every word in its order', () => {
    const text = 'Người được cấp giấy xuất trình giấy này cùng giấy tờ tùy thân khi được yêu cầu'
    const lines = breakLines([{ text }], 14, () => 150)
    expect(lines.map(textOf).join(' ')).toBe(text)
    for (const line of lines) {
      expect(line.width).toBeLessThanOrEqual(150)
      expect(widthOf(textOf(line), 'regular', 14)).toBeCloseTo(line.width, 6)
    }
  })

  it('does not part what a no-break space holds together', () => {
    const lines = breakLines([{ text: 'đến ngày\u00a005 tháng\u00a001' }], 14, () => 60)
    expect(lines.map(textOf)).toEqual(['đến', 'ngày\u00a005', 'tháng\u00a001'])
  })

  it('cuts a word that is wider than the line', () => {
    const lines = breakLines([{ text: 'W'.repeat(30) }], 14, () => 100)
    expect(lines.map(textOf).join('')).toBe('W'.repeat(30))
    expect(lines.length).toBeGreaterThan(3)
  })

  it('keeps a word of two faces in one piece on the line', () => {
    const lines = breakLines([{ text: 'năm ' }, { text: '2026', bold: true }, { text: '.' }], 14, () => 500)
    expect(lines[0]?.pieces).toEqual([
      { text: 'năm ', face: 'regular' },
      { text: '2026', face: 'bold' },
      { text: '.', face: 'regular' },
    ])
  })
})
