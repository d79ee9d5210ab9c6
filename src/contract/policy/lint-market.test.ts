import { describe, test } from 'vitest'
import type { RulePack } from './pack.ts'
import { expectFault, type FaultCase } from './testing/faults.ts'
import { shippedText } from './testing/shipped.ts'

const haNoi = shippedText('places/ha-noi')
const tienGiang = shippedText('places/tien-giang')

const { procedures } = JSON.parse(tienGiang) as Pick<RulePack, 'procedures'>
const cards = procedures.findIndex(({ record }) => record === 'market-card')
const withoutVisits = procedures[cards]?.fields.filter(({ id }) => !id.startsWith('visits'))

/** What is wrong, the pack, the edits, the path it is reported at, what stands on that line, and the reason. */
const faults: readonly FaultCase[] = [
  [
    'a market that is no place of the pack',
    haNoi,
    [[['marketDays', 'markets', 0, 'code'], 'CHO-XA']],
    'marketDays.markets[0].code',
    'CHO-XA',
    /Chợ “CHO-XA” không có/,
  ],
  [
    'a zone the pack does not have',
    tienGiang,
    [[['marketDays', 'markets', 0, 'zones'], ['TIM']]],
    'marketDays.markets[0].zones[0]',
    'TIM',
    /Vùng “TIM” không có/,
  ],
  [
    'a time slot outside the hours of papers',
    tienGiang,
    [
      [
        ['marketDays', 'slots', 0],
        [240, 360],
      ],
    ],
    'marketDays.slots[0]',
    '[',
    /Khung giờ đi chợ nằm ngoài/,
  ],
  [
    'a day for everybody on cards of odd and even days',
    haNoi,
    [[['marketDays', 'openToAll'], [6]]],
    'marketDays.openToAll',
    '"openToAll"',
    /không ghi được ngày chung/,
  ],
  [
    'visits that no card can say',
    tienGiang,
    [[['procedures', cards, 'fields'], withoutVisits]],
    'marketDays.visits',
    '"visits"',
    /không có ô “visits”/,
  ],
]

describe('the rule of market days of a pack is refused with', () => {
  test.each(faults)('%s', (...fault) => expectFault(fault))
})
