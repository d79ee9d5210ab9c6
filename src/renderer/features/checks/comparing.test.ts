import { describe, expect, it } from 'vitest'
import type { Recognised } from '../../../contract/desk/scans.ts'
import { isSameCard, isSameLast4, isSameName } from './comparing.ts'

const card: Recognised = {
  kind: 'cccd',
  rule: 'cccd',
  repaired: false,
  damage: null,
  warnings: [],
  accepted: true,
}

describe('the card in the hand', () => {
  it('is compared by exactly the four characters that were signed', () => {
    expect(isSameLast4(' 0456 ', '0456')).toBe(true)
    expect(isSameLast4('12ab', '12AB')).toBe(true)
    expect(isSameLast4('0457', '0456')).toBe(false)
    expect(isSameLast4('', '0456')).toBe(false)
  })

  it('may bear a new number while the paper was made by the old one', () => {
    const both = { ...card, idNumber: '001202000456', oldIdNumber: '012345678' }
    expect(isSameCard(both, '0456')).toBe(true)
    expect(isSameCard(both, '5678')).toBe(true)
    expect(isSameCard(both, '9999')).toBe(false)
    expect(isSameCard(card, '0456')).toBe(false)
  })

  it('names the same person although a reader lost the marks, or the paper had no room for the whole name', () => {
    expect(isSameName('TRAN THI THU HA', 'Trần Thị Thu Hà')).toBe(true)
    expect(isSameName('Trần Thị Thu Hà', 'Trần Thị Thu…')).toBe(true)
    expect(isSameName('Trần Thị Thu', 'Trần Thị Thu Hà')).toBe(false)
  })
})
