import { type CaseAct, fourEyesConflict } from '../../../domain/case.ts'
import { deadlineColour } from '../../../domain/deadline.ts'
import type { Step } from '../../../domain/workflow.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import { answerOf, answerText, isOwnField } from '../../../contract/policy/form.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import { acknowledged } from '../../journal/past-streams.ts'
import type { Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { staffName } from '../staff/read.ts'
import { isInScope, scopesOf } from '../staff/scope.ts'
import { holdOn, isHeldBack } from './movement.ts'
import { placeName, printedSheets } from './printed-sheets.ts'
import {
  type CaseRow,
  caseRow,
  categoryLabel,
  contentOf,
  copiesPrinted,
  earlierActs,
  machineOfCase,
  nextOf,
  packFor,
  procedureOfCase,
  waysOf,
} from './read.ts'

/** A case as a signed-in person sees it. */
export function readCase(desk: Desk, session: Pick<LiveSession, 'user' | 'roles'>, caseId: string): Case {
  const row = caseRow(desk.store, caseId)
  const pack = packFor(desk, row)
  const { applicant, details, schedule } = contentOf(row)
  return {
    caseId,
    number: row.number,
    state: row.state,
    version: row.version,
    applicant,
    details,
    category: row.category,
    categoryLabel: categoryLabel(pack, row.category),
    schedule,
    ...placeOf(desk, row),
    fields: fieldsOf(desk, row),
    pack: `${row.pack}/${row.pack_version}`,
    packTitle: pack.title,
    registeredAt: row.registered_at,
    dueAt: row.due_at,
    deadline: deadlineColour(Date.parse(row.due_at), desk.ports.clock.now()),
    reason: row.reason,
    permit: permitOf(desk, row),
    cityReference: row.city_reference,
    payment: row.payment === null ? null : (JSON.parse(row.payment) as Case['payment']),
    ...standingOf(desk, row, session),
    history: historyOf(desk, caseId),
    sheets: sheetsOf(desk, row),
  }
}

function placeOf(desk: Desk, row: CaseRow): Pick<Case, 'procedure' | 'zone' | 'places' | 'listedBy'> {
  const pack = packFor(desk, row)
  const { id, title, record } = procedureOfCase(desk, row)
  const label = (all: readonly { code: string; label: string }[], code: string) => ({
    code,
    label: all.find((one) => one.code === code)?.label ?? code,
  })
  return {
    procedure: { id, title, record },
    zone: row.zone === null ? null : label(pack.zones, row.zone),
    places: (JSON.parse(row.places) as string[]).map((code) => label(pack.places, code)),
    listedBy: row.listed_by === null ? null : listingOf(desk, row.listed_by),
  }
}

function listingOf(desk: Desk, caseId: string): Case['listedBy'] {
  const { details } = contentOf(caseRow(desk.store, caseId))
  return { caseId, name: details.organisation ?? '' }
}

function fieldsOf(desk: Desk, row: CaseRow): Case['fields'] {
  const { details } = contentOf(row)
  return procedureOfCase(desk, row).fields.flatMap((field) => {
    if (isOwnField(field.id)) return []
    const value = answerText(field, answerOf(details, field.id))
    return value ? [{ id: field.id, label: field.label, value }] : []
  })
}

type Standing = Pick<Case, 'may' | 'forbidden' | 'next' | 'nextLabel' | 'holders' | 'moves' | 'movementHeld'>

/** What may be done now, by the person who looks and by others. */
function standingOf(desk: Desk, row: CaseRow, session: Pick<LiveSession, 'user' | 'roles'>): Standing {
  const machine = machineOfCase(desk, row)
  const ways = waysOf(desk, row)
  const next = nextOf(desk, row)
  const earlier = earlierActs(desk.store, row.id)
  const inScope = isInScope(scopesOf(desk.store, session.user), row)
  const possible = (inScope ? ways : [])
    .filter(({ by }) => by.some((role) => role !== 'city' && session.roles.includes(role)))
    .map(({ act }) => act)
  const forbidden = possible.flatMap((act) => {
    const because = fourEyesConflict(act, session.user, earlier)
    return because ? [{ act, because }] : []
  })
  const movementHeld = holdOn(desk, row)
  return {
    may: possible
      .filter((act) => !forbidden.some((one) => one.act === act))
      .filter((act) => movementHeld === null || !isHeldBack(act)),
    forbidden,
    movementHeld,
    next: next?.act ?? 'none',
    nextLabel: labelOf(machine.waiting.get(row.state), next?.act),
    holders: [...(next?.by ?? [])],
    moves: ways.map(({ act, by }) => ({ act, by: [...by] })),
  }
}

function labelOf(step: Step | undefined, act: CaseAct | undefined): string | null {
  return step !== undefined && step.step === act ? step.label : null
}

function permitOf(desk: Desk, row: CaseRow): Case['permit'] {
  if (!row.permit_number || !row.sealed_at) return null
  return {
    number: row.permit_number,
    sealedAt: row.sealed_at,
    printedCopies: copiesPrinted(desk.store, row.id, 'permit'),
    seal: row.seal ?? 'wet',
    stampedAt: row.stamped_at,
    withdrawn: row.withdrawn,
    replaces: desk.store.first(replacedBy({ caseId: row.id }))?.count ?? 0,
    handedOverAt: row.handed_over_at,
  }
}

const replacedBy = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('replaced_paper')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('case_id', '=', caseId),
)

function sheetsOf(desk: Desk, row: CaseRow): Case['sheets'] {
  return desk.extensions.caseSheets
    .filter(({ fits }) => fits(row, procedureOfCase(desk, row), desk))
    .map(({ sheet }) => ({
      sheet: sheet.id,
      title: sheet.title,
      printed: copiesPrinted(desk.store, row.id, sheet.id),
    }))
}

function historyOf(desk: Desk, caseId: string): Case['history'] {
  const printed = printedSheets(desk, caseId)
  const isSigned = acknowledged(desk.store)
  return desk.store.all(historyAndSync({ caseId })).map((entry) => ({
    at: entry.at,
    act: entry.act,
    who: staffName(desk.store, entry.user),
    role: entry.role,
    note: entry.note,
    sheet: printed.get(placeName(entry)) ?? null,
    sync: syncState(entry.status, isSigned(entry.stream, entry.seq)),
  }))
}

const historyAndSync = composedOnce(({ caseId }: { caseId: string }) =>
  sql
    .selectFrom('case_history')
    .leftJoin('event_result', (join) =>
      join
        .onRef('event_result.stream', '=', 'case_history.stream')
        .onRef('event_result.seq', '=', 'case_history.seq'),
    )
    .select(['at', 'act', 'user', 'role', 'note', 'case_history.stream', 'case_history.seq'])
    .select('event_result.status as status')
    .where('case_id', '=', caseId)
    .orderBy('case_history.place'),
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
