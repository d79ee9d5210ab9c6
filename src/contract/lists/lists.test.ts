import { expect, test } from 'vitest'
import { listNotices } from './notices.ts'
import { findingText, rowReasons } from './reasons.ts'
import { verdictOf } from './verdict.ts'

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted()

test.each(Object.entries({ ...rowReasons, ...listNotices }))(
  '%s has a sentence in both languages, about the same facts',
  (_, { vi, en }) => {
    expect(holes(vi)).toEqual(holes(en))
    for (const text of [vi, en]) expect(text).toMatch(/[.!?]$/)
    expect(vi).toBe(vi.normalize('NFC'))
    expect(vi).not.toBe(en)
  },
)

test('a finding names its column in the language of the sentence', () => {
  const finding = { code: 'missing', field: 'fullName', data: {} } as const
  expect(findingText(finding, 'vi')).toBe('Thiếu họ tên. Điền ô này rồi gửi lại.')
  expect(findingText(finding, 'en')).toBe(
    'The full name is missing. Fill in this cell and send the list again.',
  )
})

test('the heaviest finding decides the verdict', () => {
  const of = (code: keyof typeof rowReasons) => ({ code, field: null, data: {} })
  expect(verdictOf([])).toBe('good')
  expect(verdictOf([of('letters-converted')])).toBe('good')
  expect(verdictOf([of('letters-converted'), of('passport')])).toBe('to-check')
  expect(verdictOf([of('passport'), of('missing')])).toBe('bad')
})
