import { expect, test } from 'vitest'
import { gateColour, isOverQuota } from './gateColour.ts'

const visits = (made: number) => ({ visits: { made, allowed: 2, days: 7 } })

test('a card that is used up is not green, whatever else is right about it', () => {
  expect(gateColour({ answer: 'valid' }, visits(1))).toBe('green')
  expect(gateColour({ answer: 'valid' }, visits(2))).toBe('amber')
})

test('a worse answer stays as it is, and so does a paper without visits', () => {
  expect(gateColour({ answer: 'revoked' }, visits(2))).toBe('red')
  expect(gateColour({ answer: 'valid' }, { visits: null })).toBe('green')
  expect(gateColour({ answer: 'valid' }, null)).toBe('green')
})

test('a card that is used up has an answer of its own, also under an old revocation list; a worse answer keeps its word', () => {
  for (const answer of ['valid', 'valid-revocation-stale'] as const) {
    expect(isOverQuota({ answer }, visits(2))).toBe(true)
    expect(isOverQuota({ answer }, visits(1))).toBe(false)
  }
  expect(isOverQuota({ answer: 'revoked' }, visits(2))).toBe(false)
  expect(isOverQuota({ answer: 'valid' }, null)).toBe(false)
})
