import type { CivilDate } from '../../../domain/calendar.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'

const daysOf = composedOnce(({ caseId }: { caseId: string }) =>
  sql.selectFrom('household_card').select('days').where('case_id', '=', caseId),
)

/** The only days on which a household's card holds; null where odd and even, weekdays or nothing limits them. */
export function daysOfCard(reader: Reader, caseId: string): CivilDate[] | null {
  const days = reader.first(daysOf({ caseId }))?.days ?? null
  // Written by the projection from a validated event.
  return days === null ? null : (JSON.parse(days) as CivilDate[])
}
