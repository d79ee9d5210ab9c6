import { ExternalLink, Printer } from 'lucide-react'
import { useState } from 'react'
import { confirmPrinted, type PrintJob, readPrintPart } from '../../../contract/desk/print-jobs.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { showPdf } from '../../app/showPdf.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { usePrintingText } from '../../text/printing.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Printing.module.css'

type Props = { job: PrintJob; onProblem: (problem: Problem | null) => void; again: () => void }

/** The part that a person prints by the dialog of the system: the file, and their word that it is on paper. */
export function ByHandPanel({ job: { jobId, handed, counts, copies }, onProblem, again }: Props) {
  const text = usePrintingText().hand
  const locale = useLocale()
  const [opened, setOpened] = useState<string | null>(null)
  const [busy, setBusy] = useState<'open' | 'printed' | null>(null)
  const part = handed ? `${handed.first.place}` : ''
  const params = { jobId }
  const open = async () => {
    setBusy('open')
    const address = readPrintPart.path.replace('{jobId}', jobId)
    const shown = await showPdf(address, () => ask(readPrintPart, { params }), `${text.file}-${part}`)
    setBusy(null)
    onProblem('problem' in shown ? shown.problem : null)
    if ('how' in shown) setOpened(shown.how === 'saved' ? text.saved : text.opened)
  }
  const say = async () => {
    setBusy('printed')
    const { problem } = await ask(confirmPrinted, { params })
    setBusy(null)
    setOpened(null)
    onProblem(problem)
    again()
  }
  const file = { key: 'Shift+F3', label: text.open, run: open, when: busy === null } as const
  const printed = { key: 'F5', label: text.printed, run: say, when: busy === null } as const
  useShortcuts([file, printed])
  return (
    <Panel title={text.title}>
      <p>{text.part(figure(locale, counts.handed), handed?.first.label ?? '', handed?.last.label ?? '')}</p>
      <ol className={styles.steps}>
        {text.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {copies > 1 && <Notice tone="warning" title={text.copies(figure(locale, copies))} />}
      {opened !== null && <Notice live="status" tone="info" title={opened} />}
      <div className={styles.buttons}>
        <ActionButton
          action={file}
          icon={ExternalLink}
          variant={opened === null ? 'primary' : 'secondary'}
          busy={busy === 'open'}
        />
        <ActionButton
          action={printed}
          icon={Printer}
          variant={opened === null ? 'secondary' : 'primary'}
          busy={busy === 'printed'}
        />
      </div>
    </Panel>
  )
}
