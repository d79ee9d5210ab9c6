import { assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { highlightName, highlightNumber, type Piece } from './highlight.ts'

const marked = (pieces: readonly Piece[]) =>
  pieces.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('')
const plain = (pieces: readonly Piece[]) => pieces.map(({ text }) => text).join('')

describe('what is marked in a search result', () => {
  it('is the beginning of every syllable that was typed, marks or not', () => {
    expect(marked(highlightName('Đặng Thị Hường', 'huo dang'))).toBe('[Đặng] Thị [Hườ]ng')
    expect(marked(highlightName('Nguyễn Văn Ễn', 'en'))).toBe('Nguyễn Văn [Ễn]')
  })

  it('is nothing when the name was not what matched', () => {
    expect(marked(highlightName('Trần Thu Hà', '0456'))).toBe('Trần Thu Hà')
  })

  it('is the end of a number, or its beginning', () => {
    expect(marked(highlightNumber('001202000456', '0456'))).toBe('00120200[0456]')
    expect(marked(highlightNumber('001202000456', '0012'))).toBe('[0012]02000456')
    expect(marked(highlightNumber('0912 345 678', '345'))).toBe('0912 [345] 678')
    expect(marked(highlightNumber('001202000456', 'hà'))).toBe('001202000456')
  })

  it('never loses or adds a letter', () => {
    assert(
      property(string({ unit: 'grapheme' }), string(), (text, query) => {
        expect(plain(highlightName(text, query))).toBe(text.normalize('NFC'))
        expect(plain(highlightNumber(text, query))).toBe(text)
      }),
    )
  })
})
