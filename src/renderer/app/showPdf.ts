import type { Problem } from '../../contract/refusals.ts'
import type { Route } from '../../contract/route.ts'
import { inDesktopShell } from './changes.ts'
import type { Outcome } from './queries.ts'

/** A route that answers with a PDF. */
type PdfRoute = Route & { readonly answer: 'application/pdf' }

/** What became of a PDF that was to be shown. */
export type Shown = { readonly how: 'window' | 'saved' } | { readonly problem: Problem }

/**
 * Shows a PDF: the browser's own viewer in a window of its own, at `address`, which the shell itself serves. Our
 * content policy allows no frames and no plug-ins inside a page, and the desktop shell allows no second window: there
 * the file, as `read` gets it, is saved under `name` instead.
 */
export async function showPdf(
  address: string,
  read: () => Promise<Outcome<PdfRoute>>,
  name: string,
): Promise<Shown> {
  if (!inDesktopShell() && window.open(address, '_blank') !== null) return { how: 'window' }
  const { answer, problem } = await read()
  if (problem) return { problem }
  const file = URL.createObjectURL(answer)
  const link = document.createElement('a')
  link.href = file
  link.download = `${name}.pdf`
  link.click()
  // The browser reads the address after the click; it is given back once that is surely over.
  window.setTimeout(() => URL.revokeObjectURL(file), 60_000)
  return { how: 'saved' }
}
