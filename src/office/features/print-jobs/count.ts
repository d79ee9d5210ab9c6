import { createHash } from 'node:crypto'
import { madeId } from '../../../contract/sync/made-id.ts'
import type { Desk } from '../../desk.ts'
import type { Actor, Writing } from '../../journal/journal.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import { isWritten } from '../cases/act.ts'
import { caseRow } from '../cases/read.ts'
import { copiesByRules } from '../issuing/print.ts'
import { changeItem, type ItemRow, type JobRow } from './rows.ts'

/**
 * Counts a paper of a job as printed, in the transaction that says so in the job: however often the program ends in
 * between, the copies of each try are counted once. `part`: what went to the printer together, in order.
 */
export function countPrinted(
  desk: Desk,
  writing: Writing,
  job: JobRow,
  item: ItemRow,
  part: readonly ItemRow[],
): void {
  const id = madeId(createHash('sha256').update(`${job.id} ${item.place} ${item.tries}`).digest())
  const actor: Actor = { user: job.user, role: job.role, session: job.session }
  if (!isWritten(writing, id, item.case_id)) {
    const row = caseRow(writing, item.case_id)
    writing.append({
      type: 'sheet.printed',
      id,
      subject: item.case_id,
      baseVer: row.version,
      actor,
      body: {
        sheet: item.sheet,
        copies: copiesByRules(desk, row, item.sheet),
        reprintReason: item.again,
        where: (job.went_to ?? '').slice(0, 200),
        ...(job.way === 'four-up' ? { blanks: sheetsBegun(desk, item, part) } : {}),
      },
      personal: null,
    })
  }
  changeItem(writing, item, { state: 'printed', again: null })
}

/** How many sheets papers of a job have taken: their copies, and of cards as many as share a sheet. */
export function sheetsTaken(desk: Desk, job: JobRow, items: readonly ItemRow[]): number {
  const copies = items.reduce(
    (sum, item) => sum + copiesByRules(desk, caseRow(desk.store, item.case_id), item.sheet),
    0,
  )
  return Math.ceil(copies / (job.way === 'four-up' ? cardsPerSheet : 1))
}

/** Of cards that share sheets, each takes those that its own copies begin. */
function sheetsBegun(desk: Desk, item: ItemRow, part: readonly ItemRow[]): number {
  const copiesOf = (one: ItemRow) => copiesByRules(desk, caseRow(desk.store, one.case_id), one.sheet)
  const before = part.slice(0, part.indexOf(item)).reduce((sum, one) => sum + copiesOf(one), 0)
  return Math.ceil((before + copiesOf(item)) / cardsPerSheet) - Math.ceil(before / cardsPerSheet)
}
