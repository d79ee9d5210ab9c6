import { readSheet } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { inDesktopShell } from '../../app/changes.ts'
import { ask } from '../../app/queries.ts'

/** The address of a sheet as PDF, served by the shell itself. */
function sheetAddress(caseId: string, sheet: string): string {
  return `/api/cases/${encodeURIComponent(caseId)}/sheets/${encodeURIComponent(sheet)}`
}

/** What became of a sheet that was to be shown. */
export type Shown = { readonly how: 'window' | 'saved' } | { readonly problem: Problem }

/**
 * Shows a sheet as PDF: the browser's own viewer in a window of its own. Our content policy allows no frames and no
 * plug-ins inside a page, and the desktop shell allows no second window: there the file is saved instead.
 */
export async function showSheet(caseId: string, sheet: string, name: string): Promise<Shown> {
  if (!inDesktopShell() && window.open(sheetAddress(caseId, sheet), '_blank') !== null)
    return { how: 'window' }
  const { answer, problem } = await ask(readSheet, { params: { caseId, sheet } })
  if (problem) return { problem }
  const address = URL.createObjectURL(answer)
  const link = document.createElement('a')
  link.href = address
  link.download = `${name}.pdf`
  link.click()
  // The browser reads the address after the click; it is given back once that is surely over.
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return { how: 'saved' }
}
