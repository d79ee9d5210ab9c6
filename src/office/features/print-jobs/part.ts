import { dateAt } from '../../../domain/calendar.ts'
import type { Placing } from '../../../domain/printing/placing.ts'
import { Refusal } from '../../../contract/refusals.ts'
import type { Desk } from '../../desk.ts'
import { cardsPerSheet } from '../../sheets/market-card/layout.ts'
import { marketCard } from '../../sheets/market-card/index.ts'
import { renderSheet } from '../../sheets/render.ts'
import { marketCardData } from '../case-sheets/papers.ts'
import { assertMayAct } from '../cases/act.ts'
import { type CaseRow, caseRow, copiesPrinted } from '../cases/read.ts'
import { copiesByRules } from '../issuing/print.ts'
import { isElectronic, signedSheetOf } from '../issuing/signed-sheet.ts'
import type { ItemRow, JobRow } from './rows.ts'

/** So few that a jam spoils little, and the pile of one part is quickly looked through. */
const pagesAtOnce = 25

/** What goes to the printer at once, and what of the job may not be printed any more. */
export type Part = { readonly items: ItemRow[]; readonly leftOut: ItemRow[] }

/**
 * The next papers of a job. What was withdrawn, replaced or moved on meanwhile is left out. A file with an electronic
 * signature goes alone, because it must stay as it was signed.
 */
export function nextPart(desk: Desk, job: JobRow, waiting: readonly ItemRow[]): Part {
  const leftOut: ItemRow[] = []
  const items: ItemRow[] = []
  const most = job.way === 'four-up' ? pagesAtOnce * cardsPerSheet : pagesAtOnce
  let pages = 0
  for (const item of waiting) {
    const row = caseRow(desk.store, item.case_id)
    if (!mayStillPrint(desk, job, item, row)) {
      leftOut.push(item)
      continue
    }
    const [first] = items
    pages += copiesByRules(desk, row, item.sheet)
    if (first && (pages > most || first.sheet !== item.sheet)) break
    const isAlone = isSigned(desk, job, item, row)
    if (first && isAlone) break
    items.push(item)
    if (isAlone) break
  }
  return { items, leftOut }
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

/** Whether a paper is a file with an electronic signature; cards that share their page never are. */
export function isSigned(desk: Desk, job: JobRow, item: ItemRow, row: CaseRow): boolean {
  return job.way === 'single' && isElectronic(row) && signedSheetOf(desk.store, row, item.sheet) !== null
}

/** The sheet as the printer gets it: what it is set right for. */
export function sheetAtPrinter(job: JobRow, [first]: readonly ItemRow[]): string {
  return job.way === 'four-up' ? marketCard.id : (first?.sheet ?? '')
}

/**
 * A part as one PDF, each paper as often as the rules want it and all its copies together, so that a jam has one paper
 * at which to go on. `copies`: how often the file is printed; more than once only a signed one.
 */
export async function partPdf(
  desk: Desk,
  job: JobRow,
  items: readonly ItemRow[],
  placing: Placing,
): Promise<{ readonly pdf: Uint8Array; readonly copies: number }> {
  const [first] = items
  if (!first) throw new Error('a part has papers')
  const rows = items.map((item) => caseRow(desk.store, item.case_id))
  const signed = job.way === 'single' && rows[0] ? signedSheetOf(desk.store, rows[0], first.sheet) : null
  if (signed && rows[0]) return { pdf: signed, copies: copiesByRules(desk, rows[0], first.sheet) }
  const all = rows.flatMap((row) =>
    Array.from({ length: copiesByRules(desk, row, first.sheet) }, (): CaseRow => row),
  )
  const pdf =
    job.way === 'four-up'
      ? await cardsPdf(desk, all, placing)
      : await papersPdf(desk, first.sheet, all, placing)
  return { pdf, copies: 1 }
}

function cardsPdf(desk: Desk, rows: readonly CaseRow[], placing: Placing): Promise<Uint8Array> {
  const cards = rows.map((row) => ({ ...marketCardData(desk, row), serial: serialOf(row.permit_number) }))
  return renderSheet(marketCard, { training: desk.facts().training, cards }, placing)
}

async function papersPdf(
  desk: Desk,
  sheetId: string,
  rows: readonly CaseRow[],
  placing: Placing,
): Promise<Uint8Array> {
  const found = desk.extensions.caseSheets.find(({ sheet }) => sheet.id === sheetId)
  if (!found) throw new Error('the sheet of a paper is one of the office')
  const { streamSheets } = await import('../../printing/stream-sheets.ts')
  const data = rows.map((row) => found.data(desk, row))
  return Buffer.concat([...streamSheets(found.sheet, dateAt(desk.ports.clock.now()), data, placing)])
}

/** The running number of a card, by which its blank is counted: the first part of its number. */
function serialOf(permitNumber: string | null): string {
  return (permitNumber ?? '').split('/')[0]?.slice(0, 20) ?? ''
}
