import { expect, test } from 'vitest'
import { marketDaysChanges } from './difference-market.ts'
import { shippedPack } from './testing/shipped.ts'

const pack = shippedPack('places/tien-giang')
const rule = pack.marketDays
if (!rule) throw new Error('the pack has no rule of market days')

test('the same rule has no difference; every member of another one is told', () => {
  expect(marketDaysChanges(pack, pack)).toEqual([])
  const others: readonly (typeof rule)[] = [
    { ...rule, days: { kind: 'odd-even', twoOddDays: 'both' } },
    {
      ...rule,
      turnBy: {
        digits: [
          [0, 1, 2, 3],
          [4, 5, 6],
          [7, 8, 9],
        ],
      },
    },
    { ...rule, openToAll: [6] },
    { ...rule, closed: [pack.effectiveFrom] },
    { ...rule, slots: rule.slots.slice(1) },
    { ...rule, slotBy: { digits: [[0], [1], [2], [3, 4, 5, 6, 7, 8, 9]] } },
    { ...rule, rotate: { everyDays: 7, from: pack.effectiveFrom } },
    { ...rule, markets: rule.markets.slice(1) },
    { ...rule, visits: undefined },
  ]
  for (const marketDays of others) expect(marketDaysChanges(pack, { ...pack, marketDays })).toHaveLength(1)
})

test('a pack that drops the rule tells all of it', () => {
  expect(marketDaysChanges(pack, { ...pack, marketDays: undefined }).map(({ what }) => what)).toContainEqual(
    expect.stringMatching(/Lượt đi chợ: từ “3 ngày một lần, tính từ 01\/11\/2026/),
  )
})
