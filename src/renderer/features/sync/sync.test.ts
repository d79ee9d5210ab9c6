import { describe, expect, it } from 'vitest'
import { sync } from '../../text/sync.en.ts'
import { knownCode, nextStep } from './attention.ts'
import { spanWords } from './spans.ts'

describe('spans of time on the sync page', () => {
  it('are told in the largest unit that fits', () => {
    const words = [400, 59_000, 61_000, 3_600_000, 47 * 3_600_000, 3 * 86_400_000].map((ms) =>
      spanWords(ms, sync, 'en'),
    )
    expect(words).toEqual(['1 s', '59 s', '1 min', '1 h', '47 h', '3 days'])
  })

  it('have no direction: a clock may be behind', () => {
    expect(spanWords(-120_000, sync, 'en')).toBe('2 min')
  })
})

describe('what to do about an entry the city did not take', () => {
  it('is ours when refused, the city’s when held back, nobody’s when it waits for another PC', () => {
    expect(nextStep({ status: 'refused' })).toBe('correct')
    expect(nextStep({ status: 'quarantined' })).toBe('city')
    expect(nextStep({ status: 'parked' })).toBe('wait')
  })

  it('has a sentence for every code of the protocol, and none for a made-up one', () => {
    expect(knownCode('four-eyes')).toBe('four-eyes')
    expect(knownCode('base-not-yet-known')).toBe('base-not-yet-known')
    expect(knownCode('made-up')).toBeNull()
  })
})
