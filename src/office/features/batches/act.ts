import type { z } from 'zod'
import type { Role } from '../../../domain/roles.ts'
import type { actOnBatch as route, BulkAct, BulkOutcome, LeftRow } from '../../../contract/desk/batches.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { isClosed } from '../../../domain/case.ts'
import { moveBy } from '../../../domain/workflow.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, EventDraft, Writing } from '../../journal/journal.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertMayAct, isWritten } from '../cases/act.ts'
import { assertReason } from '../cases/assert-reason.ts'
import { reviewsOfList, stepsOfList } from '../cases/list-confirmed.ts'
import { machineOfCase, wayOf } from '../cases/read.ts'
import { batchHead, type CaseOfBatch, casesOfBatch, eventIdOf, flagsOf, leftBehind } from './read.ts'
import { sampleOf, seenBy } from './sample.ts'

type Asked = z.output<typeof route.body>

/** Acts that need a reason, and rows that somebody chose. */
const reasoned = ['return', 'refuse', 'send-back', 'stop'] as const
type Reasoned = (typeof reasoned)[number]
const isReasoned = (act: BulkAct): act is Reasoned => reasoned.some((one) => one === act)

const typeOf = {
  verify: 'case.verified',
  confirm: 'case.confirmed',
  approve: 'case.approved',
  submit: 'case.submitted',
  return: 'case.returned',
  refuse: 'case.refused',
  'send-back': 'case.sent-back',
  stop: 'case.stopped',
} as const satisfies Record<BulkAct, EventDraft['type']>

/**
 * One act on all rows of a batch that wait for it, or on chosen ones, in one transaction with one line for each case.
 * Every check of the single act holds for every row: one that a rule refuses stays behind with its reason, and the others
 * go on. Repeating it with the same `actId` writes nothing. Throws `not-found`, `batch-sample` while rows of the sample
 * were not opened, `batch-nothing-waits`, `invalid-input` for a refusal without reason or chosen rows.
 */
export function actOnBatch(desk: Desk, session: LiveSession, batchId: string, asked: Asked): BulkOutcome {
  if (isReasoned(asked.act) && (asked.cases === null || asked.reasonCode === null || asked.note === null))
    throw new Refusal('invalid-input', { fields: 'cases, reasonCode, note' })
  const outcome = desk.journal.command((writing) => {
    batchHead(writing, batchId)
    const all = casesOfBatch(writing, batchId)
    const listStep = all[0] && stepsOfList(desk, all[0]).find(({ step }) => step === asked.act)
    if (listStep) return agree(writing, session, batchId, asked, { rows: all, by: listStep.by })
    const chosen = asked.cases === null ? null : new Set(asked.cases)
    const rows = all.filter(({ id }) => chosen === null || chosen.has(id))
    const written = rows.filter(({ id }) => isWritten(writing, eventIdOf(asked.actId, id), id))
    if (written.length > 0) return { done: written.length, left: [] }
    const { ready, left } = sorted(desk, writing, session, rows, asked)
    if (ready.length === 0 && left.length === 0) throw new Refusal('batch-nothing-waits')
    review(writing, session, batchId, asked, ready)
    for (const { row, role } of ready) writing.append(draftOf(desk, row, actorAs(session, role), asked))
    return { done: ready.length, left }
  })
  desk.notify('cases')
  return outcome
}

/** Agrees to a list that came by file as a whole, by whoever confirms its organisation; its cases stay where they are. */
function agree(
  writing: Writing,
  session: LiveSession,
  batchId: string,
  asked: Asked,
  { rows, by }: { readonly rows: readonly CaseOfBatch[]; readonly by: readonly string[] },
): BulkOutcome {
  const role = session.roles.find((own) => by.includes(own))
  if (!role) throw new Refusal('not-your-role', { roles: by.join(', ') })
  const open = rows.filter(({ state }) => !isClosed(state))
  if (isWritten(writing, asked.actId, batchId)) return { done: open.length, left: [] }
  if (reviewsOfList(writing, batchId).some(({ act }) => act === asked.act) || open.length === 0)
    throw new Refusal('batch-nothing-waits')
  review(
    writing,
    session,
    batchId,
    asked,
    open.map((row) => ({ row, role })),
  )
  return { done: open.length, left: [] }
}

type Ready = { readonly row: CaseOfBatch; readonly role: Role }

/** Rows that may be acted upon, and those a rule keeps behind. Rows that do not wait for it are neither, unless chosen. */
function sorted(
  desk: Desk,
  writing: Writing,
  session: LiveSession,
  rows: readonly CaseOfBatch[],
  { act, cases, reasonCode }: Asked,
): { ready: Ready[]; left: LeftRow[] } {
  const ready: Ready[] = []
  const left: LeftRow[] = []
  for (const row of rows) {
    if (cases === null && !wayOf(desk, row, act)) continue
    try {
      const role = assertMayAct(desk, writing, session, row, act, null)
      if (isReasoned(act)) assertReason(desk, row, act, reasonCode ?? '')
      ready.push({ row, role })
    } catch (error) {
      left.push(leftBehind(error, row.row, row.id))
    }
  }
  return { ready, left }
}

/** Writes down what was looked at before an act is taken on all. Throws `batch-sample`. */
function review(
  writing: Writing,
  session: LiveSession,
  batchId: string,
  { act, actId }: Asked,
  ready: readonly Ready[],
): void {
  const rows = ready.map(({ row }) => row)
  const sample = sampleOf(batchId, act, rows)
  const seen = seenBy(writing, session.user, batchId)
  const unseen = sample.filter((row) => !seen(row)).length
  if (unseen > 0) throw new Refusal('batch-sample', { count: unseen })
  const [first] = ready
  if (sample.length === 0 || !first) return
  writing.append({
    type: 'batch.reviewed',
    id: actId,
    subject: batchId,
    baseVer: 0,
    actor: actorAs(session, first.role),
    body: {
      act,
      cases: rows.length,
      flagged: rows.filter((row) => flagsOf(row).length > 0).length,
      sample: sample.map(({ id }) => id),
    },
    personal: null,
  })
}

function actorAs(session: LiveSession, role: Role): Actor {
  return { user: session.user, role, session: session.id }
}

/** The line that the single act writes too. */
function draftOf(
  desk: Desk,
  row: CaseOfBatch,
  actor: Actor,
  { act, actId, note, reasonCode }: Asked,
): EventDraft {
  const common = { id: eventIdOf(actId, row.id), subject: row.id, baseVer: row.version, actor }
  const personal = note === null ? null : { text: note }
  switch (act) {
    case 'verify':
    case 'confirm':
    case 'approve': {
      const isLast = moveBy(machineOfCase(desk, row), row.state, act)?.to === 'recorded'
      return { type: typeOf[act], ...common, body: isLast ? { to: 'recorded' } : {}, personal }
    }
    case 'submit':
      return { type: typeOf[act], ...common, body: {}, personal }
    default:
      return { type: typeOf[act], ...common, body: { reasonCode: reasonCode ?? '' }, personal }
  }
}
