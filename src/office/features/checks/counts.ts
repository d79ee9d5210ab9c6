import type { Checks } from '../../../contract/desk/checks.ts'
import type { CheckCount } from '../../../contract/sync/checks.ts'
import { addDays, dateAt } from '../../../domain/calendar.ts'
import type { Desk } from '../../desk.ts'
import { cityChecks } from './city-checks.ts'
import { countsSince, flagsSince } from './kept.ts'
import { casesOfPapers } from './paper-cases.ts'

/** How often papers were checked in the last days (today is one of them), as far as this PC knows; asks nobody. */
export function readChecks(desk: Desk, days: number): Checks {
  const since = addDays(dateAt(desk.ports.clock.now()), 1 - days)
  const city = cityChecks(desk)
  const sinceThen = (counts: readonly CheckCount[]) =>
    counts.filter(({ day }) => day >= since).toSorted((one, other) => (one.day < other.day ? 1 : -1))
  const flags = [
    ...city.flags.map((flag) => ({ by: 'city' as const, flag })),
    ...flagsSince(desk.store, since).map((flag) => ({ by: 'gates' as const, flag })),
  ]
  const cases = casesOfPapers(desk, new Set(flags.map(({ flag }) => flag.paper)))
  return {
    since,
    gates: countsSince(desk.store, since, desk.facts().wardCode),
    city: {
      standing: standingOf(desk),
      asOf: city.asOf,
      ours: sinceThen(city.ours),
      here: sinceThen(city.here),
    },
    flags: flags.map((flagged) => ({ ...flagged, case: cases.get(flagged.flag.paper) ?? null })),
  }
}

function standingOf(desk: Desk): Checks['city']['standing'] {
  const { state } = desk.sync.status().phase
  if (state === 'never-enrolled') return 'not-enrolled'
  return state === 'idle' || state === 'sending' ? 'reached' : 'unreached'
}
