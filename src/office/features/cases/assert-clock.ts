import { Refusal } from '../../../contract/refusals.ts'
import { builtAt } from '../../built-at.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { vietnamTime } from '../../journal/time.ts'

const lineAt = composedOnce(({ stream, seq }: { stream: string; seq: number }) =>
  sql.selectFrom('event').select('at').where('stream', '=', stream).where('seq', '=', seq),
)

/** Half a day's correction is somebody's watch; more than a day back is a dead battery or a wrong month. */
const toleranceMs = 86_400_000

/**
 * Throws `clock-doubtful` when the clock stands before this version was made, or more than a day before the newest
 * line of the journal: dates that an application gets would all be wrong. Only the newest line counts, so that one
 * wrong setting ahead does not shut the counter for long: signing in again writes a line of the right time.
 */
export function assertClock(desk: Desk): void {
  const now = desk.ports.clock.now()
  const { stream, seq } = desk.journal.head()
  const newest = desk.store.first(lineAt({ stream, seq }))
  const floor = Math.max(builtAt, newest ? Date.parse(newest.at) - toleranceMs : 0)
  if (now < floor) throw new Refusal('clock-doubtful', { clock: vietnamTime(now) })
}
