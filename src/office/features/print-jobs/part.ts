import { dateAt } from '../../../domain/calendar.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import { marketCard } from '../../sheets/market-card/index.ts'
import { renderSheet } from '../../sheets/render.ts'
import { marketCardData } from '../case-sheets/papers.ts'
import { assertMayAct } from '../cases/act.ts'
import { type CaseRow, caseRow, copiesPrinted } from '../cases/read.ts'
import { signedSheetOf } from '../issuing/signed-sheet.ts'
import type { ItemRow, JobRow } from './rows.ts'

/** So few that a jam spoils little, and the pile of one part is quickly looked through. */
const pagesAtOnce = 25

/** What goes to the spooler at once, and what of the job may not be printed any more. */
export type Part = { readonly items: ItemRow[]; readonly leftOut: ItemRow[]; readonly pdf: Uint8Array | null }

/**
 * The next papers of a job as one PDF. What was withdrawn, replaced or moved on meanwhile is left out. A file with an
 * electronic signature goes alone, because it must stay as it was signed.
 */
export async function nextPart(desk: Desk, job: JobRow, waiting: readonly ItemRow[]): Promise<Part> {
  const leftOut: ItemRow[] = []
  const taken: { readonly item: ItemRow; readonly row: CaseRow }[] = []
  const most = job.way === 'four-up' ? pagesAtOnce * cardsPerSheet : pagesAtOnce
  for (const item of waiting) {
    if (taken.length === most) break
    const row = caseRow(desk.store, item.case_id)
    if (!mayStillPrint(desk, job, item, row)) {
      leftOut.push(item)
      continue
    }
    const signed = job.way === 'single' ? signedSheetOf(desk.store, row, item.sheet) : null
    if (signed && taken.length === 0) return { items: [item], leftOut, pdf: signed }
    if (signed || (taken[0] && taken[0].item.sheet !== item.sheet)) break
    taken.push({ item, row })
  }
  const items = taken.map(({ item }) => item)
  if (items.length === 0) return { items, leftOut, pdf: null }
  const rows = taken.map(({ row }) => row)
  const pdf = job.way === 'four-up' ? await cardsPdf(desk, rows) : await papersPdf(desk, taken)
  return { items, leftOut, pdf }
}

function mayStillPrint(desk: Desk, { user, role }: JobRow, item: ItemRow, row: CaseRow): boolean {
  if (row.withdrawn !== null || row.token_sha256 !== item.token_sha256) return false
  // Printed on its own meanwhile, from the page of the case.
  if (item.again === null && copiesPrinted(desk.store, row.id, item.sheet) > 0) return false
  try {
    assertMayAct(desk, desk.store, { user, roles: [role] }, row, 'print', null)
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

function cardsPdf(desk: Desk, rows: readonly CaseRow[]): Promise<Uint8Array> {
  return renderSheet(marketCard, {
    training: desk.facts().training,
    cards: rows.map((row) => ({ ...marketCardData(desk, row), serial: serialOf(row.permit_number) })),
  })
}

async function papersPdf(
  desk: Desk,
  papers: readonly { readonly item: ItemRow; readonly row: CaseRow }[],
): Promise<Uint8Array> {
  const found = desk.extensions.caseSheets.find(({ sheet }) => sheet.id === papers[0]?.item.sheet)
  if (!found) throw new Error('the sheet of a paper is one of the office')
  const { streamSheets } = await import('../../printing/stream-sheets.ts')
  const data = papers.map(({ row }) => found.data(desk, row))
  return Buffer.concat([...streamSheets(found.sheet, dateAt(desk.ports.clock.now()), data)])
}

/** The running number of a card, by which its blank is counted: the first part of its number. */
function serialOf(permitNumber: string | null): string {
  return (permitNumber ?? '').split('/')[0]?.slice(0, 20) ?? ''
}
