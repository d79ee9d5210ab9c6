import { useNavigate, useParams } from '@tanstack/react-router'
import { OctagonX, Pause, Play } from 'lucide-react'
import { useState } from 'react'
import {
  pausePrintJob,
  type PrintJob,
  readPrintJob,
  scanPrinted,
  stopPrintJob,
} from '../../../contract/desk/print-jobs.ts'
import { byHand } from '../../../contract/desk/printers.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { usePrintingText } from '../../text/printing.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { playTone } from '../verify/tones.ts'
import { AsidePanel } from './AsidePanel.tsx'
import { ByHandPanel } from './ByHandPanel.tsx'
import { jobTones } from './jobTones.ts'
import { printerName } from './printerOptions.ts'
import styles from './Printing.module.css'
import { ResumeDialog } from './ResumeDialog.tsx'

/** One print job: how far it is, pause and jam by a key, and the papers that are scanned back. */
export function PrintJobPage() {
  const { jobId } = useParams({ from: '/printing/$jobId' })
  const read = useRoute(readPrintJob, { params: { jobId } }, ['print-jobs'], { keep: true, everyMs: 5000 })
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return <OneJob key={jobId} job={read.data} again={() => void read.refetch()} />
}

function OneJob({ job, again }: { job: PrintJob; again: () => void }) {
  const text = usePrintingText()
  const [asks, setAsks] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  useScanningBack(job, setProblem, again)
  const close = () => {
    setAsks(false)
    again()
  }
  const isOpen = job.state === 'printing' || job.state === 'paused'
  const isByHand = job.printer === byHand && job.handed !== null && isOpen
  return (
    <>
      <JobHead job={job} onResume={() => setAsks(true)} onProblem={setProblem} again={again} />
      <ProblemNotice problem={problem} onDismiss={() => setProblem(null)} />
      {job.state === 'stuck' && job.why && (
        <Notice live="alert" tone="error" title={text.troubles[job.why]} next={text.troubleNext} />
      )}
      {job.signed > 0 && <Notice tone="info" title={text.signed} />}
      <div className={styles.page}>
        <div className={styles.main}>
          {isByHand && <ByHandPanel job={job} onProblem={setProblem} again={again} />}
          <Standing job={job} />
        </div>
        <div className={styles.main}>
          <Samples job={job} />
          <AsidePanel job={job} onProblem={setProblem} again={again} />
        </div>
      </div>
      {asks && <ResumeDialog job={job} onClose={close} />}
    </>
  )
}

/** Every scan on this page is a paper that is scanned back. */
function useScanningBack(job: PrintJob, refuse: (problem: Problem | null) => void, again: () => void) {
  const text = usePrintingText()
  const say = useToast()
  const take = async (scanned: string) => {
    const { answer, problem } = await ask(scanPrinted, {
      params: { jobId: job.jobId },
      body: { scannedText: scanned.slice(0, 1500) },
    })
    refuse(problem)
    playTone(answer ? 'good' : 'bad')
    if (answer) say({ tone: 'success', title: text.scanOk })
    again()
  }
  useScans(({ text: scanned }) => {
    if (scanned !== null) void take(scanned)
  })
}

type HeadProps = {
  job: PrintJob
  onResume: () => void
  onProblem: (problem: Problem | null) => void
  again: () => void
}

function JobHead({ job, onResume, onProblem, again }: HeadProps) {
  const text = usePrintingText()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const { jobId, state, batchId, title, madeBy, madeAt, printer } = job
  const act = (route: typeof pausePrintJob | typeof stopPrintJob) => async () => {
    setBusy(true)
    const { problem } = await ask(route, { params: { jobId } })
    setBusy(false)
    onProblem(problem)
    again()
  }
  const pause = {
    key: 'F8',
    label: text.pause,
    run: act(pausePrintJob),
    when: state === 'printing' && !busy,
  } as const
  const isHeld = state === 'paused' || state === 'stuck'
  const resume = { key: 'F9', label: text.resume, run: onResume, when: isHeld } as const
  const isOver = state === 'done' || state === 'cancelled'
  const stop = {
    key: 'Shift+F9',
    label: text.stop,
    run: act(stopPrintJob),
    when: !isOver && state !== 'stuck' && !busy,
  } as const
  useShortcuts([pause, resume, stop])
  return (
    <PageHeader
      title={title}
      mark={<StatusChip tone={jobTones[state]}>{text.states[state]}</StatusChip>}
      note={`${printerName(text, printer)} · ${madeBy} · ${showInstant(Date.parse(madeAt))}`}
      actions={
        <>
          {batchId && (
            <Button
              variant="quiet"
              onClick={() => void navigate({ to: '/batches/$batchId', params: { batchId } })}
            >
              {text.openList}
            </Button>
          )}
          {/* Once all is printed nothing is urgent; a pile that came out badly can still be said. */}
          <ActionButton
            action={stop}
            icon={OctagonX}
            {...(state === 'checking' ? {} : { variant: 'danger' as const })}
          />
          <ActionButton action={pause} icon={Pause} />
          <ActionButton action={resume} variant="primary" icon={Play} />
        </>
      }
    />
  )
}

const marks = ['waiting', 'handed', 'printed', 'setAside', 'leftOut'] as const

function Standing({ job: { counts, handed, lastPrinted, next, printer } }: { job: PrintJob }) {
  const text = usePrintingText()
  const locale = useLocale()
  return (
    <div className={styles.main}>
      <Panel>
        <Progress
          label={text.progress}
          done={counts.printed}
          total={counts.all}
          {...(handed
            ? {
                detail: (printer === byHand ? text.atHand : text.atPrinter)(
                  handed.first.label,
                  handed.last.label,
                ),
              }
            : {})}
        />
        <dl className={styles.marks}>
          {marks.map((mark) => (
            <div key={mark}>
              <dt>{text.counts[mark]}</dt>
              <dd>{figure(locale, counts[mark])}</dd>
            </div>
          ))}
        </dl>
      </Panel>
      <Panel title={text.lastPrinted}>
        <p className={styles.big}>{lastPrinted?.label ?? text.nothing}</p>
      </Panel>
      <Panel title={text.next}>
        <p className={styles.big}>{next?.label ?? text.nothing}</p>
      </Panel>
    </div>
  )
}

function Samples({ job: { samples } }: { job: PrintJob }) {
  const text = usePrintingText()
  return (
    <Panel title={text.samples}>
      <p className={styles.muted}>{samples.length > 0 ? text.samplesText : text.noSamples}</p>
      <ul className={styles.papers}>
        {samples.map(({ place, label, scanned }) => (
          <li key={place}>
            <span className={styles.figures}>{label}</span>
            <StatusChip tone={scanned ? 'success' : 'warning'}>
              {scanned ? text.scanned : text.toScan}
            </StatusChip>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
