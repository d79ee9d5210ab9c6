import type { Role } from '../../../domain/roles.ts'
import type { Writing } from '../../journal/journal.ts'
import type { ItemRow, JobRow } from '../print-jobs/rows.ts'
import { stockSetting } from './setting.ts'

/** What somebody said at a jam of a print job. */
type Said = { readonly spoiledSheets: number; readonly spoiled: 'handed-in' | 'missing' }
/** The papers behind the last good one, and how many sheets those that were counted as printed have already. */
type Behind = { readonly papers: readonly ItemRow[]; readonly sheets: number }
type Job = Pick<JobRow, 'id' | 'user' | 'session'> & { readonly role: Role }

/**
 * Takes the sheets spoiled at a jam out of the stock, in the transaction that goes on with the job, so that nobody is
 * asked for them again. Nothing where this PC keeps no account of what the job prints on.
 */
export function spoilAtJam(writing: Writing, job: Job, behind: Behind, said: Said): void {
  const sheet = behind.papers[0]?.sheet
  const setting = stockSetting(writing)
  const kind = setting?.accounts
    ? setting.kinds.find(({ sheets }) => sheets.some((one) => one === sheet))
    : undefined
  const quantity = said.spoiledSheets - behind.sheets
  if (!kind || quantity <= 0) return
  writing.append({
    type: 'stock.moved',
    subject: kind.kind,
    baseVer: 0,
    actor: { user: job.user, role: job.role, session: job.session },
    body: {
      kind: kind.kind,
      way: 'spoiled',
      quantity,
      serials: [],
      reason: 'jammed',
      spoiled: said.spoiled,
      paper: null,
      job: job.id,
    },
    personal: null,
  })
}
