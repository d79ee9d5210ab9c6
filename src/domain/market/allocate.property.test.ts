import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays, dateOfDay } from '../calendar.ts'
import { allocate, type Allocation } from './allocate.ts'
import { fairnessOf } from './fairness.ts'
import type { Household, Market } from './roster.ts'
import { mayGo, periodDays, slotOn, turnCount, visitsOf, type MarketRule } from './rule.ts'

/** Leap days and ends of months fall into these periods: they begin anywhere between 2026 and 2032. */
const firstDays = fc.integer({ min: 20_454, max: 22_646 }).map(dateOfDay)
const zones = [null, 'DO', 'CAM', 'XANH']
const minutes = [300, 390, 480, 570]

const days = fc.oneof(
  fc.constant({ kind: 'every-day' } as const),
  fc.record({
    kind: fc.constant('odd-even' as const),
    twoOddDays: fc.constantFrom('both' as const, 'not-the-first' as const, 'not-the-last' as const),
  }),
  fc.record({
    kind: fc.constant('weekdays' as const),
    turns: fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }), {
      minLength: 1,
      maxLength: 3,
    }),
  }),
  fc.record({
    kind: fc.constant('once-in' as const),
    every: fc.integer({ min: 2, max: 5 }),
    from: firstDays,
  }),
)

const rules = fc
  .record({
    firstDay: firstDays,
    length: fc.integer({ min: 0, max: 40 }),
    days,
    openToAll: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { maxLength: 1 }),
    slots: fc.integer({ min: 1, max: 3 }),
    rotate: fc.option(fc.record({ everyDays: fc.integer({ min: 1, max: 15 }), from: firstDays }), {
      nil: null,
    }),
  })
  .map(
    ({ length, slots, ...rule }): MarketRule => ({
      ...rule,
      lastDay: addDays(rule.firstDay, length),
      turnBy: 'balance',
      closed: [],
      slots: minutes.slice(0, slots).map((from) => [from, from + 90] as const),
      slotBy: 'balance',
    }),
  )

const marketLists = fc
  .array(
    fc.record({
      zones: fc.oneof(fc.constant('all' as const), fc.subarray(['DO', 'CAM', 'XANH'], { minLength: 1 })),
      capacity: fc.integer({ min: 1, max: 6 }),
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((list): Market[] => list.map((market, index) => ({ ...market, code: `CHO-${index}` })))

const rosters = (prefix: string, most: number) =>
  fc
    .array(
      fc.record({
        group: fc.constantFrom('TDP-1', 'TDP-2'),
        order: fc.integer({ min: 0, max: 9 }),
        members: fc.integer({ min: 1, max: 9 }),
        zone: fc.constantFrom(...zones),
      }),
      { maxLength: most },
    )
    .map((list): Household[] =>
      list.map((one, index) => ({ ...one, id: `${prefix}${index}`, number: `${index}` })),
    )

const fresh = (rule: MarketRule, markets: readonly Market[], households: readonly Household[]) =>
  allocate({ rule, markets, households, before: new Map() })

/** Households at a market on a day in a slot, counted one by one. */
function crowd(rule: MarketRule, { places }: Allocation, households: readonly Household[]) {
  const loads = new Map<string, number>()
  for (const { id } of households) {
    const place = places.get(id)
    if (!place) continue
    for (const date of periodDays(rule)) {
      if (!mayGo(rule, place.turn, date)) continue
      const key = `${place.market} ${slotOn(rule, place.slot, date)} ${date}`
      loads.set(key, (loads.get(key) ?? 0) + 1)
    }
  }
  return loads
}

it('gives every household a place on some day of its market, or names it; no day is ever overfull', () => {
  fc.assert(
    fc.property(rules, marketLists, rosters('h', 40), (rule, markets, households) => {
      const allocation = fresh(rule, markets, households)
      const short = new Set(allocation.shortages.map(({ household }) => household))
      for (const { id, zone } of households) {
        const place = allocation.places.get(id)
        expect(place === undefined).toBe(short.has(id))
        if (!place) continue
        const market = markets.find(({ code }) => code === place.market)
        expect(market && (market.zones === 'all' || market.zones.includes(zone ?? ''))).toBe(true)
        expect(visitsOf(rule, place).length).toBeGreaterThan(0)
      }
      const capacity = new Map(markets.map((market) => [market.code, market.capacity]))
      const loads = crowd(rule, allocation, households)
      for (const [key, load] of loads)
        expect(load).toBeLessThanOrEqual(capacity.get(key.split(' ')[0] ?? '') ?? 0)
      expect(allocation.overfull).toEqual([])
      const { peaks } = fairnessOf(rule, markets, households, allocation)
      for (const { market, slot, households: peak, on } of peaks) {
        const own = [...loads].filter(([key]) => key.startsWith(`${market} ${slot} `)).map(([, load]) => load)
        expect(peak).toBe(Math.max(0, ...own))
        if (on !== null) expect(loads.get(`${market} ${slot} ${on}`)).toBe(peak)
      }
    }),
  )
})

it('depends on nothing but the lists themselves, and not on their order', () => {
  const orders = fc.tuple(rules, marketLists, rosters('h', 20)).chain(([rule, markets, households]) =>
    fc.record({
      rule: fc.constant(rule),
      one: fc.constant({ markets, households }),
      other: fc.record({
        markets: fc.shuffledSubarray(markets, { minLength: markets.length }),
        households: fc.shuffledSubarray(households, { minLength: households.length }),
      }),
    }),
  )
  fc.assert(
    fc.property(orders, ({ rule, one, other }) => {
      expect(fresh(rule, other.markets, other.households)).toEqual(fresh(rule, one.markets, one.households))
    }),
  )
})

it('moves nobody who stays when others come and go, and makes nothing less fair than it was', () => {
  const changes = fc.tuple(rules, rosters('h', 40), rosters('new', 20)).chain(([rule, old, added]) =>
    fc.record({
      rule: fc.constant(rule),
      old: fc.constant(old),
      staying: fc.subarray(old),
      added: fc.constant(added),
    }),
  )
  const markets: Market[] = [{ code: 'CHO-1', zones: 'all', capacity: 1000 }]
  fc.assert(
    fc.property(changes, ({ rule, old, staying, added }) => {
      const { places: before } = fresh(rule, markets, old)
      const again = (households: readonly Household[]) => allocate({ rule, markets, households, before })
      const after = again([...staying, ...added])
      for (const { id } of staying) expect(after.places.get(id)).toEqual(before.get(id))
      expect(after.shortages.filter(({ why }) => why !== 'no-day')).toEqual([])
      const spread = ({ places }: Allocation) => {
        const going = Array.from({ length: turnCount(rule) }, (_, turn) => turn).filter(
          (turn) => visitsOf(rule, { turn, slot: 0 }).length > 0,
        )
        const counts = going.flatMap((turn) =>
          rule.slots.map(
            (_, slot) => [...places.values()].filter((at) => at.turn === turn && at.slot === slot).length,
          ),
        )
        return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts)
      }
      expect(spread(fresh(rule, markets, old))).toBeLessThanOrEqual(1)
      expect(spread(after)).toBeLessThanOrEqual(Math.max(1, spread(again(staying))))
    }),
  )
})

it('leaves nobody without a place for whom another arrangement would have one', () => {
  const small = fc.tuple(
    rules,
    marketLists.map((markets) =>
      markets.map((market) => ({ ...market, capacity: 1 + (market.capacity % 2) })),
    ),
    rosters('h', 7),
  )
  fc.assert(
    fc.property(small, ([rule, markets, households]) => {
      fc.pre(rule.days.kind !== 'weekdays')
      const simple = { ...rule, slots: rule.slots.slice(0, 1) }
      expect(fresh(simple, markets, households).places.size).toBe(mostPlaced(simple, markets, households))
    }),
  )
})

it('shares places out among the residential groups alike where room is short', () => {
  const groups = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(rules, groups, fc.integer({ min: 1, max: 40 }), (rule, sizes, capacity) => {
      const markets: Market[] = [{ code: 'CHO-1', zones: 'all', capacity }]
      const households = sizes.flatMap((size, at) =>
        Array.from({ length: size }, (_, order): Household => {
          const id = `${at}-${order}`
          return { id, group: `Tổ ${at + 1}`, order, number: id, members: 1, zone: null }
        }),
      )
      const allocation = fresh(rule, markets, households)
      const { groups: told } = fairnessOf(rule, markets, households, allocation)
      expect(told.reduce((sum, { placed }) => sum + placed, 0)).toBe(allocation.places.size)
      const whole = allocation.places.size / households.length
      // To within one household of its share, whatever a group is called.
      for (const { placed, households: all } of told)
        expect(Math.abs(placed - whole * all)).toBeLessThanOrEqual(1)
    }),
  )
})

/** The most households that any arrangement places, by trying all of them. */
function mostPlaced(rule: MarketRule, markets: readonly Market[], households: readonly Household[]): number {
  const turns = Array.from({ length: turnCount(rule) }, (_, turn) => turn)
  const meetings = periodDays(rule).map((date) => turns.filter((turn) => mayGo(rule, turn, date)))
  const going = turns.filter((turn) => meetings.some((meeting) => meeting.includes(turn)))
  const taken = new Map<string, number>()
  const at = (code: string, turn: number) => taken.get(`${code} ${turn}`) ?? 0
  const fits = ({ code, capacity }: Market, turn: number) =>
    meetings.every(
      (meeting) =>
        !meeting.includes(turn) || meeting.reduce((sum, other) => sum + at(code, other), 0) < capacity,
    )
  const place = (index: number): number => {
    const one = households[index]
    if (!one) return 0
    let best = place(index + 1)
    for (const market of markets) {
      if (market.zones !== 'all' && !market.zones.includes(one.zone ?? '')) continue
      for (const turn of going) {
        if (best === households.length - index) return best
        if (!fits(market, turn)) continue
        taken.set(`${market.code} ${turn}`, at(market.code, turn) + 1)
        best = Math.max(best, 1 + place(index + 1))
        taken.set(`${market.code} ${turn}`, at(market.code, turn) - 1)
      }
    }
    return best
  }
  return place(0)
}
