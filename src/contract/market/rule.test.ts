import { describe, expect, it } from 'vitest'
import { market, marketRule } from './rule.ts'

const written = {
  firstDay: '2026-11-23',
  lastDay: '2026-12-06',
  days: { kind: 'odd-even', twoOddDays: 'not-the-first' },
  slots: [
    [420, 510],
    [510, 600],
  ],
}

describe('a market-day rule as a pack writes it', () => {
  it('needs only period, days and slots; the rest has a plain meaning when left out', () => {
    expect(marketRule.parse(written)).toEqual({
      ...written,
      turnBy: 'balance',
      openToAll: [],
      closed: [],
      slotBy: 'balance',
      rotate: null,
    })
  })

  it('must say what becomes of the 31st and the 1st', () => {
    expect(marketRule.safeParse({ ...written, days: { kind: 'odd-even' } }).success).toBe(false)
  })

  it.each([
    ['a period that is turned round', { lastDay: '2026-11-22' }, 'lastDay'],
    ['a period longer than a card may be good for', { lastDay: '2028-01-01' }, 'lastDay'],
    ['a day that does not exist', { closed: ['2027-02-29'] }, 'closed'],
    ['a slot that ends before it begins', { slots: [[510, 420]] }, 'slots'],
    ['no slot at all', { slots: [] }, 'slots'],
    [
      'a digit that has no turn',
      {
        turnBy: {
          digits: [
            [1, 3, 5, 7],
            [0, 2, 4, 6, 8],
          ],
        },
      },
      'turnBy',
    ],
    [
      'a digit that has two turns',
      {
        turnBy: {
          digits: [
            [1, 3, 5, 7, 9],
            [0, 2, 4, 6, 8, 9],
          ],
        },
      },
      'turnBy',
    ],
    [
      'digits for more slots than there are',
      {
        slotBy: {
          digits: [
            [0, 1, 2],
            [3, 4, 5],
            [6, 7, 8, 9],
          ],
        },
      },
      'slotBy',
    ],
    ['a word it does not know', { rotation: 7 }, ''],
  ])('refuses %s and says where', (_, change, at) => {
    const read = marketRule.safeParse({ ...written, ...change })
    expect(read.success).toBe(false)
    expect(read.error?.issues[0]?.path[0] ?? '').toBe(at)
  })

  it('takes a market with its zones and what it holds, and none that holds nobody', () => {
    expect(market.safeParse({ code: 'CHO-1', zones: ['DO'], capacity: 40 }).success).toBe(true)
    expect(market.safeParse({ code: 'CHO-1', zones: 'all', capacity: 0 }).success).toBe(false)
  })
})
