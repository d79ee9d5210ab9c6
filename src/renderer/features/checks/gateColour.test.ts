import { expect, test } from 'vitest'
import { gateColour } from './gateColour.ts'

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
