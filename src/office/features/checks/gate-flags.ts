import type { CopyFlag } from '../../../contract/sync/checks.ts'
import { addDays, type CivilDate, dateAt, dayNumber, instantOf } from '../../../domain/calendar.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { KeptCheck } from './kept.ts'
import { isLetIn, visitsOf } from './visits.ts'

/** A card's visits lie within so many days at most (qr-token.md section 4). */
const longestVisitDays = 31
/** Nobody is at two gates of a ward within these minutes; the city says the same of places without a position. */
const minutesApart = 10
const mostFlags = 200

/**
 * What looks like a copy at the gates of this ward since a civil day: one paper at two gates within minutes, or a
 * market card with more visits in its days than it allows. Checks under a doubtful clock say nothing. Newest first.
 */
export function flagsAtGates(desk: Desk, since: CivilDate): CopyFlag[] {
  const { wardCode } = desk.facts()
  const from = instantOf(addDays(since, -longestVisitDays))
  const rows = desk.store.all(
    sql
      .selectFrom('gate_check')
      .selectAll()
      .where('paper', 'is not', null)
      .where('at', '>=', from)
      .where('answer', '<>', 'clock-doubtful')
      .orderBy('paper')
      .orderBy('at'),
  )
  const ofPaper = new Map<string, KeptCheck[]>()
  for (const row of rows) {
    const seen = ofPaper.get(row.paper ?? '')
    if (seen) seen.push(row)
    else ofPaper.set(row.paper ?? '', [row])
  }
  return [...ofPaper.values()]
    .flatMap((seen) => [...atTwoGates(seen, wardCode), ...tooOften(seen, wardCode)])
    .filter((flag) => dateAt(Date.parse(lastAt(flag))) >= since)
    .toSorted((one, other) => (lastAt(one) < lastAt(other) ? 1 : -1))
    .slice(0, mostFlags)
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
  const visits = visitsOf(seen.filter(isLetIn)).map((check) => ({
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

function lastAt(flag: CopyFlag): string {
  return flag.kind === 'too-far-too-soon' ? flag.second.at : flag.last.at
}
