import { expect, test } from 'vitest'
import { isPrintable } from '../../domain/text/printable.ts'
import { face } from './faces.ts'

test('every character that the counter takes has a shape in all four faces', () => {
  const faces = (['regular', 'bold', 'italic', 'bold-italic'] as const).map(face)
  const missing: string[] = []
  for (let code = 0x20; code < 0x1_f700; code++) {
    if (code >= 0xd800 && code < 0xe000) continue
    if (isPrintable(String.fromCodePoint(code)) && faces.some((each) => each.glyph(code).id === 0))
      missing.push(code.toString(16))
  }
  expect(missing).toEqual([])
  expect(isPrintable('Đường Nguyễn Thị Minh Khai – “số 7”, H’Hen Niê, 12/5 … 30.000 ₫')).toBe(true)
})
