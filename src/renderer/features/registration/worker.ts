import type { Case } from '../../../contract/desk/cases.ts'
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

/** Whether the office would take somebody of this number on this route by the list of a case. */
export function isListed({ details }: Pick<Case, 'details'>, idNumber: string, route: string): boolean {
  return listRuling(workersOf(details.more), idNumber, route) === null
}
