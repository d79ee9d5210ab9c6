import { sql as raw } from 'kysely'
import { createHash } from 'node:crypto'
import { Refusal, refusalText } from '../../../contract/refusals.ts'
import type { BatchProgress, LeftRow } from '../../../contract/desk/batches.ts'
import { endedStates } from '../../../domain/case.ts'
import { madeId } from '../../../contract/sync/made-id.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql } from '../../database/store.ts'
import type { Tables } from '../../database/tables.ts'
import { paperSheets } from '../../projection/papers.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'

export type BatchHead = Tables['batch']
/** A case with its place in the batch. */
export type CaseOfBatch = CaseRow & { readonly row: number; readonly flags: string }

const headOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('batch').selectAll().where('id', '=', id),
)
const casesOf = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('permit_case', 'permit_case.id', 'batch_case.case_id')
    .selectAll('permit_case')
    .select(['batch_case.row', 'batch_case.flags'])
    .where('batch_case.batch_id', '=', id)
    .orderBy('batch_case.row'),
)

/** What is known of a batch as a whole. Throws `not-found`. */
export function batchHead(reader: Reader, id: string): BatchHead {
  const head = reader.first(headOf({ id }))
  if (!head) throw new Refusal('not-found')
  return head
}

/** The cases of a batch in the order of its list. */
export function casesOfBatch(reader: Reader, id: string): CaseOfBatch[] {
  return reader.all(casesOf({ id }))
}

/** The organisation or the residential group whose list it is. */
export function nameOfBatch(reader: Reader, { organisation, residential_group }: BatchHead): string {
  if (organisation === null) return residential_group ?? ''
  const { details, applicant } = contentOf(caseRow(reader, organisation))
  return details.organisation ?? applicant.fullName
}

/** What was flagged about a row when it came in; written by the projection from a validated event. */
export function flagsOf({ flags }: Pick<CaseOfBatch, 'flags'>): string[] {
  return JSON.parse(flags) as string[]
}

/** The id of the event that an act on a batch writes about one of its cases: the same when the act is repeated. */
export function eventIdOf(actId: string, caseId: string): string {
  return madeId(createHash('sha256').update(`${actId} ${caseId}`).digest())
}

/** Why a row stayed behind. Throws on what is no refusal. */
export function leftBehind(error: unknown, row: number, caseId: string | null): LeftRow {
  if (!(error instanceof Refusal)) throw error
  const { code, data } = error
  return { row, caseId, code, why: { vi: refusalText(code, data, 'vi'), en: refusalText(code, data, 'en') } }
}

const verifiedOn = raw.join(
  ['verified', 'confirmed', 'submitted', 'approved', 'sealed', 'paid', 'recorded', 'handed-over'].map(
    (state) => raw.lit(state),
  ),
)
const approvedOn = raw.join(
  ['approved', 'sealed', 'paid', 'recorded', 'handed-over'].map((state) => raw.lit(state)),
)
const endedIn = raw.join(endedStates.map((state) => raw.lit(state)))
const printedSheet = raw<boolean>`EXISTS (SELECT 1 FROM sheet_print WHERE sheet_print.case_id = permit_case.id
  AND sheet_print.sheet IN (${raw.join(paperSheets.map((sheet) => raw.lit(sheet)))}))`

const progressQuery = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('permit_case', 'permit_case.id', 'batch_case.case_id')
    .select(({ fn }) => [
      fn.countAll<number>().as('cases'),
      raw<number>`total(state IN (${verifiedOn}) AND withdrawn IS NULL)`.as('verified'),
      raw<number>`total(state IN (${approvedOn}) AND withdrawn IS NULL)`.as('approved'),
      raw<number>`total(token_sha256 IS NOT NULL AND withdrawn IS NULL)`.as('sealed'),
      raw<number>`total(withdrawn IS NULL AND ${printedSheet})`.as('printed'),
      raw<number>`total(handed_over_at IS NOT NULL AND withdrawn IS NULL)`.as('handedOver'),
      raw<number>`total(state = 'returned')`.as('returned'),
      raw<number>`total(state IN (${endedIn}))`.as('ended'),
      raw<number>`total(withdrawn IS NOT NULL)`.as('withdrawn'),
    ])
    .where('batch_case.batch_id', '=', id),
)
const none: BatchProgress = {
  cases: 0,
  verified: 0,
  approved: 0,
  sealed: 0,
  printed: 0,
  handedOver: 0,
  returned: 0,
  ended: 0,
  withdrawn: 0,
}

/** How far the cases of a batch are. */
export function progressOf(reader: Reader, id: string): BatchProgress {
  return reader.first(progressQuery({ id })) ?? none
}

const printedOf = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('batch_case')
    .innerJoin('sheet_print', 'sheet_print.case_id', 'batch_case.case_id')
    .select('batch_case.case_id')
    .where('batch_case.batch_id', '=', id)
    .where('sheet_print.sheet', 'in', paperSheets),
)

/** The cases of a batch whose paper was printed. */
export function printedCases(reader: Reader, id: string): ReadonlySet<string> {
  return new Set(reader.all(printedOf({ id })).map(({ case_id }) => case_id))
}
