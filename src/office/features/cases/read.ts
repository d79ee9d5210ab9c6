import type { CaseAct, EarlierAct } from '../../../domain/case.ts'
import { type Machine, type Move, movesFrom } from '../../../domain/workflow.ts'
import type { Applicant, RequestDetails, Schedule } from '../../../contract/events.ts'
import type { Procedure, RulePack } from '../../../contract/policy/pack.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql, type Reader } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import type { Desk } from '../../desk.ts'
import { machineFor, procedureFor } from '../policies/policies.ts'

export type CaseRow = Tables['permit_case']

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
  /** Null where the record gives nobody a way to go. */
  schedule: Schedule | null
} {
  return {
    applicant: JSON.parse(row.applicant) as Applicant,
    details: JSON.parse(row.details) as RequestDetails,
    schedule: JSON.parse(row.schedule) as Schedule | null,
  }
}

/** The pack a case was received under; the one in force when that is no longer installed. */
export function packFor(desk: Desk, row: Pick<CaseRow, 'pack' | 'pack_version'>): RulePack {
  return desk.policies.packOf(row.pack, row.pack_version) ?? desk.pack()
}

/** The procedure a case was registered under. */
export function procedureOfCase(
  desk: Desk,
  row: Pick<CaseRow, 'pack' | 'pack_version' | 'procedure'>,
): Procedure {
  return procedureFor(packFor(desk, row), row.procedure)
}

/** The state machine of a case's procedure. */
export function machineOfCase(
  desk: Desk,
  row: Pick<CaseRow, 'pack' | 'pack_version' | 'procedure'>,
): Machine {
  return machineFor(procedureOfCase(desk, row))
}

/**
 * What may be done in the case's state, whosever it is: the moves of the machine, and what leaves the state as it is.
 */
export function waysOf(desk: Desk, row: CaseRow): readonly Pick<Move, 'act' | 'by'>[] {
  const moves = movesFrom(machineOfCase(desk, row), row.state)
  return [...(row.state === 'sealed' ? movesOfSealed(moves, row) : moves), ...asides(row)]
}

/** A live paper is handed over and never stopped; a withdrawn one is never handed over, and its case is stopped. */
function movesOfSealed(moves: readonly Move[], { withdrawn }: CaseRow): readonly Pick<Move, 'act' | 'by'>[] {
  if (withdrawn === null) return moves.filter(({ act }) => act !== 'stop' && act !== 'transfer')
  return [{ act: 'stop', by: ['clerk'] }]
}

function asides(row: CaseRow): readonly Pick<Move, 'act' | 'by'>[] {
  const holdsPaper = row.token !== null && row.withdrawn === null
  const isOpen = !closedEarlier.has(row.state)
  const ways: Pick<Move, 'act' | 'by'>[] = [{ act: 'print', by: ['clerk', 'ward-police'] }]
  if (isOpen) ways.push({ act: 'extend', by: ['clerk', 'ward-official'] })
  if (!holdsPaper || !sealedStates.has(row.state)) return ways
  if (row.seal === 'wet' && row.stamped_at === null) ways.push({ act: 'stamp', by: ['ward-police'] })
  ways.push(
    { act: 'replace', by: ['ward-police'] },
    { act: 'withdraw', by: ['ward-official', 'ward-police'] },
  )
  return ways
}

const sealedStates: ReadonlySet<CaseRow['state']> = new Set(['sealed', 'handed-over'])
/** Nothing is promised in these any more: closed, or only a letter is owed. */
const closedEarlier: ReadonlySet<CaseRow['state']> = new Set([
  'handed-over',
  'recorded',
  'paid',
  'refused',
  'stopped',
  'transferred',
  'refusal-notified',
  'stop-notified',
  'transfer-confirmed',
])

/** The way of an act out of the state the case is in; null when there is none. */
export function wayOf(desk: Desk, row: CaseRow, act: CaseAct): Pick<Move, 'act' | 'by'> | null {
  return waysOf(desk, row).find((way) => way.act === act) ?? null
}

/** The label a pack gives a category; its number when the pack has none. */
export function categoryLabel(pack: RulePack, code: number): string {
  return pack.categories.find((category) => category.code === code)?.label ?? String(code)
}

/** How many copies of a sheet of a case have been printed. */
export function copiesPrinted(reader: Reader, caseId: string, sheet: string): number {
  return reader.first(copiesOf({ caseId, sheet }))?.copies ?? 0
}
