import type { z } from 'zod'
import type { LeftRow } from '../../../contract/desk/batches.ts'
import type { removeFromList } from '../../../contract/desk/list-intake.ts'
import type { Desk } from '../../desk.ts'
import type { EventDraft, Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertMayAct, isWritten } from '../cases/act.ts'
import { assertReason } from '../cases/assert-reason.ts'
import { referenceOf } from '../issuing/replace.ts'
import { organisationOf, standingCases } from './organisation.ts'
import { eventIdOf, leftBehind } from './read.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { type CaseRow, caseRow } from '../cases/read.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import type { Reader } from '../../database/store.ts'

type Asked = z.output<typeof removeFromList.body>
type Outcome = RouteAnswer<typeof removeFromList>

/**
 * Takes people off the list of an organisation in one transaction: a case that is still open stops, a paper in force is
 * withdrawn, each as the single act and by whoever may do that; a clerk asks them for the papers. Rows that a rule refuses
 * stay behind. Repeating it with the same `actId` writes nothing. Throws `not-found`, `batch-nothing-waits`.
 */
export function removeListed(desk: Desk, session: LiveSession, caseId: string, asked: Asked): Outcome {
  const outcome = desk.journal.command((writing) => {
    const again = asked.cases.filter((id) => isWritten(writing, eventIdOf(asked.actId, id), id))
    if (again.length > 0) return countAgain(writing, again)
    const chosen = new Set(asked.cases)
    const rows = standingCases(desk, organisationOf(desk, caseId)).filter(({ id }) => chosen.has(id))
    if (rows.length === 0) throw new Refusal('batch-nothing-waits')
    const left: LeftRow[] = []
    let passedOn = 0
    for (const row of rows) {
      try {
        const draft = endingOf(desk, writing, session, row, asked)
        writing.append(draft)
      } catch (error) {
        const asking = askingOf(error, session, row, asked)
        if (asking === null) left.push(leftBehind(error, 0, row.id))
        else passedOn += 1
        if (asking && row.removal === null) writing.append(asking)
      }
    }
    return { done: rows.length - left.length - passedOn, left, asked: passedOn }
  })
  desk.sync.wake()
  desk.notify('cases', 'keys')
  return outcome
}

function countAgain(reader: Reader, ids: readonly string[]): Outcome {
  const rows = ids.map((id) => caseRow(reader, id))
  const waiting = rows.filter(({ removal, withdrawn }) => removal !== null && withdrawn === null)
  return { done: rows.length - waiting.length, left: [], asked: waiting.length }
}

/** Asks those who may withdraw a paper for it; null where the clerk may not end the case for another reason. */
function askingOf(
  error: unknown,
  { user, roles, id: session }: LiveSession,
  row: CaseRow,
  { actId, reasonCode, note }: Asked,
): EventDraft<'case.removal-asked'> | null {
  const isOthers = error instanceof Refusal && error.code === 'not-your-role'
  if (!isOthers || row.permit_number === null || !roles.includes('clerk')) return null
  return {
    type: 'case.removal-asked',
    id: eventIdOf(actId, row.id),
    subject: row.id,
    baseVer: row.version,
    actor: { user, role: 'clerk', session },
    body: { reasonCode },
    personal: { text: note },
  }
}

/** The act by which cases end, the reason of the rules and what is said of it. */
export type Ending = Pick<Asked, 'actId' | 'reasonCode' | 'note'>

/** The line by which a listed case ends: an open one stops, a paper in force is withdrawn. Throws why it may not. */
export function endingOf(
  desk: Desk,
  writing: Writing,
  session: LiveSession,
  row: CaseRow,
  { actId, reasonCode, note }: Ending,
): EventDraft {
  const act = row.permit_number === null ? 'stop' : 'withdraw'
  const role = assertMayAct(desk, writing, session, row, act, null)
  const common = {
    id: eventIdOf(actId, row.id),
    subject: row.id,
    baseVer: row.version,
    actor: { user: session.user, role, session: session.id },
    personal: { text: note },
  }
  if (act === 'withdraw')
    return { type: 'permit.revoked', ...common, body: { ...referenceOf(row), reason: 'withdrawn' } }
  assertReason(desk, row, 'stop', reasonCode)
  return { type: 'case.stopped', ...common, body: { reasonCode } }
}
