import type { FieldAnswer, Schedule } from '../../../contract/events.ts'
import { addDays, type CivilDate, weekdayOf } from '../../../domain/calendar.ts'
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

/** Days of a card's period that its weekdays and its odd or even days (null: neither) leave over. */
export function daysLeftOver(schedule: Schedule, odd: boolean | null): CivilDate[] {
  const days: CivilDate[] = []
  // Validated as civil dates at the contract.
  for (let day = schedule.firstDay as CivilDate; day <= schedule.lastDay; day = addDays(day, 1)) {
    const fits = odd === null || (Number(day.slice(8)) % 2 === 1) === odd
    if (fits && schedule.weekdays.includes(weekdayOf(day))) days.push(day)
  }
  return days
}

/** Odd days, even days; null: the answer to the form's question says neither. */
export function isOddOnly(parity: FieldAnswer | undefined): boolean | null {
  return typeof parity === 'string' ? /lẻ/iu.test(parity) : null
}
