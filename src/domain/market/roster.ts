/** A household (*hộ*) of a market-day roster. */
export type Household = {
  /** Stays with the household whatever else of it changes. */
  readonly id: string
  /** Residential group (*tổ dân phố*). */
  readonly group: string
  /** Where it stands in its group: counts along the street, up the stairs. */
  readonly order: number
  /** Number of the household or its card; rules by last digit look at its last figure. */
  readonly number: string
  readonly members: number
  /** Code of the zone it lives in; null = none. */
  readonly zone: string | null
  /** Households it came from by merging or splitting: their place passes to it when they are no more. */
  readonly formerly?: readonly string[]
}

/** A market and how many households it takes in one slot of one day. */
export type Market = {
  readonly code: string
  /** Zones whose households it serves. */
  readonly zones: 'all' | readonly string[]
  readonly capacity: number
}

/** Along the groups and the addresses within them; the id decides where two stand at the same place. */
export function alongTheStreets(one: Household, other: Household): number {
  return compare(one.group, other.group) || one.order - other.order || compare(one.id, other.id)
}

/** The last figure in a number as written; null when it has none. */
export function lastDigit(number: string): number | null {
  const figure = /[0-9](?=[^0-9]*$)/.exec(number)
  return figure ? Number(figure[0]) : null
}

/** By code unit: the same on every computer, whatever its language. */
function compare(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
