import type { CivilDate } from '../calendar.ts'
import { byGroupName } from '../text/group-names.ts'
import type { Allocation } from './allocate.ts'
import type { Household, Market } from './roster.ts'
import { mayGo, periodDays, slotOn, visitsOf, type MarketRule, type Place } from './rule.ts'
import type { Want } from './seats.ts'

/** The fullest day of a market in a slot. */
export type PeakLoad = {
  readonly market: string
  /** The slot as it is on that day, after rotation. */
  readonly slot: number
  readonly households: number
  /** Members of these households. */
  readonly people: number
  readonly capacity: number
  /** The first day with that many; null when nobody ever comes. */
  readonly on: CivilDate | null
}

/** How fair an allocation is, in numbers that can be read out at a meeting of the residential groups. */
export type Fairness = {
  readonly households: number
  readonly placed: number
  /** Visits a household may make in the period; all 0 when nobody has a place. */
  readonly visits: { readonly min: number; readonly max: number; readonly mean: number }
  readonly peaks: readonly PeakLoad[]
  /** How many are without a place, by zone and reason. */
  readonly missing: readonly {
    readonly zone: string | null
    readonly why: Want
    readonly households: number
  }[]
  /** How many of each residential group have a place, in the order of their names. */
  readonly groups: readonly { readonly group: string; readonly households: number; readonly placed: number }[]
}

/** Measures an allocation of a roster. */
export function fairnessOf(
  rule: MarketRule,
  markets: readonly Market[],
  households: readonly Household[],
  { places, shortages }: Allocation,
): Fairness {
  const byPlace = crowds(households, places)
  return {
    households: households.length,
    placed: places.size,
    visits: visitsPer(rule, byPlace),
    peaks: markets.flatMap((market) => peaksOf(rule, market, byPlace)),
    missing: missingOf(households, shortages),
    groups: groupsOf(households, places),
  }
}

type Crowd = { readonly place: Place; households: number; people: number }

function crowds(households: readonly Household[], places: ReadonlyMap<string, Place>): Crowd[] {
  const byPlace = new Map<string, Crowd>()
  for (const { id, members } of households) {
    const place = places.get(id)
    if (!place) continue
    const key = `${place.slot} ${place.turn} ${place.market}`
    const crowd = byPlace.get(key) ?? { place, households: 0, people: 0 }
    byPlace.set(key, crowd)
    crowd.households += 1
    crowd.people += members
  }
  return [...byPlace.values()]
}

function visitsPer(rule: MarketRule, byPlace: readonly Crowd[]): Fairness['visits'] {
  let [min, max, sum, count] = [Number.POSITIVE_INFINITY, 0, 0, 0]
  for (const { place, households } of byPlace) {
    const visits = visitsOf(rule, place).length
    min = Math.min(min, visits)
    max = Math.max(max, visits)
    sum += visits * households
    count += households
  }
  return count === 0 ? { min: 0, max: 0, mean: 0 } : { min, max, mean: sum / count }
}

function peaksOf(rule: MarketRule, { code, capacity }: Market, byPlace: readonly Crowd[]): PeakLoad[] {
  const here = byPlace.filter(({ place }) => place.market === code)
  const peaks: PeakLoad[] = rule.slots.map((_, slot) => ({
    market: code,
    slot,
    households: 0,
    people: 0,
    capacity,
    on: null,
  }))
  for (const on of periodDays(rule)) {
    const loads = rule.slots.map(() => ({ households: 0, people: 0 }))
    for (const { place, households, people } of here) {
      const load = loads[slotOn(rule, place.slot, on)]
      if (!load || !mayGo(rule, place.turn, on)) continue
      load.households += households
      load.people += people
    }
    loads.forEach((load, slot) => {
      const peak = peaks[slot]
      if (peak && load.households > peak.households) peaks[slot] = { ...peak, ...load, on }
    })
  }
  return peaks
}

function missingOf(
  households: readonly Household[],
  shortages: Allocation['shortages'],
): Fairness['missing'] {
  const zones = new Map(households.map(({ id, zone }) => [id, zone]))
  const groups = new Map<string, { zone: string | null; why: Want; households: number }>()
  for (const { household, why } of shortages) {
    const zone = zones.get(household) ?? null
    const key = JSON.stringify([zone, why])
    const group = groups.get(key) ?? { zone, why, households: 0 }
    groups.set(key, group)
    group.households += 1
  }
  return [...groups.values()]
}

function groupsOf(households: readonly Household[], places: Allocation['places']): Fairness['groups'] {
  const groups = new Map<string, { group: string; households: number; placed: number }>()
  for (const { id, group: name } of households) {
    const group = groups.get(name) ?? { group: name, households: 0, placed: 0 }
    groups.set(name, group)
    group.households += 1
    if (places.has(id)) group.placed += 1
  }
  return [...groups.values()].sort((one, other) => byGroupName(one.group, other.group))
}
