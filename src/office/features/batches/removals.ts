import type { z } from 'zod'
import type { BulkOutcome, LeftRow } from '../../../contract/desk/batches.ts'
import type { declineRemoval, RemovalTask } from '../../../contract/desk/removals.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import type { RemovalAsked } from '../../projection/removals.ts'
import { assertMayAct, isWritten } from '../cases/act.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'
import { staffName } from '../staff/read.ts'
import { eventIdOf, leftBehind } from './read.ts'

const waitingPapers = composedOnce(() =>
  sql
    .selectFrom('permit_case')
    .selectAll()
    .where('removal', 'is not', null)
    .where('withdrawn', 'is', null)
    .where('listed_by', 'is not', null)
    .orderBy('permit_number'),
)

/** Papers that wait to be withdrawn because a list no longer names their holders, by organisation. */
export function readRemovals(desk: Desk): { tasks: RemovalTask[] } {
  const today = dateAt(desk.ports.clock.now())
  const waiting = desk.store
    .all(waitingPapers({}))
    .filter((row) => (contentOf(row).schedule?.lastDay ?? today) >= today)
  const byList = Map.groupBy(waiting, ({ listed_by }) => listed_by ?? '')
  return { tasks: [...byList].flatMap(([caseId, rows]) => taskOf(desk, caseId, rows) ?? []) }
}

function taskOf(desk: Desk, caseId: string, rows: readonly CaseRow[]): RemovalTask | null {
  const [newest] = rows.map(askedOf).toSorted((one, other) => (one.at < other.at ? 1 : -1))
  if (!newest) return null
  const { details, applicant } = contentOf(caseRow(desk.store, caseId))
  return {
    caseId,
    organisation: details.organisation ?? applicant.fullName,
    askedAt: newest.at,
    askedBy: staffName(desk.store, newest.by),
    people: rows.map((row) => {
      const { fullName, idNumber } = contentOf(row).applicant
      const { reasonCode, note } = askedOf(row)
      const { id, number, permit_number: permitNumber } = row
      return { caseId: id, number, fullName, idNumber, permitNumber, reasonCode, note }
    }),
    stopReasons: desk.pack().stopReasons.map(({ code, label }) => ({ code, label })),
  }
}

/** Written by the projection from a validated event. */
function askedOf({ removal }: CaseRow): RemovalAsked {
  return JSON.parse(removal ?? '{}') as RemovalAsked
}

type Asked = z.output<typeof declineRemoval.body>

/**
 * Papers stay in force although they were asked for, said by whoever might have withdrawn them. Repeating it writes
 * nothing. Throws `batch-nothing-waits`.
 */
export function keepPapers(desk: Desk, session: LiveSession, caseId: string, asked: Asked): BulkOutcome {
  const outcome = desk.journal.command((writing) => {
    const again = asked.cases.filter((id) => isWritten(writing, eventIdOf(asked.actId, id), id))
    if (again.length > 0) return { done: again.length, left: [] }
    const rows = waitingOf(writing, caseId, asked.cases)
    if (rows.length === 0) throw new Refusal('batch-nothing-waits')
    const left: LeftRow[] = []
    for (const row of rows) {
      try {
        const role = assertMayAct(desk, writing, session, row, 'withdraw', null)
        writing.append({
          type: 'case.removal-declined',
          id: eventIdOf(asked.actId, row.id),
          subject: row.id,
          baseVer: row.version,
          actor: { user: session.user, role, session: session.id },
          body: {},
          personal: { text: asked.note },
        })
      } catch (error) {
        left.push(leftBehind(error, 0, row.id))
      }
    }
    return { done: rows.length - left.length, left }
  })
  desk.sync.wake()
  desk.notify('cases')
  return outcome
}

function waitingOf(reader: Reader, caseId: string, cases: readonly string[]): CaseRow[] {
  const chosen = new Set(cases)
  return reader.all(waitingPapers({})).filter((row) => row.listed_by === caseId && chosen.has(row.id))
}
