import { useState } from 'react'
import { printTestSheet, readTestSheet } from '../../../contract/desk/readers.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { chosenPrinter } from '../case/printerChoice.ts'

/** The test codes on paper: printed on the printer this PC used last, or opened as PDF where there is none. */
export function useTestSheet() {
  const text = useText()
  const say = useToast()
  const [busy, setBusy] = useState<'print' | 'open' | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)

  const print = async () => {
    setBusy('print')
    const outcome = await ask(printTestSheet, { body: { printer: chosenPrinter() } })
    setBusy(null)
    setProblem(outcome.problem)
    if (!outcome.answer) return
    const place = outcome.answer.where.split(/[\\/]/).at(-1) ?? outcome.answer.where
    say({ tone: 'success', title: text.readers.sheetPrinted, children: text.case.print.printedAt(place) })
  }
  const open = async () => {
    setBusy('open')
    const shown = await showPdf(readTestSheet.path, () => ask(readTestSheet, {}), 'ma-thu-may-quet')
    setBusy(null)
    setProblem('problem' in shown ? shown.problem : null)
    if ('how' in shown) {
      const children = shown.how === 'window' ? text.case.print.openedText : text.case.print.saved
      say({ tone: 'success', title: text.readers.sheetOpened, children })
    }
  }
  return {
    print: { key: 'Shift+F2', label: text.readers.printSheet, run: print, when: busy === null },
    open: { key: 'Shift+F3', label: text.readers.openSheet, run: open, when: busy === null },
    busy,
    problem,
  } as const
}
