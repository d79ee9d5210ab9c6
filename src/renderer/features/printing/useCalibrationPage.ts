import { useState } from 'react'
import { printCalibration, readCalibration } from '../../../contract/desk/printers.ts'
import type { PaperSize, SheetKind } from '../../../domain/printing/sheet-kinds.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { showPdf } from '../../app/showPdf.ts'
import type { Shortcut } from '../../keys/registry.ts'
import { usePrintingText } from '../../text/printing.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { addressOf } from '../reports/useBookFiles.ts'

type Page = { readonly printer: string; readonly kind: SheetKind; readonly paper: PaperSize }

/** The page to be measured: printed, or opened as PDF where a person prints by hand. */
export function useCalibrationPage(page: Page, isByHand: boolean) {
  const text = usePrintingText().printers
  const say = useToast()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const during = async (work: () => Promise<Problem | null>, done: string) => {
    setBusy(true)
    const refused = await work()
    setBusy(false)
    setProblem(refused)
    if (!refused) say({ tone: 'success', title: done })
  }
  const print = () =>
    during(async () => (await ask(printCalibration, { body: page })).problem, text.pagePrinted)
  const open = () =>
    during(async () => {
      const address = addressOf(readCalibration.path, page)
      const shown = await showPdf(address, () => ask(readCalibration, { query: page }), text.file)
      return 'problem' in shown ? shown.problem : null
    }, text.pageOpened)
  const actions: readonly Shortcut[] = [
    ...(isByHand ? [] : [{ key: 'Shift+F2', label: text.print, run: print, when: !busy } as const]),
    { key: 'Shift+F3', label: text.open, run: open, when: !busy },
  ]
  return { actions, busy, problem }
}
