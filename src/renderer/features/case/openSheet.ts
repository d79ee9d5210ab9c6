import { readSheet } from '../../../contract/desk/cases.ts'
import { ask } from '../../app/queries.ts'
import { type Shown, showPdf } from '../../app/showPdf.ts'

/** The address of a sheet as PDF, served by the shell itself. */
function sheetAddress(caseId: string, sheet: string): string {
  return `/api/cases/${encodeURIComponent(caseId)}/sheets/${encodeURIComponent(sheet)}`
}

/** Shows a sheet of a case as PDF, to be saved under `name` where no viewer opens. */
export function showSheet(caseId: string, sheet: string, name: string): Promise<Shown> {
  return showPdf(sheetAddress(caseId, sheet), () => ask(readSheet, { params: { caseId, sheet } }), name)
}
