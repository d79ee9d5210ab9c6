import { type CaseAct, fourEyesConflict, movesCase } from '../../../domain/case.ts'
import type { Role } from '../../../domain/roles.ts'
import { moveBy } from '../../../domain/workflow.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { staffName } from '../staff/read.ts'
import { assertInScope } from '../staff/scope.ts'
import { assertListAgreed } from './list-confirmed.ts'
import { assertStillFree } from './movement.ts'
import { type CaseRow, caseRow, earlierActs, machineOfCase, wayOf } from './read.ts'
import { readCase } from './view.ts'

/** What is asked of a case; `version` null: whatever the person saw does not matter. */
export type ActAsked = {
  readonly caseId: string
  readonly actId: string
  readonly version: number | null
  readonly act: CaseAct
}

/** What an act may say of itself: who acts, in which role, and whether it is the last step of its chain. */
export type Acting = { readonly actor: Actor; readonly lastStep: { to?: 'recorded' } }

/**
 * Throws unless the act is possible on this row by this person: `case-moved` when the state or the version they saw
 * is no longer the case's, `step-not-here` when its pack has no such step, `not-your-role` when the pack gives it to
 * others, `out-of-scope` or `scope-not-set` when their account is limited otherwise, `four-eyes` when an earlier act of theirs
 * forbids it, `batch-unconfirmed` while nobody agreed to the list it came by, `movement-held` when a status list keeps the applicant at home meanwhile. Answers the role they act in.
 */
export function assertMayAct(
  desk: Desk,
  reader: Reader,
  session: Pick<LiveSession, 'user' | 'roles'>,
  row: CaseRow,
  act: CaseAct,
  version: number | null,
): Role {
  if (version !== null && version !== row.version) throw moved(reader, row)
  const way = wayOf(desk, row, act)
  if (!way) throw isOfChain(desk, row, act) ? moved(reader, row) : new Refusal('step-not-here')
  assertInScope(reader, session.user, row)
  const role = session.roles.find((own) => way.by.includes(own))
  if (!role) throw new Refusal('not-your-role', { roles: way.by.join(', ') })
  const because = fourEyesConflict(act, session.user, earlierActs(reader, row.id))
  if (because) throw new Refusal('four-eyes', { act: because })
  assertListAgreed(desk, reader, row, act, session.user)
  assertStillFree(desk, reader, row, act)
  return role
}

function moved(reader: Reader, row: CaseRow): Refusal {
  return new Refusal('case-moved', { state: row.state, who: lastHand(reader, row.id) })
}

/** Whether the chain has the act anywhere, so that it only comes at the wrong time. */
function isOfChain(desk: Desk, row: CaseRow, act: CaseAct): boolean {
  if (!movesCase(act)) return true
  return [...machineOfCase(desk, row).moves.values()].some((ways) => ways.some((way) => way.act === act))
}

/**
 * One act on one case: checked and written in one command. Repeating it with the same `actId` writes nothing and
 * answers the case as it is.
 */
export function actOnCase(
  desk: Desk,
  session: LiveSession,
  ask: ActAsked,
  write: (writing: Writing, row: CaseRow, acting: Acting) => void,
): Case {
  desk.journal.command((writing) => {
    if (isWritten(writing, ask.actId, ask.caseId)) return
    const row = caseRow(writing, ask.caseId)
    const role = assertMayAct(desk, writing, session, row, ask.act, ask.version)
    const move = moveBy(machineOfCase(desk, row), row.state, ask.act)
    write(writing, row, {
      actor: { user: session.user, role, session: session.id },
      lastStep: move?.to === 'recorded' ? { to: 'recorded' } : {},
    })
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
      .orderBy('place', 'desc')
      .limit(1),
  )
  return last ? staffName(reader, last.user) : '-'
}
