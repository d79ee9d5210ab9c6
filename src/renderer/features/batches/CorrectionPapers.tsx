import { FileSpreadsheet, FileText } from 'lucide-react'
import { readCorrectionLetter, readCorrections } from '../../../contract/desk/list-intake.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { saveFile } from '../../app/saveFile.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import type { Shortcut } from '../../keys/registry.ts'
import { useBatchesText } from '../../text/batches.ts'
import { ActionButton } from '../../ui/Button.tsx'
import { bytesOf } from '../seal-settings/base64.ts'

/** The letter about rows to be mended, and the spreadsheet that goes with it. */
export function CorrectionPapers({
  intakeId,
  onProblem,
}: {
  intakeId: string
  onProblem: (problem: Problem | null) => void
}) {
  const text = useBatchesText()
  const params = { intakeId }
  const letter = async () => {
    const shown = await showPdf(
      `/api/intakes/${intakeId}/letter`,
      () => ask(readCorrectionLetter, { params }),
      text.letterName,
    )
    if ('problem' in shown) onProblem(shown.problem)
  }
  const corrections = async () => {
    const { answer, problem } = await ask(readCorrections, { params })
    onProblem(problem)
    if (answer) saveFile(new Blob([bytesOf(answer.workbook)]), `${text.correctionsName}.xlsx`)
  }
  const actions: readonly Shortcut[] = [
    { key: 'Shift+F3', label: text.letter, run: letter },
    { key: 'Shift+F6', label: text.corrections, run: corrections },
  ]
  useShortcuts(actions)
  const [first, second] = actions
  return (
    <>
      {first && <ActionButton action={first} icon={FileText} />}
      {second && <ActionButton action={second} icon={FileSpreadsheet} />}
    </>
  )
}
