import { createHash } from 'node:crypto'
import { madeId } from '../../../contract/sync/made-id.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { isWritten } from '../cases/act.ts'
import { caseRow } from '../cases/read.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import { changeItem, type ItemRow, type JobRow } from './rows.ts'

/**
 * Counts a paper of a job as printed, in the transaction that says so in the job: however often the program ends in
 * between, one copy of each try is counted. `part`: what went to the printer together, in order.
 */
export function countPrinted(writing: Writing, job: JobRow, item: ItemRow, part: readonly ItemRow[]): void {
  const id = madeId(createHash('sha256').update(`${job.id} ${item.place} ${item.tries}`).digest())
  const actor: Actor = { user: job.user, role: job.role, session: job.session }
  if (!isWritten(writing, id, item.case_id))
    writing.append({
      type: 'sheet.printed',
      id,
      subject: item.case_id,
      baseVer: caseRow(writing, item.case_id).version,
      actor,
      body: {
        sheet: item.sheet,
        copies: 1,
        reprintReason: item.again,
        where: (job.went_to ?? '').slice(0, 200),
        // The first card of a sheet takes it, the others of it none.
        ...(job.way === 'four-up' ? { blanks: part.indexOf(item) % cardsPerSheet === 0 ? 1 : 0 } : {}),
      },
      personal: null,
    })
  changeItem(writing, item, { state: 'printed', again: null })
}
