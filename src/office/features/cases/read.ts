import type { CaseAct, EarlierAct } from '../../../domain/case.ts'
import { nextWay, type Standing, type Way, waysOut } from '../../../domain/case-ways.ts'
import type { Machine } from '../../../domain/workflow.ts'
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
  sql.selectFrom('case_history').select(['act', 'user']).where('case_id', '=', caseId).orderBy('place'),
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

/** The pack a case was received under. Throws `pack-missing` when it is not here: no other decides in its place. */
export function packFor(desk: Desk, row: Pick<CaseRow, 'pack' | 'pack_version'>): RulePack {
  return desk.policies.packOfCase(row.pack, row.pack_version)
}

/** The same for lists, where a case that waits for its pack is shown all the same; null when it is not here. */
export function findPack(desk: Desk, row: Pick<CaseRow, 'pack' | 'pack_version'>): RulePack | null {
  return desk.policies.findPackOfCase(row.pack, row.pack_version)
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

/** What says how a case stands and whose turn it is. */
export type StandingRow = Pick<
  CaseRow,
  'state' | 'pack' | 'pack_version' | 'procedure' | 'token_sha256' | 'withdrawn' | 'seal' | 'stamped_at'
>

/** What may be done with a case now, whosever it is. */
export function waysOf(desk: Desk, row: StandingRow): readonly Way[] {
  return waysOut(machineOfCase(desk, row), standingOf(row))
}

/** The way a case waits for; null when it is closed, or waits for its rules to be here again. */
export function nextOf(desk: Desk, row: StandingRow): Way | null {
  if (!findPack(desk, row)) return null
  return nextWay(machineOfCase(desk, row), standingOf(row))
}

function standingOf({ state, token_sha256, withdrawn, seal, stamped_at }: StandingRow): Standing {
  if (token_sha256 === null) return { state, paper: null }
  const waitsForStamp = seal === 'wet' && stamped_at === null
  return { state, paper: { isWithdrawn: withdrawn !== null, waitsForStamp } }
}

/** The way of an act out of the state the case is in; null when there is none. */
export function wayOf(desk: Desk, row: StandingRow, act: CaseAct): Way | null {
  return waysOf(desk, row).find((way) => way.act === act) ?? null
}

/** The label a pack gives a category; its number when the pack has none, or is not here. */
export function categoryLabel(pack: RulePack | null, code: number): string {
  return pack?.categories.find((category) => category.code === code)?.label ?? String(code)
}

/** What lists call the procedure of a case: by its id where its pack is not here. */
export function procedureTitle(
  desk: Desk,
  row: Pick<CaseRow, 'pack' | 'pack_version' | 'procedure'>,
): string {
  return findPack(desk, row) ? procedureOfCase(desk, row).title : row.procedure
}

/** How many copies of a sheet of a case have been printed. */
export function copiesPrinted(reader: Reader, caseId: string, sheet: string): number {
  return reader.first(copiesOf({ caseId, sheet }))?.copies ?? 0
}
