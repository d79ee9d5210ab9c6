import { dateAt } from '../../../domain/calendar.ts'
import { endedStates } from '../../../domain/case.ts'
import { fold } from '../../../domain/text/fold.ts'
import type { Procedure } from '../../../contract/policy/pack.ts'
import { peopleByFile, type WorkerRow, workersOf } from '../../../contract/policy/rules.ts'
import { Refusal } from '../../../contract/refusals.ts'
import { composedOnce } from '../../database/composed.ts'
import { sql } from '../../database/store.ts'
import type { Desk } from '../../desk.ts'
import { listStates } from '../cases/lists.ts'
import { type CaseRow, caseRow, contentOf } from '../cases/read.ts'

/** An organisation whose list brings papers: its confirmed case, and the procedure of those papers. */
export type Organisation = {
  readonly row: CaseRow
  readonly name: string
  /** What it is remembered by: its tax code, or its name where it has none. */
  readonly key: string
  readonly workers: readonly WorkerRow[]
  /** For how many people it is confirmed where the list comes by file; null where its form names them. */
  readonly byFile: number | null
  readonly procedure: Procedure
  /** Its cases, this one among them: a list sent under a later one follows those under earlier ones. */
  readonly cases: ReadonlySet<string>
}

const ofProcedure = composedOnce(({ procedure }: { procedure: string }) =>
  sql.selectFrom('permit_case').selectAll().where('procedure', '=', procedure),
)

/** The organisation of a case. Throws `not-found`, `batch-no-procedure` where the rules in force issue nothing by its list. */
export function organisationOf(desk: Desk, caseId: string): Organisation {
  const row = caseRow(desk.store, caseId)
  const procedure = desk.pack().procedures.find(({ listedBy }) => listedBy === row.procedure)
  if (!procedure) throw new Refusal('batch-no-procedure')
  const { details } = contentOf(row)
  const key = keyOf(row)
  const kin = desk.store.all(ofProcedure({ procedure: row.procedure })).filter((one) => keyOf(one) === key)
  return {
    row,
    name: details.organisation ?? contentOf(row).applicant.fullName,
    key,
    workers: workersOf(details.more),
    byFile: peopleByFile(details.more),
    procedure,
    cases: new Set(kin.map(({ id }) => id)),
  }
}

function keyOf(row: CaseRow): string {
  const { details, applicant } = contentOf(row)
  const taxCode = details.more?.['tax-code']
  const digits = typeof taxCode === 'string' ? taxCode.replaceAll(/\D/g, '') : ''
  return digits === '' ? fold(details.organisation ?? applicant.fullName) : digits
}

/** Numbers that other organisations have on a confirmed list today, with the names of those. */
export function otherListings(desk: Desk, { row, cases }: Organisation): Map<string, string[]> {
  const today = dateAt(desk.ports.clock.now())
  const found = new Map<string, string[]>()
  for (const one of desk.store.all(ofProcedure({ procedure: row.procedure }))) {
    const { details, applicant, schedule } = contentOf(one)
    const counts = listStates.some((state) => state === one.state) && one.withdrawn === null
    if (cases.has(one.id) || !counts || (schedule && schedule.lastDay < today)) continue
    const name = details.organisation ?? applicant.fullName
    for (const worker of workersOf(details.more)) {
      const number = worker['id-number']
      if (number) found.set(number, [...(found.get(number) ?? []), name])
    }
  }
  return found
}

const taken = composedOnce(({ organisation }: { organisation: string }) =>
  sql
    .selectFrom('batch')
    .innerJoin('batch_case', 'batch_case.batch_id', 'batch.id')
    .innerJoin('permit_case', 'permit_case.id', 'batch_case.case_id')
    .selectAll('permit_case')
    .where('batch.organisation', '=', organisation)
    .orderBy('permit_case.registered_at'),
)

const over: ReadonlySet<string> = new Set(endedStates)

/** Whether a case came to nothing, or its paper counts no more. */
export function hasEnded({ state, withdrawn }: Pick<CaseRow, 'state' | 'withdrawn'>): boolean {
  return over.has(state) || withdrawn !== null
}

/** Cases by earlier lists of an organisation that are open or whose paper counts: one for each person, the newest. */
export function standingCases(desk: Desk, { cases }: Organisation): CaseRow[] {
  const today = dateAt(desk.ports.clock.now())
  const byPerson = new Map<string, CaseRow>()
  for (const organisation of cases)
    for (const row of desk.store.all(taken({ organisation }))) {
      const past = (contentOf(row).schedule?.lastDay ?? today) < today
      if (!hasEnded(row) && !past) byPerson.set(row.person_id, row)
    }
  return [...byPerson.values()]
}
