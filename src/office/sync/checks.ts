import { syncBase } from '../../contract/sync/base.ts'
import { type WardChecks, wardChecksSchema } from '../../contract/sync/checks.ts'
import type { CivilDate } from '../../domain/calendar.ts'
import type { Clock } from '../ports.ts'
import { questionsTo } from './transport.ts'
import type { Connection } from './types.ts'

/**
 * Asks the city how often the ward's papers were checked at checkpoints since a civil day, and what looks like a copy.
 * Null when there is no answer; throws nothing for what the line does. The city tells at most 62 days.
 */
export async function fetchWardChecks(
  connection: Connection,
  clock: Clock,
  ward: string,
  since: CivilDate,
): Promise<WardChecks | null> {
  return questionsTo(
    connection,
    clock,
  )({
    method: 'GET',
    path: `${syncBase}/wards/${ward}/checks`,
    query: `since=${since}`,
    answer: wardChecksSchema,
  })
}
