import { useNavigate } from '@tanstack/react-router'
import { FilePlus2, Printer } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { type Case, readCase } from '../../../contract/desk/cases.ts'
import { type PrintJob, takeNewPapers } from '../../../contract/desk/print-jobs.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ask } from '../../app/queries.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { usePrintingText } from '../../text/printing.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import styles from './Printing.module.css'

const ReplaceDialog = lazy(async () => ({
  default: (await import('../case/ReplaceDialog.tsx')).ReplaceDialog,
}))

type Props = { job: PrintJob; onProblem: (problem: Problem | null) => void; again: () => void }

/** Papers of a job that came to nothing: ward police issue them anew here, and the new ones are printed in the job. */
export function AsidePanel({ job, onProblem, again }: Props) {
  const text = usePrintingText()
  const locale = useLocale()
  const [busy, setBusy] = useState(false)
  const [subject, setSubject] = useState<Case | null>(null)
  const replaces = useSession().session.roles.includes('ward-police')
  const ready = [...job.setAside, ...job.leftOut].filter(({ renewed }) => renewed).length
  const isEndedEarly = job.state === 'cancelled' && job.counts.waiting > 0
  const printNew = async () => {
    setBusy(true)
    const { problem } = await ask(takeNewPapers, { params: { jobId: job.jobId } })
    setBusy(false)
    onProblem(problem)
    again()
  }
  const print = {
    key: 'Shift+F2',
    label: text.printNew(figure(locale, ready)),
    run: printNew,
    when: !isEndedEarly && !busy,
  } as const
  useShortcuts(ready > 0 ? [print] : [])
  const replace = async (caseId: string) => {
    const { answer, problem } = await ask(readCase, { params: { caseId } })
    onProblem(problem)
    setSubject(answer)
  }
  const close = (problem: Problem | null) => {
    setSubject(null)
    onProblem(problem)
    again()
  }
  if (job.setAside.length + job.leftOut.length === 0) return null
  const onReplace = replaces ? (caseId: string) => void replace(caseId) : null
  return (
    <>
      {ready > 0 && (
        <div className={styles.buttons}>
          <ActionButton action={print} icon={Printer} variant="primary" busy={busy} />
        </div>
      )}
      <Papers title={text.setAside} note={text.setAsideText} papers={job.setAside} onReplace={onReplace} />
      <Papers title={text.leftOut} note={null} papers={job.leftOut} onReplace={null} />
      {subject && (
        <Suspense>
          <ReplaceDialog
            subject={subject}
            onDone={() => close(null)}
            onTake={() => close(null)}
            onMoved={close}
            onClose={() => setSubject(null)}
          />
        </Suspense>
      )}
    </>
  )
}

type PapersProps = {
  title: string
  note: string | null
  papers: PrintJob['setAside']
  onReplace: ((caseId: string) => void) | null
}

/** Papers to do something about; each opens its case. */
function Papers({ title, note, papers, onReplace }: PapersProps) {
  const text = usePrintingText()
  const navigate = useNavigate()
  if (papers.length === 0) return null
  return (
    <Panel title={title}>
      {note && <p className={styles.muted}>{note}</p>}
      <ul className={styles.papers}>
        {papers.map(({ place, label, caseId, renewed }) => (
          <li key={place}>
            <Button
              variant="quiet"
              onClick={() => void navigate({ to: '/cases/$caseId', params: { caseId } })}
            >
              {label}
            </Button>
            {renewed ? (
              <StatusChip tone="success">{text.renewed}</StatusChip>
            ) : (
              onReplace && (
                <Button icon={FilePlus2} onClick={() => onReplace(caseId)}>
                  {text.replace}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
