import { describe, expect, it } from 'vitest'
import { isScan } from './pastedScan.ts'

const card = '079185000123|012345678|Trần Thị Thu Hà|15031985|Nữ|12/5 Lê Lợi, Phường Ví Dụ|01022021'

describe('a pasted text', () => {
  it('is a scan when it is the text of a card or a permit, also inside a field', () => {
    expect(isScan(card, true)).toBe(true)
    expect(isScan('VP1:ABC123', true)).toBe(true)
  })

  it.each(['0912345678', '079185000123', '12/5 Lê Lợi, Phường Ví Dụ', 'Trần Thị Thu Hà', ''])(
    'inside a field stays what a person pastes there: %j',
    (words) => expect(isScan(words, true)).toBe(false),
  )

  it('outside of fields is always looked at, unless it is empty', () => {
    expect(isScan('079185000123', false)).toBe(true)
    expect(isScan('  ', false)).toBe(false)
  })
})
