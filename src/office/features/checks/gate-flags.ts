import type { CopyFlag } from '../../../contract/sync/checks.ts'
import { dateAt, dayNumber } from '../../../domain/calendar.ts'
import type { KeptCheck } from './kept.ts'
import { isGood, visitsOf } from './visits.ts'

/** Nobody is at two gates of a ward within these minutes; the city says the same of places without a position. */
const minutesApart = 10

/**
 * What looks like a copy among the checks of one paper at the gates of a ward, in the order of time: two gates within
 * minutes, or a market card with more visits in its days than it allows. Checks under a doubtful clock say nothing.
 */
export function flagsOfPaper(checks: readonly KeptCheck[], ward: string): CopyFlag[] {
  const seen = checks.filter(({ answer }) => answer !== 'clock-doubtful')
  return [...atTwoGates(seen, ward), ...tooOften(seen, ward)]
}

/** When a flag was last confirmed, milliseconds. */
export function flaggedAt(flag: CopyFlag): number {
  return Date.parse(flag.kind === 'too-far-too-soon' ? flag.second.at : flag.last.at)
}

function atTwoGates(seen: readonly KeptCheck[], ward: string): CopyFlag[] {
  return seen.slice(1).flatMap((second, at): CopyFlag[] => {
    const first = seen[at]
    const isQuick = first && first.place !== second.place && second.at - first.at < minutesApart * 60_000
    if (!isQuick) return []
    const places = { first: sighting(first, ward), second: sighting(second, ward), kilometres: null }
    return [{ kind: 'too-far-too-soon', ...paperOf(second), ...places }]
  })
}

/** Told once for each card: at its latest visit too many. */
function tooOften(seen: readonly KeptCheck[], ward: string): CopyFlag[] {
  const [card] = seen
  if (!card || card.visits === null || card.visit_days === null) return []
  const { visits: allowed, visit_days: days } = card
  const visits = visitsOf(seen.filter(isGood)).map((check) => ({
    check,
    number: dayNumber(dateAt(check.at)),
  }))
  const made = (upTo: (typeof visits)[number]) =>
    visits.filter(({ check, number }) => check.at <= upTo.check.at && upTo.number - number < days).length
  const last = visits.findLast((visit) => made(visit) > allowed)
  if (!last) return []
  const about = { ...paperOf(last.check), last: sighting(last.check, ward) }
  return [{ kind: 'too-many-visits', ...about, made: made(last), allowed, days }]
}

function paperOf({ paper, kind }: KeptCheck) {
  // Both are there from the moment the signature held.
  return { paper: paper ?? '', paperKind: kind ?? ('permit' as const) }
}

function sighting({ at, place }: KeptCheck, ward: string) {
  return { at: new Date(at).toISOString(), place: { name: place, ward } }
}
