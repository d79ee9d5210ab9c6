import { describe, expect, it } from 'vitest'
import { keptRow, rowAfter } from './rovingRow.ts'

describe('the cursor in a list', () => {
  it('moves by one, by a page, to the ends, and stops there', () => {
    expect(rowAfter('ArrowDown', 3, 10, 4)).toBe(4)
    expect(rowAfter('ArrowUp', 0, 10, 4)).toBe(0)
    expect(rowAfter('PageDown', 7, 10, 4)).toBe(9)
    expect(rowAfter('PageUp', 7, 10, 4)).toBe(3)
    expect(rowAfter('Home', 7, 10, 4)).toBe(0)
    expect(rowAfter('End', 7, 10, 4)).toBe(9)
    expect(rowAfter('PageDown', 0, 10, 0)).toBe(1)
  })
  it('does not move by other keys or in an empty list', () => {
    expect(rowAfter('a', 3, 10, 4)).toBeNull()
    expect(rowAfter('ArrowDown', 0, 0, 4)).toBeNull()
  })
  it('stays on its case when others come and go, and near it when the case itself goes', () => {
    expect(keptRow(['new', 'a', 'b'], 'b', 1)).toBe(2)
    expect(keptRow(['a', 'c'], 'b', 1)).toBe(1)
    expect(keptRow(['a'], 'b', 1)).toBe(0)
    expect(keptRow([], 'b', 1)).toBe(-1)
    expect(keptRow(['a', 'b'], null, 0)).toBe(0)
  })
})
