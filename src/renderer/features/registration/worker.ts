import type { Case } from '../../../contract/desk/cases.ts'
import { type CivilDate, civilDate } from '../../../domain/calendar.ts'
import { showDate } from '../../text/figures.ts'
import { readTypedDate } from '../../ui/typedDates.ts'
import { listRuling, numberColumn, type WorkerRow, workersOf } from '../../../contract/policy/rules.ts'

/** One line of an organisation's list. */
export type Worker = { readonly idNumber: string; readonly fullName: string; readonly route: string }

/** What the column of names is called; packs may differ in it. */
const nameColumns = ['name', 'full-name']

/** The people on the lists of a case who have a number, in its order. */
export function listedWorkers({ details }: Pick<Case, 'details'>): readonly Worker[] {
  return workersOf(details.more).flatMap((row) => {
    const idNumber = row[numberColumn] ?? ''
    if (idNumber === '') return []
    return [{ idNumber, fullName: nameIn(row), route: row['route'] ?? '' }]
  })
}

function nameIn(row: WorkerRow): string {
  const column = nameColumns.find((one) => row[one])
  return column === undefined ? '' : (row[column] ?? '')
}

/** The worker of a number; undefined when nobody on the list has it. */
export function workerOf(workers: readonly Worker[], idNumber: string): Worker | undefined {
  return workers.find((worker) => worker.idNumber === idNumber)
}

type TypedDays = { readonly firstDay: string; readonly lastDay: string }

/**
 * The days of a form that have to change so that a worker's paper lies within those for which the organisation is
 * confirmed; empty when they fit, or cannot be read yet.
 */
export function daysWithin(
  { schedule }: Pick<Case, 'schedule'>,
  typed: TypedDays,
  today: CivilDate,
): Partial<TypedDays> {
  const [from, until] = [civilDate(schedule?.firstDay ?? ''), civilDate(schedule?.lastDay ?? '')]
  const [first, last] = [readTypedDate(typed.firstDay, today), readTypedDate(typed.lastDay, today)]
  return {
    ...(from && first && first < from ? { firstDay: showDate(from) } : {}),
    ...(until && last && last > until ? { lastDay: showDate(until) } : {}),
  }
}

/** Whether the office would take somebody of this number on this route by the list of a case. */
export function isListed({ details }: Pick<Case, 'details'>, idNumber: string, route: string): boolean {
  return listRuling(workersOf(details.more), idNumber, route) === null
}
