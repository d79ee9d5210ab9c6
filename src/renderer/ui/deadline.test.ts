import { describe, expect, it } from 'vitest'
import { deadlineStanding } from './deadline.ts'

const minute = 60_000
const hour = 60 * minute
const standing = (left: number) => deadlineStanding(1_000_000, 1_000_000 + left, 2 * hour)

describe('how a deadline stands', () => {
  it('is on time, then soon, then overdue from the instant itself on', () => {
    expect(standing(3 * hour)).toEqual({ state: 'onTime', amount: 3, unit: 'hours' })
    expect(standing(2 * hour)).toEqual({ state: 'soon', amount: 2, unit: 'hours' })
    expect(standing(1)).toEqual({ state: 'soon', amount: 1, unit: 'minutes' })
    expect(standing(0)).toEqual({ state: 'overdue', amount: 0, unit: 'minutes' })
  })
  it('speaks in hours up to two days and in days beyond', () => {
    expect(standing(47 * hour)).toMatchObject({ amount: 47, unit: 'hours' })
    expect(standing(72 * hour)).toMatchObject({ amount: 3, unit: 'days' })
    expect(standing(-30 * hour)).toEqual({ state: 'overdue', amount: 30, unit: 'hours' })
    expect(standing(-100 * hour)).toMatchObject({ amount: 4, unit: 'days' })
  })
  it('never makes a late case look later than it is', () => {
    expect(standing(-59 * minute - 59_000)).toMatchObject({ amount: 59, unit: 'minutes' })
  })
})
