import { describe, expect, test } from 'vitest'
import { refuseCase, returnCase } from './desk/cases.ts'
import { registerCase } from './desk/registration.ts'
import { companions, printed, printedOrNull } from './printed.ts'

describe('a text that is printed', () => {
  test('is cleaned before it is measured', () => {
    expect(printed(5).parse(' a\u200b \n b\u0301 ')).toBe('a b\u0301'.normalize('NFC'))
    expect(printedOrNull(5).parse('\u200b ')).toBeNull()
    expect(printedOrNull(5).parse(null)).toBeNull()
  })

  test.each(['', '   ', '\u200b', '\u200b\u00ad \t', '😷', 'Дом', '中', 'a\u0007'])('is never %j', (text) => {
    expect(printed(99).safeParse(text).success).toBe(false)
  })

  test('gives a note of a refusal or a return the room of the letter', () => {
    for (const { body } of [returnCase, refuseCase]) {
      const note = (text: string) => body.shape.note.safeParse(text).success
      expect([note('x'.repeat(300)), note('x'.repeat(301)), note(' \u200b')]).toEqual([true, false, false])
    }
  })

  test('cleaned a second time is the same', () => {
    const text = 'Lò Thị Mẫu, Lò Văn Mẫu'
    expect(companions.parse(companions.parse('Lò Thị Mẫu ;\nLò\u200b Văn  Mẫu'))).toBe(text)
    expect(registerCase.body.shape.details.shape.companions.parse(text)).toBe(text)
  })
})
