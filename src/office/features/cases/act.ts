import { type CaseAct, fourEyesConflict, stateAfter } from '../../../domain/case.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { staffName } from '../staff/read.ts'
import { type CaseRow, caseRow, earlierActs, readCase } from './read.ts'

/**
 * Throws unless the act is possible on this row by this person: `case-moved` when the state or the version they saw
 * is no longer the case's, `four-eyes` when an earlier act of theirs forbids it.
 */
export function assertMayAct(
  reader: Reader,
  user: string,
  row: CaseRow,
  act: CaseAct,
  version: number | null,
): void {
  if (stateAfter(row.state, act) === null || (version !== null && version !== row.version)) {
    throw new Refusal('case-moved', { state: row.state, who: lastHand(reader, row.id) })
  }
  const because = fourEyesConflict(act, user, earlierActs(reader, row.id))
  if (because) throw new Refusal('four-eyes', { act: because })
}

/**
 * One act on one case: checked and written in one command. Repeating it with the same `actId` writes nothing and
 * answers the case as it is.
 */
export function actOnCase(
  desk: Desk,
  session: LiveSession,
  ask: {
    readonly caseId: string
    readonly actId: string
    readonly version: number | null
    readonly act: CaseAct
  },
  write: (writing: Writing, row: CaseRow) => void,
): Case {
  desk.journal.command((writing) => {
    if (isWritten(writing, ask.actId, ask.caseId)) return
    const row = caseRow(writing, ask.caseId)
    assertMayAct(writing, session.user, row, ask.act, ask.version)
    write(writing, row)
  })
  desk.notify('cases')
  return readCase(desk, session, ask.caseId)
}

const subjectOf = composedOnce(({ eventId }: { eventId: string }) =>
  sql.selectFrom('event').select('subject').where('id', '=', eventId),
)

/**
 * Whether the event with this id is already written about this case: the act is being repeated. Throws
 * `invalid-input` when the id was spent on something else, which would otherwise look like done.
 */
export function isWritten(reader: Reader, eventId: string, caseId: string): boolean {
  const written = reader.first(subjectOf({ eventId }))
  if (written && written.subject !== caseId) throw new Refusal('invalid-input', { fields: 'actId' })
  return written !== undefined
}

function lastHand(reader: Reader, caseId: string): string {
  const last = reader.first(
    sql
      .selectFrom('case_history')
      .select('user')
      .where('case_id', '=', caseId)
      .where('act', '<>', 'print')
      .orderBy('seq', 'desc')
      .limit(1),
  )
  return last ? staffName(reader, last.user) : '-'
}
