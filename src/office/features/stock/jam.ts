import type { Role } from '../../../domain/roles.ts'
import type { Writing } from '../../journal/journal.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import type { ItemRow, JobRow } from '../print-jobs/rows.ts'
import { stockSetting } from './setting.ts'

/** What somebody said at a jam of a print job. */
type Said = { readonly spoiledSheets: number; readonly spoiled: 'handed-in' | 'missing' }
type Job = Pick<JobRow, 'id' | 'way' | 'user' | 'session'> & { readonly role: Role }

/**
 * Takes the sheets spoiled at a jam out of the stock, in the transaction that goes on with the job, so that nobody is
 * asked for them again. `behind`: the papers behind the last good one; those that were counted as printed have their
 * sheet already. Nothing where this PC keeps no account of what the job prints on.
 */
export function spoilAtJam(writing: Writing, job: Job, behind: readonly ItemRow[], said: Said): void {
  const sheet = behind[0]?.sheet
  const setting = stockSetting(writing)
  const kind = setting?.accounts
    ? setting.kinds.find(({ sheets }) => sheets.some((one) => one === sheet))
    : undefined
  const counted = behind.filter(({ state }) => state === 'printed').length
  const quantity = said.spoiledSheets - Math.ceil(counted / (job.way === 'four-up' ? cardsPerSheet : 1))
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
