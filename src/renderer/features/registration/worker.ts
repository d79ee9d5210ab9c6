import type { Case } from '../../../contract/desk/cases.ts'
import { fold } from '../../../domain/text/fold.ts'

/** One line of an organisation's list. */
export type Worker = { readonly idNumber: string; readonly fullName: string; readonly route: string }

type Row = Readonly<Record<string, string | null>>

/** Columns the rules look at; what the names are called, packs may differ in. */
const numberColumn = 'id-number'
const routeColumn = 'route'
const nameColumns = ['full-name', 'name', 'worker']

/** The people on the lists of a case: every table that has a column of ID numbers. */
export function workersOf({ details }: Pick<Case, 'details'>): readonly Worker[] {
  const rows = Object.values(details.more ?? {}).flatMap((answer) => (Array.isArray(answer) ? answer : []))
  return rows.flatMap((row: Row) => {
    const idNumber = row[numberColumn] ?? ''
    if (idNumber === '') return []
    const name = nameColumns.find((column) => row[column])
    const fullName = name === undefined ? '' : (row[name] ?? '')
    return [{ idNumber, fullName, route: row[routeColumn] ?? '' }]
  })
}

/** The worker of a number; undefined when nobody on the list has it. */
export function workerOf(workers: readonly Worker[], idNumber: string): Worker | undefined {
  return workers.find((worker) => worker.idNumber === idNumber)
}

/** Whether a route is the registered one, as the office compares them; any is where none was registered. */
export function keepsRoute({ route }: Worker, asked: string): boolean {
  return route === '' || fold(route) === fold(asked)
}
