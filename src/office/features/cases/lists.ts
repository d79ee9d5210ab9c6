import type { z } from 'zod'
import type { CaseState } from '../../../domain/case.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { searchLists as route } from '../../../contract/desk/case-steps.ts'
import { numberColumn, peopleByFile, type WorkerRow, workersOf } from '../../../contract/policy/rules.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { type CaseRow, contentOf } from './read.ts'

/** States in which an organisation's list counts. */
export const listStates = ['approved', 'sealed', 'recorded', 'handed-over'] as const satisfies CaseState[]
const most = 20

/** Organisations whose list counts today, newest first, by name, case number or a listed worker's number. */
export function searchLists(
  desk: Desk,
  { procedure, text }: z.output<typeof route.body>,
): z.output<typeof route.answer> {
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .selectAll()
      .where('procedure', '=', procedure)
      .where('state', 'in', listStates)
      .where('withdrawn', 'is', null)
      .orderBy('since', 'desc'),
  )
  const wanted = fold(text.trim())
  const today = dateAt(desk.ports.clock.now())
  const lists = rows.flatMap((row) => {
    const { details, schedule } = contentOf(row)
    if (schedule && schedule.lastDay < today) return []
    const people = workersOf(details.more)
    return fits(row, details.organisation ?? '', people, wanted)
      ? [
          {
            caseId: row.id,
            number: row.number,
            organisation: details.organisation ?? '',
            since: row.since,
            people: peopleByFile(details.more) ?? people.length,
            firstDay: schedule?.firstDay ?? null,
            lastDay: schedule?.lastDay ?? null,
          },
        ]
      : []
  })
  return { lists: lists.slice(0, most) }
}

function fits(row: CaseRow, organisation: string, people: readonly WorkerRow[], wanted: string): boolean {
  if (wanted === '') return true
  if (fold(organisation).includes(wanted) || fold(row.number).includes(wanted)) return true
  return wanted.length >= 4 && people.some((one) => (one[numberColumn] ?? '').includes(wanted))
}
