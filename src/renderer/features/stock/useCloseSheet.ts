import { useState } from 'react'
import { readCloseSheet } from '../../../contract/desk/stock.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useStockText } from '../../text/stock.ts'
import { useToast } from '../../ui/Toasts.tsx'

/** Opens the sheet of a count, to be printed and signed by two people. */
export function useCloseSheet() {
  const text = useStockText().close
  const say = useToast()
  const [problem, setProblem] = useState<Problem | null>(null)
  const open = async (countId: string) => {
    const address = readCloseSheet.path.replace('{countId}', countId)
    const shown = await showPdf(address, () => ask(readCloseSheet, { params: { countId } }), 'so-phoi-giay')
    setProblem('problem' in shown ? shown.problem : null)
    if (!('how' in shown)) return
    say({
      tone: 'success',
      title: text.sheetOpened,
      children: shown.how === 'window' ? text.opened : text.saved,
    })
  }
  return { open, problem }
}
