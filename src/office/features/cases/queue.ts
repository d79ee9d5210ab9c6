import { closedStates, fourEyesConflict } from '../../../domain/case.ts'
import { deadlineColour } from '../../../domain/deadline.ts'
import type { QueueItem } from '../../../contract/desk/cases.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { isInScope, scopeOf } from '../staff/read.ts'
import {
  type CaseRow,
  categoryLabel,
  contentOf,
  earlierActs,
  machineOfCase,
  nextOf,
  packFor,
  procedureOfCase,
  type StandingRow,
} from './read.ts'

export type QueueName = 'mine' | 'open' | 'closed'

/**
 * The cases of a queue, oldest first. `mine` are those whose next step, as their own pack has it, is one of the signed-in
 * person's roles'; `open` are all that are not closed, so that none is ever out of sight while it is open.
 */
export function readQueue(
  desk: Desk,
  session: LiveSession,
  queue: QueueName,
): { items: QueueItem[]; total: number } {
  if (queue === 'closed') {
    const rows = desk.store.all(closed.selectAll().orderBy('since', 'desc').limit(queueLimit))
    const total = desk.store.first(closed.select(({ fn }) => fn.countAll<number>().as('count')))
    return { items: rows.map((row) => queueItem(desk, session, row)), total: total?.count ?? 0 }
  }
  const waiting = queue === 'mine' ? theirRows(desk, session) : openRows(desk)
  const rows = waiting.slice(0, queueLimit).map(({ id }) => wholeRow(desk, id))
  return { items: rows.map((row) => queueItem(desk, session, row)), total: waiting.length }
}

/** More than a screen can show and a person can work through; `total` says how many there are. */
const queueLimit = 500

const closed = sql.selectFrom('permit_case').where('state', 'in', closedStates)

type OpenRow = StandingRow & Pick<CaseRow, 'id' | 'category'>

/** Only what says whose turn it is: a ward has some thousand open cases at most, and their papers are not read here. */
function openRows(desk: Desk): OpenRow[] {
  return desk.store.all(
    sql
      .selectFrom('permit_case')
      .select(['id', 'state', 'pack', 'pack_version', 'procedure', 'category'])
      .select(['token_sha256', 'withdrawn', 'seal', 'stamped_at'])
      .where('state', 'not in', closedStates)
      .orderBy('registered_at'),
  )
}

function theirRows(desk: Desk, session: LiveSession): OpenRow[] {
  const scope = scopeOf(desk.store, session.user)
  return openRows(desk).filter((row) => isTheirs(desk, session, row) && isInScope(scope, row))
}

function isTheirs(desk: Desk, { roles }: LiveSession, row: OpenRow): boolean {
  return nextOf(desk, row)?.by.some((role) => role !== 'city' && roles.includes(role)) ?? false
}

function wholeRow(desk: Desk, id: string): CaseRow {
  const row = desk.store.first(sql.selectFrom('permit_case').selectAll().where('id', '=', id))
  if (!row) throw new Error('a listed case is gone')
  return row
}

function queueItem(desk: Desk, session: LiveSession, row: CaseRow): QueueItem {
  const { applicant, details } = contentOf(row)
  const next = nextOf(desk, row)
  const waiting = machineOfCase(desk, row).waiting.get(row.state)
  return {
    caseId: row.id,
    number: row.number,
    state: row.state,
    fullName: applicant.fullName,
    category: categoryLabel(packFor(desk, row), row.category),
    procedure: procedureOfCase(desk, row).title,
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
