import { lastDigit, type Household, type Market } from './roster.ts'
import { mayGo, periodDays, turnCount, type ChosenBy, type MarketRule, type Place } from './rule.ts'

/** A place and who has it so far. */
export type Seat = Place & {
  readonly capacity: number
  households: number
  people: number
}

/** Why a household has no place. */
export type Want =
  /** No market serves its zone. */
  | 'no-market'
  /** The rule gives its last digit no turn or no slot, or its number has no digit. */
  | 'no-turn-for-digit'
  /** No turn it may have has a day in the period. */
  | 'no-day'
  /** Every place it may have is full. */
  | 'no-room'

/** All places of a rule at its markets, and how full they are. */
export type Seats = {
  readonly all: readonly Seat[]
  /** The places that a household may have, or why there are none. Households of one kind have the same list. */
  readonly allowed: (household: Household) => Allowed
  readonly find: (place: Place) => Seat | undefined
  /** Whether one more household fits, on every day on which the turn goes. */
  readonly hasRoom: (seat: Seat) => boolean
  /** The places from any of which one household less makes room for one more at this one. */
  readonly inTheWay: (seat: Seat) => readonly Seat[]
  /** Places that hold more households than their market takes on some day. */
  readonly overfull: () => readonly Seat[]
}

/** A list of places, and the kind of households that it is good for. */
export type Allowed = { readonly kind: string; readonly seats: readonly Seat[]; readonly want: Want }

/** The empty places of a rule, turn by turn within a slot and market by market, so that neighbours come apart. */
export function emptySeats(rule: MarketRule, given: readonly Market[]): Seats {
  const markets = [...given].sort((one, other) => (one.code < other.code ? -1 : 1))
  const turns = Array.from({ length: turnCount(rule) }, (_, turn) => turn)
  const all: Seat[] = rule.slots.flatMap((_, slot) =>
    turns.flatMap((turn) =>
      markets.map(({ code, capacity }) => ({ market: code, turn, slot, capacity, households: 0, people: 0 })),
    ),
  )
  const byPlace = new Map(all.map((seat) => [keyOf(seat), seat]))
  const { kinds, withDays } = meetings(rule, turns)
  const at = (seat: Seat, turn: number) => byPlace.get(keyOf({ ...seat, turn }))
  const load = (seat: Seat, meeting: readonly number[]) =>
    meeting.reduce((sum, turn) => sum + (at(seat, turn)?.households ?? 0), 0)
  const meetingsOf = (seat: Seat) => kinds.filter((kind) => kind.includes(seat.turn))
  const fullest = (seat: Seat) => Math.max(0, ...meetingsOf(seat).map((meeting) => load(seat, meeting)))
  const known = new Map<string, Allowed>()
  return {
    all,
    find: (place) => byPlace.get(keyOf(place)),
    hasRoom: (seat) => fullest(seat) < seat.capacity,
    inTheWay(seat) {
      const full = meetingsOf(seat).filter((meeting) => load(seat, meeting) >= seat.capacity)
      return turns
        .filter((turn) => full.every((meeting) => meeting.includes(turn)))
        .flatMap((turn) => at(seat, turn) ?? [])
    },
    overfull: () => all.filter((seat) => seat.households > 0 && fullest(seat) > seat.capacity),
    allowed(household) {
      const kind = kindOf(rule, household)
      const before = known.get(kind)
      if (before) return before
      const allowed = { kind, ...choices(rule, { all, markets, withDays }, household) }
      known.set(kind, allowed)
      return allowed
    },
  }
}

const keyOf = ({ market, turn, slot }: Place) => `${slot} ${turn} ${market}`

/** Which turns go on the same day; rotation moves all slots alike, so slots that meet once always meet. */
function meetings(rule: MarketRule, turns: readonly number[]) {
  const kinds = new Map<string, readonly number[]>()
  const withDays = new Set<number>()
  for (const date of periodDays(rule)) {
    const going = turns.filter((turn) => mayGo(rule, turn, date))
    for (const turn of going) withDays.add(turn)
    kinds.set(going.join(' '), going)
  }
  return { kinds: [...kinds.values()], withDays }
}

function kindOf({ turnBy, slotBy }: MarketRule, { zone, number }: Household): string {
  const byDigit = turnBy !== 'balance' || slotBy !== 'balance'
  return JSON.stringify([zone, byDigit ? lastDigit(number) : null])
}

type Choice = {
  readonly all: readonly Seat[]
  readonly markets: readonly Market[]
  readonly withDays: ReadonlySet<number>
}

function choices(
  rule: MarketRule,
  { all, markets, withDays }: Choice,
  household: Household,
): Omit<Allowed, 'kind'> {
  const { zone, number } = household
  const serving = new Set(
    markets
      .filter(({ zones }) => zones === 'all' || (zone !== null && zones.includes(zone)))
      .map(({ code }) => code),
  )
  if (serving.size === 0) return { seats: [], want: 'no-market' }
  const digit = lastDigit(number)
  const byDigit = all.filter(
    ({ market, turn, slot }) =>
      serving.has(market) && fits(rule.turnBy, turn, digit) && fits(rule.slotBy, slot, digit),
  )
  if (byDigit.length === 0) return { seats: [], want: 'no-turn-for-digit' }
  const seats = byDigit.filter(({ turn }) => withDays.has(turn))
  return { seats, want: seats.length === 0 ? 'no-day' : 'no-room' }
}

function fits(by: ChosenBy, index: number, digit: number | null): boolean {
  return by === 'balance' || (digit !== null && (by.digits[index]?.includes(digit) ?? false))
}
