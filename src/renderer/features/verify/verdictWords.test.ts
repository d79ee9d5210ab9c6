import { describe, expect, it } from 'vitest'
import { notAPaper, verdictWords } from './verdictWords.ts'

describe('the words of a verdict', () => {
  it('are one headline for a valid paper', () => {
    expect(verdictWords({ answer: 'valid', reason: null, ageHours: null }, 'en')).toEqual({
      headline: 'VALID',
      sentence: null,
    })
  })

  it('say how old the revocation list is', () => {
    const words = verdictWords({ answer: 'valid-revocation-stale', reason: 'list-age', ageHours: 30 }, 'en')
    expect(words.headline).toBe('VALID – revocation list 30 hours old')
    expect(words.sentence).toMatch(/Update it/)
  })

  it('still have a headline when the office gives a reason this page does not know', () => {
    const words = verdictWords({ answer: 'revoked', reason: 'made-up', ageHours: null }, 'en')
    expect(words).toEqual({ headline: 'REVOKED', sentence: null })
  })

  it('tell a card that is no permit what it is not', () => {
    expect(verdictWords(notAPaper, 'en').sentence).toMatch(/not the code of a travel permit/)
  })
})
