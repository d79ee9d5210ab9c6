import type { CopyFlag } from '../../contract/sync/checks.ts'
import { addDays, civilDate, dateAt } from '../../domain/calendar.ts'
import type { CheckRow, CopyFlagRow } from '../store/check-rows.ts'
import type { Rows } from '../store/store.ts'
import { copyFlags } from './copy-flags.ts'

/** A card's visits lie within so many days: a new check changes flags no further back, and they rest on as many more. */
const visitDays = 31
/** A paper that is seen more often than this is flagged from its latest sightings. */
const mostChecksOfPaper = 500

/** Looks again at every paper that these new checks saw, and puts down what looks like a copy of it. */
export async function raiseFlags(rows: Rows, checks: readonly CheckRow[]): Promise<void> {
  const earliest = new Map<string, CheckRow>()
  for (const check of checks) {
    const before = check.paper === null ? undefined : earliest.get(check.paper)
    if (check.paper !== null && (!before || check.day < before.day)) earliest.set(check.paper, check)
  }
  for (const [paper, { day, issuerWard }] of earliest) {
    const first = civilDate(day)
    if (!first || issuerWard === null) continue
    const since = addDays(first, -visitDays)
    const seen = await rows.checksOfPaper(paper, addDays(since, -visitDays), mostChecksOfPaper)
    const flags = copyFlags(seen).map((flag) => rowOf(flag, issuerWard))
    await rows.replaceFlags(
      paper,
      since,
      flags.filter((row) => row.day >= since),
    )
  }
}

function rowOf(flag: CopyFlag, issuerWard: string): CopyFlagRow {
  const { at } = flag.kind === 'too-far-too-soon' ? flag.second : flag.last
  return { paper: flag.paper, issuerWard, at, day: dateAt(Date.parse(at)), flag }
}
