import { z } from 'zod'
import { caseStates } from '../../../domain/case.ts'
import { addDays, type CivilDate, civilDate, dateAt, dayNumber } from '../../../domain/calendar.ts'

/** Which book is open and what of it is shown: part of the address, and nobody's data. */
export const reportsSearch = z.object({
  view: z.enum(['register', 'ledger', 'report', 'extract']).optional().catch(undefined),
  from: z.iso.date().optional().catch(undefined),
  to: z.iso.date().optional().catch(undefined),
  /** `pack/procedure`. */
  ledger: z
    .string()
    .regex(/^[a-z0-9-]{1,16}\/[a-z0-9-]{1,40}$/)
    .optional()
    .catch(undefined),
  state: z.enum(caseStates).optional().catch(undefined),
  category: z.int().min(1).max(31).optional().catch(undefined),
})
export type ReportsSearch = z.output<typeof reportsSearch>
export type BookView = NonNullable<ReportsSearch['view']>

/** Days of receipt, both included. */
export type Period = { readonly firstDay: CivilDate; readonly lastDay: CivilDate }

/** The period of the address; this month where it names none. */
export function periodOf({ from, to }: Pick<ReportsSearch, 'from' | 'to'>, today: CivilDate): Period {
  const first = civilDate(from ?? '')
  const last = civilDate(to ?? '')
  return first && last && isPeriod(first, last) ? { firstDay: first, lastDay: last } : monthOf(today)
}

/** Whether two days are a period that a book is made of: in order, a year at most. */
export function isPeriod(first: CivilDate, last: CivilDate): boolean {
  const days = dayNumber(last) - dayNumber(first)
  return days >= 0 && days < 366
}

/** Periods one asks for most: the day, the month, the year so far. */
export const quickPeriods: Readonly<Record<'today' | 'month' | 'year', (today: CivilDate) => Period>> = {
  today: (today) => ({ firstDay: today, lastDay: today }),
  month: monthOf,
  // Every year has its first of January.
  year: (today) => ({ firstDay: `${today.slice(0, 4)}-01-01` as CivilDate, lastDay: today }),
}

function monthOf(today: CivilDate): Period {
  return { firstDay: addDays(today, 1 - Number(today.slice(8))), lastDay: today }
}

/** Today at the ward. */
export function todayHere(): CivilDate {
  return dateAt(Date.now())
}
