import { describe, expect, it } from 'vitest'
import { shortcutKeys, shortcutOf, type Stroke } from './strokes.ts'

const stroke = (key: string, more: Partial<Stroke> = {}): Stroke => ({
  key,
  keyCode: 0,
  isComposing: false,
  repeat: false,
  ctrlKey: false,
  shiftKey: false,
  altKey: false,
  metaKey: false,
  ...more,
})

describe('strokes', () => {
  it('names a function key, with Shift apart from without', () => {
    expect(shortcutOf(stroke('F2'))).toBe('F2')
    expect(shortcutOf(stroke('F2', { shiftKey: true }))).toBe('Shift+F2')
    expect(shortcutOf(stroke('Enter', { ctrlKey: true }))).toBe('Ctrl+Enter')
  })

  it('leaves a stroke of an input method to the text, both ways browsers tell it', () => {
    expect(shortcutOf(stroke('Enter', { ctrlKey: true, isComposing: true }))).toBeNull()
    expect(shortcutOf(stroke('F2', { keyCode: 229 }))).toBeNull()
  })

  it('does not act again while a key is held down', () => {
    expect(shortcutOf(stroke('F2', { repeat: true }))).toBeNull()
  })

  it('leaves letters, Unikey tools and the window keys alone', () => {
    const foreign = [
      stroke('s', { ctrlKey: true }),
      stroke('z', { altKey: true }),
      stroke('F9', { ctrlKey: true, shiftKey: true }),
      stroke('F4', { altKey: true }),
      stroke('F11'),
      stroke('F12'),
      stroke('Enter'),
      stroke('ArrowLeft', { altKey: true }),
    ]
    for (const one of foreign) expect(shortcutOf(one)).toBeNull()
  })

  it('offers no combination with a letter or with Alt at all', () => {
    for (const key of shortcutKeys) expect(key).not.toMatch(/Alt|Ctrl\+.$|^.$|F1[12]|Shift\+F10/)
  })
})
