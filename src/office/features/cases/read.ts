import {
  type CaseAct,
  caseSteps,
  type EarlierAct,
  fourEyesConflict,
  stateAfter,
} from '../../../domain/case.ts'
import { deadlineColour } from '../../../domain/deadline.ts'
import type { Role } from '../../../domain/roles.ts'
import type { Case, QueueItem } from '../../../contract/desk/cases.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { type RulePack, packOf } from '../policies/pack.ts'
import { staffName } from '../staff/read.ts'
import { printedSheets } from './printed-sheets.ts'

export type CaseRow = Tables['permit_case']

/** The acts a queue can wait for, in the order in which they are looked for. Printing waits for nobody. */
const queueActs = ['verify', 'complete', 'approve', 'seal', 'hand-over', 'notify-refusal'] as const

const rowOf = composedOnce(({ caseId }: { caseId: string }) =>
  sql.selectFrom('permit_case').selectAll().where('id', '=', caseId),
)
const actsSoFar = composedOnce(({ caseId }: { caseId: string }) =>
  sql.selectFrom('case_history').select(['act', 'user']).where('case_id', '=', caseId).orderBy('seq'),
)
const copiesOf = composedOnce(({ caseId, sheet }: { caseId: string; sheet: string }) =>
  sql.selectFrom('sheet_print').select('copies').where('case_id', '=', caseId).where('sheet', '=', sheet),
)

/** The row of a case; throws `not-found`. */
export function caseRow(reader: Reader, caseId: string): CaseRow {
  const row = reader.first(rowOf({ caseId }))
  if (!row) throw new Refusal('not-found')
  return row
}

/** Who did what on a case, oldest first: in the order of the journal, because a PC's clock may be set back. */
export function earlierActs(reader: Reader, caseId: string): EarlierAct[] {
  // The act was written by the projection from the closed list.
  return reader.all(actsSoFar({ caseId })) as EarlierAct[]
}

/** The applicant, details and schedule of a case, as the projection wrote them from validated events. */
export function contentOf(row: CaseRow): {
  applicant: Applicant
  details: RequestDetails
  schedule: Schedule
} {
  return {
    applicant: JSON.parse(row.applicant) as Applicant,
    details: JSON.parse(row.details) as RequestDetails,
    schedule: JSON.parse(row.schedule) as Schedule,
  }
}

/** The pack a case was received under; the one in force when that is no longer installed. */
export function packFor(desk: Desk, row: CaseRow): RulePack {
  return packOf(desk.extensions.packs, row.pack, row.pack_version) ?? desk.pack()
}

/** A case as a signed-in person sees it. */
export function readCase(desk: Desk, session: LiveSession, caseId: string): Case {
  const row = caseRow(desk.store, caseId)
  const { applicant, details, schedule } = contentOf(row)
  const earlier = earlierActs(desk.store, caseId)
  const possible = actsOf(session.roles).filter((act) => stateAfter(row.state, act) !== null)
  const forbidden = possible.flatMap((act) => {
    const because = fourEyesConflict(act, session.user, earlier)
    return because ? [{ act, because }] : []
  })
  return {
    caseId,
    number: row.number,
    state: row.state,
    version: row.version,
    applicant,
    details,
    category: row.category,
    categoryLabel: categoryLabel(packFor(desk, row), row.category),
    schedule,
    pack: `${row.pack}/${row.pack_version}`,
    registeredAt: row.registered_at,
    dueAt: row.due_at,
    deadline: deadlineColour(Date.parse(row.due_at), desk.ports.clock.now()),
    reason: row.reason,
    permit: permitOf(desk, row),
    may: possible.filter((act) => !forbidden.some((one) => one.act === act)),
    forbidden,
    history: historyOf(desk, caseId),
    sheets: sheetsOf(desk, row),
  }
}

function actsOf(roles: readonly Role[]): CaseAct[] {
  return (Object.keys(caseSteps) as CaseAct[]).filter((act) =>
    caseSteps[act].roles.some((role) => roles.includes(role)),
  )
}

/** The label a pack gives a category; its number when the pack has none. */
export function categoryLabel(pack: RulePack, code: number): string {
  return pack.categories.find((category) => category.code === code)?.label ?? String(code)
}

function permitOf(desk: Desk, row: CaseRow): Case['permit'] {
  if (!row.permit_number || !row.sealed_at) return null
  return {
    number: row.permit_number,
    sealedAt: row.sealed_at,
    printedCopies: copiesPrinted(desk.store, row.id, 'permit'),
    handedOverAt: row.handed_over_at,
  }
}

/** How many copies of a sheet of a case have been printed. */
export function copiesPrinted(reader: Reader, caseId: string, sheet: string): number {
  return reader.first(copiesOf({ caseId, sheet }))?.copies ?? 0
}

function sheetsOf(desk: Desk, row: CaseRow): Case['sheets'] {
  return desk.extensions.caseSheets
    .filter(({ fits }) => fits(row))
    .map(({ sheet }) => ({
      sheet: sheet.id,
      title: sheet.title,
      printed: copiesPrinted(desk.store, row.id, sheet.id),
    }))
}

function historyOf(desk: Desk, caseId: string): Case['history'] {
  const printed = printedSheets(desk, caseId)
  const acked = desk.store.first(ackedSeq({}))?.acked_seq ?? 0
  return desk.store.all(historyAndSync({ caseId })).map((entry) => ({
    at: entry.at,
    act: entry.act,
    who: staffName(desk.store, entry.user),
    role: entry.role,
    note: entry.note,
    sheet: printed.get(entry.seq) ?? null,
    sync: syncState(entry.status, entry.seq <= acked),
  }))
}

const ackedSeq = composedOnce(() => sql.selectFrom('sync').select('acked_seq'))
const historyAndSync = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .leftJoin('event_result', (join) =>
      join
        .onRef('event_result.stream', '=', 'case_history.stream')
        .onRef('event_result.seq', '=', 'case_history.seq'),
    )
    .select(['at', 'act', 'user', 'role', 'note', 'case_history.seq as seq', 'event_result.status as status'])
    .where('case_id', '=', caseId)
    .orderBy('case_history.seq'),
)

function syncState(status: string | null, acked: boolean): Case['history'][number]['sync'] {
  switch (status) {
    case 'refused':
    case 'quarantined':
    case 'parked':
      return status
    default:
      return acked ? 'accepted' : 'waiting'
  }
}

/** The cases of a queue, oldest first; `mine` are those that wait for an act of the signed-in person's roles. */
export function readQueue(
  desk: Desk,
  session: LiveSession,
  queue: 'mine' | 'open' | 'closed',
): { items: QueueItem[]; total: number } {
  const states = statesOf(queue, session.roles)
  const rows = desk.store.all(
    sql
      .selectFrom('permit_case')
      .selectAll()
      .where('state', 'in', states)
      .orderBy(queue === 'closed' ? 'since' : 'registered_at', queue === 'closed' ? 'desc' : 'asc')
      .limit(queueLimit),
  )
  const total = desk.store.first(
    sql
      .selectFrom('permit_case')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', 'in', states),
  )
  return { items: rows.map((row) => queueItem(desk, session, row)), total: total?.count ?? 0 }
}

/** More than a screen can show and a person can work through; `total` says how many there are. */
const queueLimit = 500

function statesOf(queue: 'mine' | 'open' | 'closed', roles: readonly Role[]): CaseRow['state'][] {
  if (queue === 'closed') return ['handed-over', 'refusal-notified']
  const acts = queueActs.filter(
    (act) => queue === 'open' || caseSteps[act].roles.some((role) => roles.includes(role)),
  )
  return [...new Set(acts.flatMap((act) => caseSteps[act].from.filter((state) => state !== null)))]
}

function queueItem(desk: Desk, session: LiveSession, row: CaseRow): QueueItem {
  const { applicant, details } = contentOf(row)
  const next = queueActs.find((act) => caseSteps[act].from.includes(row.state)) ?? 'none'
  const earlier = next === 'none' ? [] : earlierActs(desk.store, row.id)
  return {
    caseId: row.id,
    number: row.number,
    state: row.state,
    fullName: applicant.fullName,
    category: categoryLabel(packFor(desk, row), row.category),
    purpose: details.purpose,
    registeredAt: row.registered_at,
    since: row.since,
    dueAt: row.due_at,
    deadline: deadlineColour(Date.parse(row.due_at), desk.ports.clock.now()),
    next,
    blocked: next !== 'none' && fourEyesConflict(next, session.user, earlier) !== null,
  }
}
