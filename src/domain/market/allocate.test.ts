import { describe, expect, it } from 'vitest'
import { allocate, type Allocation } from './allocate.ts'
import { fairnessOf } from './fairness.ts'
import type { Household, Market } from './roster.ts'
import type { MarketRule } from './rule.ts'
import { day, exampleMarket, exampleRule, household, roster } from './testing/example.ts'

const fresh = (
  households: readonly Household[],
  markets: readonly Market[] = [exampleMarket],
  rule = exampleRule,
) => allocate({ rule, markets, households, before: new Map() })

const counts = ({ places }: Allocation) => {
  const counted = new Map<string, number>()
  for (const { market, turn, slot } of places.values()) {
    const key = `${market} ${turn} ${slot}`
    counted.set(key, (counted.get(key) ?? 0) + 1)
  }
  return counted
}
const gap = (allocation: Allocation) =>
  Math.max(...counts(allocation).values()) - Math.min(...counts(allocation).values())

describe('the allocation of a roster', () => {
  it('fills all turns and slots alike, and sets neighbours apart', () => {
    const { places, shortages } = fresh(roster(600))
    expect(shortages).toEqual([])
    expect([...counts({ places, shortages, overfull: [] }).values()]).toEqual(
      Array.from({ length: 6 }, () => 100),
    )
    const here = (number: number) => places.get(`h${number}`)
    for (let number = 1; number < 600; number++) expect(here(number)).not.toEqual(here(number - 1))
  })

  it('fills markets in proportion to what they take', () => {
    const markets = [
      { ...exampleMarket, code: 'CHO-1', capacity: 300 },
      { ...exampleMarket, code: 'CHO-2', capacity: 100 },
    ]
    const { places } = fresh(roster(800), markets)
    const at = (code: string) => [...places.values()].filter(({ market }) => market === code).length
    // To within one household for each of the twelve places.
    expect(Math.abs(at('CHO-1') - 600)).toBeLessThanOrEqual(6)
    expect(at('CHO-1') + at('CHO-2')).toBe(800)
  })

  it('does not depend on the order of the lists', () => {
    const households = roster(120)
    const markets = [exampleMarket, { ...exampleMarket, code: 'CHO-2', capacity: 30 }]
    expect(fresh(households.toReversed(), markets.toReversed())).toEqual(fresh(households, markets))
  })

  it('goes by the last digit of the household number where the rule says so, through any letters after it', () => {
    const rule: MarketRule = {
      ...exampleRule,
      turnBy: {
        digits: [
          [1, 3, 5, 7, 9],
          [0, 2, 4, 6, 8],
        ],
      },
      slots: [
        [420, 510],
        [510, 600],
        [600, 690],
        [690, 780],
        [780, 870],
      ],
      slotBy: {
        digits: [
          [0, 1],
          [2, 3],
          [4, 5],
          [6, 7],
          [8, 9],
        ],
      },
    }
    const households = [...roster(40), household(900, { number: '39901-000123B' })]
    const { places } = fresh(households, [exampleMarket], rule)
    for (const { id, number } of households) {
      const digit = Number(/\d(?=\D*$)/.exec(number)?.[0])
      expect(places.get(id)).toEqual({
        market: 'CHO-1',
        turn: digit % 2 === 1 ? 0 : 1,
        slot: Math.floor(digit / 2),
      })
    }
    const nameless = fresh([household(1, { number: 'chưa cấp' })], [exampleMarket], rule)
    expect(nameless.shortages).toEqual([{ household: 'h1', why: 'no-turn-for-digit' }])
  })

  it('refuses a household or a market that stands twice in its list', () => {
    expect(() => fresh([household(1), household(1)])).toThrow('h1 stands twice')
    expect(() => fresh([household(1)], [exampleMarket, exampleMarket])).toThrow('CHO-1 stands twice')
  })
})

describe('a roster that changes', () => {
  const before = fresh(roster(600)).places
  const again = (households: readonly Household[]) =>
    allocate({ rule: exampleRule, markets: [exampleMarket], households, before })

  it('leaves everybody who stays in their place, and restores fairness by placing the new ones', () => {
    const staying = roster(600).filter(({ id }) => before.get(id)?.turn !== 0 || before.get(id)?.slot !== 1)
    const holes = again(staying)
    expect(gap(holes)).toBe(0)
    expect(counts(holes).size).toBe(5)
    const moved = again([...staying, ...Array.from({ length: 90 }, (_, index) => household(1000 + index))])
    for (const { id } of staying) expect(moved.places.get(id)).toEqual(before.get(id))
    expect(counts(moved).get('CHO-1 0 1')).toBe(90)
    expect(gap(moved)).toBe(10)
  })

  it('passes the place of a household that merged or split to the first that came from it', () => {
    const rest = roster(600).filter(({ id }) => !['h10', 'h20', 'h30'].includes(id))
    const merged = household(10, { id: 'merged', formerly: ['h10', 'h20'] })
    const [one, other] = [
      household(30, { id: 'split-1', formerly: ['h30'] }),
      household(30, { id: 'split-2', formerly: ['h30'], order: 30.5 }),
    ]
    const { places, shortages } = again([...rest, merged, one, other])
    expect(shortages).toEqual([])
    expect(places.get('merged')).toEqual(before.get('h10'))
    expect(places.get('split-1')).toEqual(before.get('h30'))
    expect(places.get('split-2')).toBeDefined()
    for (const { id } of rest) expect(places.get(id)).toEqual(before.get(id))
  })

  it('keeps the place of a household from which another split off and which is still there', () => {
    const off = household(30, { id: 'off', formerly: ['h30'], order: 0.5 })
    const { places } = again([...roster(600), off])
    expect(places.get('h30')).toEqual(before.get('h30'))
    expect(places.get('off')).toBeDefined()
  })

  it('places anew whoever moved to a zone that their market does not serve', () => {
    const markets = [
      { ...exampleMarket, zones: ['DO'] },
      { ...exampleMarket, code: 'CHO-2', zones: ['XANH'] },
    ]
    const red = roster(12, { zone: 'DO' })
    const first = fresh(red, markets).places
    const mover = household(3, { zone: 'XANH' })
    const { places } = allocate({
      rule: exampleRule,
      markets,
      households: red.map((one) => (one.id === 'h3' ? mover : one)),
      before: first,
    })
    expect(places.get('h3')?.market).toBe('CHO-2')
    for (const { id } of red) if (id !== 'h3') expect(places.get(id)).toEqual(first.get(id))
  })
})

describe('too little room', () => {
  it('is named, household by household and by zone, and no market ever takes more than it can', () => {
    const markets = [{ ...exampleMarket, capacity: 10 }]
    const households = [...roster(70), household(99, { zone: 'VANG' })]
    const allocation = fresh(households, markets)
    expect(allocation.places.size).toBe(60)
    expect(allocation.shortages).toHaveLength(11)
    expect(allocation.shortages.every(({ why }) => why === 'no-room')).toBe(true)
    const { peaks, missing, placed } = fairnessOf(exampleRule, markets, households, allocation)
    expect(placed).toBe(60)
    expect(missing).toEqual([
      { zone: null, why: 'no-room', households: 10 },
      { zone: 'VANG', why: 'no-room', households: 1 },
    ])
    for (const { households: peak, capacity } of peaks) expect(peak).toBeLessThanOrEqual(capacity)
  })

  it('is named where no market serves a zone, and where a turn has no day in the period', () => {
    const red = [{ ...exampleMarket, zones: ['DO'] }]
    expect(fresh([household(1, { zone: 'XANH' }), household(2)], red).shortages).toEqual([
      { household: 'h1', why: 'no-market' },
      { household: 'h2', why: 'no-market' },
    ])
    const oneDay = { ...exampleRule, firstDay: day('2026-11-24'), lastDay: day('2026-11-24') }
    const { places } = fresh(roster(20), [exampleMarket], oneDay)
    expect([...places.values()].every(({ turn }) => turn === 1)).toBe(true)
    const digits = {
      ...oneDay,
      turnBy: {
        digits: [
          [1, 3, 5, 7, 9],
          [0, 2, 4, 6, 8],
        ],
      },
    }
    expect(fresh([household(7)], [exampleMarket], digits).shortages).toEqual([
      { household: 'h7', why: 'no-day' },
    ])
  })

  it('counts all turns together on days that are open to all', () => {
    const rule = { ...exampleRule, openToAll: [6] }
    const markets = [{ ...exampleMarket, capacity: 10 }]
    const allocation = fresh(roster(70), markets, rule)
    expect(allocation.places.size).toBe(30)
    const { peaks } = fairnessOf(rule, markets, roster(70), allocation)
    expect(peaks.map(({ households }) => households)).toEqual([10, 10, 10])
    expect(peaks.map(({ on }) => on)).toEqual(['2026-11-29', '2026-11-29', '2026-11-29'])
  })

  it('does not strike those with the least choice because others came first in the street', () => {
    const markets = [
      { ...exampleMarket, capacity: 5 },
      { ...exampleMarket, code: 'CHO-2', zones: ['DO'], capacity: 5 },
    ]
    const households = [
      ...roster(30, { zone: 'DO' }),
      ...Array.from({ length: 30 }, (_, i) => household(100 + i)),
    ]
    expect(fresh(households, markets).shortages).toEqual([])
  })

  it('names places that hold more than a market takes now, and sends nobody away', () => {
    const before = fresh(roster(60)).places
    const markets = [{ ...exampleMarket, capacity: 8 }]
    const allocation = allocate({ rule: exampleRule, markets, households: roster(60), before })
    expect(allocation.places).toEqual(before)
    expect(allocation.overfull).toHaveLength(6)
    const late = allocate({ rule: exampleRule, markets, households: roster(61), before })
    expect(late.shortages).toEqual([{ household: 'h60', why: 'no-room' }])
  })
})

describe('the report', () => {
  it('says visits per household and the fullest day of every market and slot', () => {
    const households = roster(60)
    const { visits, peaks } = fairnessOf(exampleRule, [exampleMarket], households, fresh(households))
    // 23 November to 6 December: odd 23, 25, 27, 29, 3, 5 (the 1st follows a 30th and counts), even 24 … 6.
    expect(visits).toEqual({ min: 7, max: 7, mean: 7 })
    expect(peaks).toHaveLength(3)
    for (const peak of peaks) expect(peak).toMatchObject({ market: 'CHO-1', households: 10, capacity: 1000 })
    expect(peaks.reduce((sum, { people }) => sum + people, 0)).toBeGreaterThan(90)
  })

  it('says so when nobody comes', () => {
    expect(fairnessOf(exampleRule, [exampleMarket], [], fresh([]))).toEqual({
      groups: [],
      households: 0,
      placed: 0,
      visits: { min: 0, max: 0, mean: 0 },
      peaks: [0, 1, 2].map((slot) => ({
        market: 'CHO-1',
        slot,
        households: 0,
        people: 0,
        capacity: 1000,
        on: null,
      })),
      missing: [],
    })
  })
})
