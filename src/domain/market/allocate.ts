import { alongTheStreets, type Household, type Market } from './roster.ts'
import type { MarketRule, Place } from './rule.ts'
import { emptySeats, type Allowed, type Seat, type Seats, type Want } from './seats.ts'
import { groupsInTurn, type Newcomer } from './turns.ts'

/** Who shall go where: the rule, its markets, the roster, and the places given before under the same rule. */
export type AllocationRequest = {
  readonly rule: MarketRule
  readonly markets: readonly Market[]
  readonly households: readonly Household[]
  /** By id of household. */
  readonly before: ReadonlyMap<string, Place>
}

export type Allocation = {
  /** By id of household, in the order of the streets. */
  readonly places: ReadonlyMap<string, Place>
  /** Households without a place, each with the reason; every household is either here or has a place. */
  readonly shortages: readonly { readonly household: string; readonly why: Want }[]
  /** Places that hold more than their market takes, because those who have them keep them. */
  readonly overfull: readonly Place[]
}

/**
 * Gives every household its place (market, turn and slot). A household that has a place which the rule still allows
 * keeps it, whoever else comes, goes, merges or splits; the others take the emptiest place they may have, those with
 * the least choice first, then along the streets, so that neighbours come apart; where room is short, the residential
 * groups in turn, so that each gets its share. A household stays without a place only
 * if no other arrangement of the newcomers would have found it one (turns whose weekdays overlap only in part may be an
 * exception). The order of the lists changes nothing. Throws
 * RangeError when two households or two markets have the same id.
 */
export function allocate(request: AllocationRequest): Allocation {
  assertDistinct(request.households.map(({ id }) => id))
  assertDistinct(request.markets.map(({ code }) => code))
  const roster = [...request.households].sort(alongTheStreets)
  const plain = arranged(request, roster, (newcomers) => newcomers)
  if (plain.shortages.length === 0) return plain
  return arranged(request, roster, (newcomers, seated) => groupsInTurn(newcomers, seated, roster))
}

type Order = (newcomers: readonly Newcomer[], seated: ReadonlyMap<string, Seat>) => readonly Newcomer[]

/** Lets those who may keep their places keep them, and seats the others in an order. */
function arranged({ rule, markets, before }: AllocationRequest, roster: readonly Household[], order: Order) {
  const seats = emptySeats(rule, markets)
  const seated = new Map<string, Seat>()
  const heirs = inheritances(roster, before)
  const newcomers: Newcomer[] = []
  for (const household of roster) {
    const place = heirs.get(household.id)
    const seat = place && seats.find(place)
    const allowed = seats.allowed(household)
    if (seat && allowed.seats.includes(seat)) sit(seated, household, seat)
    else newcomers.push({ household, allowed })
  }
  const why = seatNewcomers(order(newcomers, seated), { seats, seated, movable: new Map() })
  const placed = roster.flatMap(({ id }) => {
    const seat = seated.get(id)
    return seat ? [[id, placeOf(seat)] as const] : []
  })
  return {
    places: new Map(placed),
    shortages: roster.flatMap(({ id }) => {
      const want = why.get(id)
      return want ? [{ household: id, why: want }] : []
    }),
    overfull: seats.overfull().map(placeOf),
  }
}

const placeOf = ({ market, turn, slot }: Seat): Place => ({ market, turn, slot })

function sit(seated: Map<string, Seat>, { id, members }: Household, seat: Seat): void {
  const before = seated.get(id)
  if (before) {
    before.households -= 1
    before.people -= members
  }
  seat.households += 1
  seat.people += members
  seated.set(id, seat)
}

/** Who has which place from before: its own, or that of a household which is no more and has passed it to this one. */
function inheritances(
  roster: readonly Household[],
  before: ReadonlyMap<string, Place>,
): ReadonlyMap<string, Place> {
  const living = new Set(roster.map(({ id }) => id))
  const passed = new Set<string>()
  const heirs = new Map<string, Place>()
  for (const { id, formerly = [] } of roster) {
    const from = [id, ...formerly.filter((former) => !living.has(former) && !passed.has(former))].find(
      (one) => before.has(one),
    )
    const place = from === undefined ? undefined : before.get(from)
    if (from === undefined || !place) continue
    passed.add(from)
    heirs.set(id, place)
  }
  return heirs
}

/** Seats them; answers with those for whom there is nothing. */
function seatNewcomers(newcomers: readonly Newcomer[], seating: Seating): Map<string, Want> {
  const why = new Map<string, Want>()
  const hopeless = new Set<string>()
  // Sorting keeps the order given among those with the same choice.
  const leastChoiceFirst = [...newcomers].sort(
    (one, other) => one.allowed.seats.length - other.allowed.seats.length,
  )
  for (const newcomer of leastChoiceFirst) {
    const { household, allowed } = newcomer
    if (!hopeless.has(allowed.kind)) {
      const seat = emptiest(allowed.seats, seating.seats.hasRoom) ?? madeRoom(allowed, seating)
      if (seat) {
        settle(newcomer, seat, seating)
        continue
      }
      // Whoever comes later finds things no emptier.
      hopeless.add(allowed.kind)
    }
    why.set(household.id, allowed.want)
  }
  return why
}

/** All places, who has which, and the newcomers at each place by their kind: only they may be moved on. */
type Seating = {
  readonly seats: Seats
  readonly seated: Map<string, Seat>
  readonly movable: Map<Seat, Map<string, Newcomer[]>>
}

function settle(newcomer: Newcomer, seat: Seat, { seated, movable }: Seating): void {
  const { household, allowed } = newcomer
  sit(seated, household, seat)
  const here = movable.get(seat) ?? new Map<string, Newcomer[]>()
  movable.set(seat, here)
  const alike = here.get(allowed.kind) ?? []
  here.set(allowed.kind, alike)
  alike.push(newcomer)
}

/** How a place was reached: a newcomer of `kind` who is `at` a place could move on to it, which makes room at `room`. */
type Step = { readonly room: Seat; readonly at: Seat; readonly kind: string }

/** Frees one of these places by a chain of moves of newcomers; null when no chain ends at a place with room. */
function madeRoom({ seats: wanted }: Allowed, seating: Seating): Seat | null {
  const reached = new Map<Seat, Step | null>(wanted.map((seat) => [seat, null]))
  // Grows while it is gone through.
  for (const [seat] of reached) {
    if (seating.seats.hasRoom(seat)) return shifted(seat, reached, seating)
    for (const at of seating.seats.inTheWay(seat))
      for (const [kind, [someone]] of seating.movable.get(at) ?? [])
        for (const next of someone?.allowed.seats ?? [])
          if (!reached.has(next)) reached.set(next, { room: seat, at, kind })
  }
  return null
}

/** Makes the moves of a chain from its end back; answers with the place that is free then. */
function shifted(end: Seat, reached: ReadonlyMap<Seat, Step | null>, seating: Seating): Seat {
  let free = end
  for (let step = reached.get(free); step; step = reached.get(free)) {
    const mover = seating.movable.get(step.at)?.get(step.kind)?.pop()
    if (mover) settle(mover, free, seating)
    free = step.room
  }
  return free
}

/** The place with room that is least full for its market; of those, the one with the fewest people; then the first. */
function emptiest(seats: readonly Seat[], hasRoom: (seat: Seat) => boolean): Seat | null {
  let best: Seat | null = null
  for (const seat of seats) if ((best === null || isEmptier(seat, best)) && hasRoom(seat)) best = seat
  return best
}

function isEmptier(one: Seat, other: Seat): boolean {
  const fuller = one.households * other.capacity - other.households * one.capacity
  return fuller < 0 || (fuller === 0 && one.people * other.capacity < other.people * one.capacity)
}

function assertDistinct(ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) throw new RangeError(`${id} stands twice in the list`)
    seen.add(id)
  }
}
