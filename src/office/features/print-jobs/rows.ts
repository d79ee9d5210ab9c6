import type { Tables } from '../../database/tables.ts'
import { composedOnce } from '../../database/composed.ts'
import { type Reader, sql, type Transactor } from '../../database/store.ts'
import { Refusal } from '../../../contract/refusals.ts'

export type JobRow = Tables['print_job']
export type ItemRow = Tables['print_item']

const jobOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('print_job').selectAll().where('id', '=', id),
)
const itemsOf = composedOnce(({ id }: { id: string }) =>
  sql.selectFrom('print_item').selectAll().where('job_id', '=', id).orderBy('place'),
)
const jobsUnderWay = composedOnce(() =>
  sql
    .selectFrom('print_job')
    .selectAll()
    .where('state', 'in', ['printing', 'paused', 'stuck'])
    .orderBy('made_at')
    .orderBy('id'),
)

/** A job. Throws `not-found`. */
export function jobRow(reader: Reader, id: string): JobRow {
  const row = reader.first(jobOf({ id }))
  if (!row) throw new Refusal('not-found')
  return row
}

/** Whether there is such a job. */
export function hasJob(reader: Reader, id: string): boolean {
  return reader.first(jobOf({ id })) !== undefined
}

/** The papers of a job in printing order. */
export function itemRows(reader: Reader, id: string): ItemRow[] {
  return reader.all(itemsOf({ id }))
}

const signedOf = composedOnce(({ id }: { id: string }) =>
  sql
    .selectFrom('print_item')
    .innerJoin('permit_case', 'permit_case.id', 'print_item.case_id')
    .select(({ fn }) => fn.countAll<number>().as('papers'))
    .where('print_item.job_id', '=', id)
    .where('permit_case.seal', '=', 'electronic'),
)

/** How many papers of a job are sealed electronically. */
export function signedPapers(reader: Reader, id: string): number {
  return reader.first(signedOf({ id }))?.papers ?? 0
}

/** Jobs that are not over, oldest first. */
export function openJobs(reader: Reader): JobRow[] {
  return reader.all(jobsUnderWay({}))
}

/** The cases whose papers are in a job that is not over: nothing else prints many of them meanwhile. */
export function casesInOpenJobs(reader: Reader): ReadonlySet<string> {
  return new Set(openJobs(reader).flatMap(({ id }) => itemRows(reader, id).map(({ case_id }) => case_id)))
}

/** Changes a job. */
export function changeJob(tx: Transactor, id: string, change: Partial<Omit<JobRow, 'id'>>): void {
  tx.run(sql.updateTable('print_job').set(change).where('id', '=', id))
}

/** Changes a paper of a job. */
export function changeItem(
  tx: Transactor,
  { job_id, place }: Pick<ItemRow, 'job_id' | 'place'>,
  change: Partial<Pick<ItemRow, 'state' | 'tries' | 'again' | 'sample' | 'token_sha256' | 'label'>>,
): void {
  tx.run(sql.updateTable('print_item').set(change).where('job_id', '=', job_id).where('place', '=', place))
}
