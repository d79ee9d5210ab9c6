import type { CopyFlag } from '../../contract/sync/checks.ts'
import type { CheckRow } from '../store/check-rows.ts'

/** Faster than any vehicle on the roads between two checkpoints. */
const fastestKmPerHour = 100
/** Positions of telephones are this far from the truth, at worst. */
const nearKm = 1
/** Where a place has no position: nobody is at two different places within these minutes. */
const defaultMinutesApart = 10
/** Going in and out of a market, and being checked twice on the way, is one visit. */
const visitMs = 2 * 3_600_000

const minuteMs = 60_000
const dayMs = 86_400_000
const earthRadiusKm = 6371

/** Answers that say nothing of where a paper of value was: the time is doubted, or the paper stands for nothing. */
const noSighting: readonly CheckRow['answer'][] = ['clock-doubtful', 'training', 'unknown-issuer']

/** A check whose paper is known. */
type Seen = CheckRow & { readonly paper: string; readonly paperKind: NonNullable<CheckRow['paperKind']> }

/**
 * What looks like a copy among checks ordered by paper and time (qr-token.md: a copied QR verifies). A paper seen at
 * two places sooner than anyone travels between them, let through or not: it was there. A market card with more visits
 * in its days than it allows; whoever was turned away made none. Newest first.
 */
export function copyFlags(checks: readonly CheckRow[], minutesApart = defaultMinutesApart): CopyFlag[] {
  const byPaper = new Map<string, Seen[]>()
  for (const check of checks) {
    if (!isSeen(check) || noSighting.includes(check.answer)) continue
    byPaper.set(check.paper, [...(byPaper.get(check.paper) ?? []), check])
  }
  const flags = [...byPaper.values()].flatMap((seen) => [...tooFar(seen, minutesApart), ...tooOften(seen)])
  return flags.toSorted((a, b) => (lastAt(a) < lastAt(b) ? 1 : -1))
}

function isSeen(check: CheckRow): check is Seen {
  return check.paper !== null && check.paperKind !== null
}

function tooFar(seen: readonly Seen[], minutesApart: number): CopyFlag[] {
  return seen.slice(1).flatMap((second, at): CopyFlag[] => {
    const first = seen[at]
    if (!first || isSamePlace(first, second)) return []
    const hours = (Date.parse(second.at) - Date.parse(first.at)) / (60 * minuteMs)
    const kilometres = distanceKm(first, second)
    const isImpossible =
      kilometres === null
        ? hours * 60 < minutesApart
        : kilometres >= nearKm && kilometres > hours * fastestKmPerHour
    if (!isImpossible) return []
    return [
      {
        kind: 'too-far-too-soon',
        paper: second.paper,
        paperKind: second.paperKind,
        first: sighting(first),
        second: sighting(second),
        kilometres: kilometres === null ? null : Math.round(kilometres * 10) / 10,
      },
    ]
  })
}

/** Told once for each card: at its latest visit too many. */
function tooOften(seen: readonly Seen[]): CopyFlag[] {
  const [card] = seen
  if (card?.paperKind !== 'market-card' || card.visits === null || card.visitDays === null) return []
  const { visits: allowed, visitDays: days } = card
  const visits: Seen[] = []
  for (const check of seen.filter(isLetThrough)) {
    const current = visits.at(-1)
    if (!current || Date.parse(check.at) - Date.parse(current.at) >= visitMs) visits.push(check)
  }
  const made = (visit: Seen) =>
    visits.filter(({ day, at }) => at <= visit.at && daysBetween(day, visit.day) < days).length
  const last = visits.findLast((visit) => made(visit) > allowed)
  if (!last) return []
  const { paper, paperKind } = last
  return [
    { kind: 'too-many-visits', paper, paperKind, last: sighting(last), made: made(last), allowed, days },
  ]
}

/** A good paper in the hands of its holder, as far as anybody compared. */
function isLetThrough({ answer, compared }: CheckRow): boolean {
  return (answer === 'valid' || answer === 'valid-revocation-stale') && compared !== 'differs'
}

function daysBetween(first: string, last: string): number {
  return (Date.parse(last) - Date.parse(first)) / dayMs
}

function isSamePlace(a: CheckRow, b: CheckRow): boolean {
  return a.place === b.place && a.placeWard === b.placeWard
}

function sighting({ at, place, placeWard }: CheckRow) {
  return { at, place: { name: place, ward: placeWard } }
}

function lastAt(flag: CopyFlag): string {
  return flag.kind === 'too-far-too-soon' ? flag.second.at : flag.last.at
}

/** Along the great circle (haversine); null when a place has no position. */
function distanceKm(a: CheckRow, b: CheckRow): number | null {
  if (a.latitude === null || a.longitude === null || b.latitude === null || b.longitude === null) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const half = (from: number, to: number) => Math.sin(radians(to - from) / 2) ** 2
  const chord =
    half(a.latitude, b.latitude) +
    Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * half(a.longitude, b.longitude)
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(chord))
}
