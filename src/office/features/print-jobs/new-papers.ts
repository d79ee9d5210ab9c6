import { Refusal } from '../../../contract/refusals.ts'
import type { Role } from '../../../domain/roles.ts'
import { actorOf, type Desk } from '../../desk.ts'
import type { LiveSession } from '../../sessions.ts'
import { assertMayAct } from '../cases/act.ts'
import { type CaseRow, caseRow, copiesPrinted } from '../cases/read.ts'
import { changeItem, changeJob, type ItemRow, itemRows, jobRow } from './rows.ts'

/** The case of a paper of a job that has a new paper since, which is not printed; null for every other one. */
export function renewed(desk: Desk, item: ItemRow): CaseRow | null {
  if (item.state !== 'set-aside' && item.state !== 'left-out') return null
  const row = caseRow(desk.store, item.case_id)
  const isNew = row.token_sha256 !== null && row.token_sha256 !== item.token_sha256
  return isNew && row.withdrawn === null && copiesPrinted(desk.store, row.id, item.sheet) === 0 ? row : null
}

/**
 * Takes the new papers of those that were set aside or replaced into the job, where they are printed next and scanned
 * back; the earlier ones verify as replaced. Throws `print-job-no-new-papers`, `print-job-moved` for a job that was
 * ended with papers still to print, and as `assertMayAct`.
 */
export function takeNewPapers(desk: Desk, session: LiveSession, role: Role, jobId: string): void {
  const job = jobRow(desk.store, jobId)
  const items = itemRows(desk.store, jobId)
  if (job.state === 'cancelled' && items.some(({ state }) => state === 'waiting'))
    throw new Refusal('print-job-moved')
  const found = items.flatMap((item) => {
    const row = renewed(desk, item)
    return row ? [{ item, row }] : []
  })
  if (found.length === 0) throw new Refusal('print-job-no-new-papers')
  for (const { row } of found) assertMayAct(desk, desk.store, session, row, 'print', null)
  const { user, session: id } = actorOf(session, role)
  desk.store.transact((tx) => {
    for (const { item, row } of found)
      changeItem(tx, item, {
        state: 'waiting',
        token_sha256: row.token_sha256 ?? item.token_sha256,
        label: row.permit_number ?? item.label,
        again: null,
        sample: 1,
      })
    const isOver = job.state === 'checking' || job.state === 'done' || job.state === 'cancelled'
    changeJob(tx, jobId, { user, role, session: id, ...(isOver ? { state: 'printing' } : {}) })
  })
}
