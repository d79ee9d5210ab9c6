import { fourEyesConflict } from '../../../domain/case.ts'
import { deadlineColour } from '../../../domain/deadline.ts'
import type { QueueAsked, QueueItem, QueuePage } from '../../../contract/desk/cases.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { closedPage } from './queue-closed.ts'
import { openPage } from './queue-open.ts'
import {
  type CaseRow,
  categoryLabel,
  contentOf,
  earlierActs,
  findPack,
  machineOfCase,
  nextOf,
  procedureTitle,
} from './read.ts'

/**
 * A page of a queue. `mine` are the cases whose next step, as their own pack has it, is one of the signed-in person's
 * roles'; `open` are all that are not closed, so that none is ever out of sight while it is open; both with the most
 * overdue first. `closed` are the others, the newest first.
 */
export function readQueue(desk: Desk, session: LiveSession, asked: QueueAsked): QueuePage {
  const { ids, ...page } = asked.queue === 'closed' ? closedPage(desk, asked) : openPage(desk, session, asked)
  return { ...page, items: ids.map((id) => queueItem(desk, session, wholeRow(desk, id))) }
}

const rowOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('permit_case').selectAll().where('id', '=', id),
)

function wholeRow(desk: Desk, id: string): CaseRow {
  const row = desk.store.first(rowOf({ id }))
  if (!row) throw new Error('a listed case is gone')
  return row
}

function queueItem(desk: Desk, session: LiveSession, row: CaseRow): QueueItem {
  const { applicant, details } = contentOf(row)
  const next = nextOf(desk, row)
  const waiting = next ? machineOfCase(desk, row).waiting.get(row.state) : undefined
  return {
    caseId: row.id,
    number: row.number,
    state: row.state,
    fullName: applicant.fullName,
    category: categoryLabel(findPack(desk, row), row.category),
    procedure: procedureTitle(desk, row),
    purpose: details.purpose,
    registeredAt: row.registered_at,
    since: row.since,
    dueAt: row.due_at,
    deadline: deadlineColour(Date.parse(row.due_at), desk.ports.clock.now()),
    next: next?.act ?? 'none',
    nextLabel: waiting !== undefined && waiting.step === next?.act ? waiting.label : null,
    holders: [...(next?.by ?? [])],
    blocked:
      next !== null && fourEyesConflict(next.act, session.user, earlierActs(desk.store, row.id)) !== null,
  }
}
