import { describe, expect, it } from 'vitest'
import { contentOf } from './content.ts'
import type { TextMark } from './drawing.ts'
import { widthOf } from './faces.ts'

const line: TextMark = {
  kind: 'text',
  x: 10,
  y: 20,
  size: 14,
  pieces: [
    { text: 'có giá trị ', face: 'regular' },
    { text: 'từ ngày', face: 'bold' },
  ],
  stretch: 3,
  shade: 0,
  angle: 0,
}

describe('the content of a page', () => {
  it('puts the second face of a widened line where the first ends, which viewers must not have to add up', () => {
    const content = contentOf(
      { height: 100, marks: [line] },
      { encode: (_face, text) => text, picture: () => '', shared: () => '' },
    )
    const second = 10 + widthOf('có giá trị ', 'regular', 14) + 3 * 3
    expect(content).toContain('[<có > -214.2857 <giá > -214.2857 <trị > -214.2857 <>] TJ')
    expect(content).toContain(
      `/bold 14 Tf 1 0 0 1 ${Math.round(second * 1e4) / 1e4} 80 Tm [<từ > -214.2857 <ngày>] TJ`,
    )
  })
})
