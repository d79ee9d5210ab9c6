import { QrCode } from 'lucide-react'
import { useRef, useState } from 'react'
import { handOver } from '../../../contract/desk/cases.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { VerdictBanner } from '../verify/VerdictBanner.tsx'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import { isMoved } from './caseActs.ts'
import styles from './CasePage.module.css'
import { useActing } from './useActing.ts'

/**
 * The printed QR is scanned back: only the newest paper of this very case closes it. Where the procedure issues no code
 * a yes does. Mounted while open.
 */
export function HandOverDialog(props: ActDialogProps) {
  const text = useText().case.handOver
  return (
    <Dialog open onClose={props.onClose} title={text.title} size="small">
      {props.subject.permit === null ? <WithoutCode {...props} /> : <ScanBack {...props} />}
    </Dialog>
  )
}

function WithoutCode({ subject, onClose, ...rest }: ActDialogProps) {
  const text = useText().case.handOver
  const { send, busy, problem } = useActing(rest)
  const { caseId, version } = subject
  const confirm = () =>
    send((actId) => ask(handOver, { params: { caseId }, body: { actId, version, scannedText: null } }))
  return (
    <>
      <p>{text.plain}</p>
      <ProblemNotice problem={problem} />
      <ActButtons act="hand-over" busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

function useScanBack({ subject, onTake, onMoved }: ActDialogProps) {
  const [actId] = useState(newActId)
  const [scan, setScan] = useState<Scan | null>(null)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const [number, setNumber] = useState<string | null>(null)
  const working = useRef(false)

  const take = async (scanned: Scan) => {
    // A second reading of the same sheet while the first is being checked says nothing new.
    if (working.current || number !== null) return
    setScan(scanned)
    setProblem(null)
    if (scanned.text === null || scanned.verdict === null) return
    working.current = true
    setBusy(true)
    const outcome = await ask(handOver, {
      params: { caseId: subject.caseId },
      body: { actId, version: subject.version, scannedText: scanned.text },
    })
    working.current = false
    setBusy(false)
    setProblem(outcome.problem)
    if (outcome.answer) {
      setNumber(outcome.answer.permit?.number ?? '')
      onTake(outcome.answer)
    } else if (isMoved(outcome.problem)) onMoved(outcome.problem)
  }
  useScans((scanned) => void take(scanned))
  return { scan, busy, problem, number }
}

function ScanBack(props: ActDialogProps) {
  const text = useText().case.handOver
  const { scan, busy, problem, number } = useScanBack(props)
  return (
    <>
      {number === null && <Waiting busy={busy} />}
      <StampAwaited subject={props.subject} />
      {scan?.verdict && <VerdictBanner verdict={scan.verdict} small />}
      {scan && !scan.verdict && <Notice tone="warning" live="alert" title={text.notOurs} />}
      <ProblemNotice problem={problem} />
      {number !== null && (
        <Notice tone="success" live="status" title={text.done}>
          {text.doneText(number)}
        </Notice>
      )}
      <Closing done={number !== null} onClose={props.onClose} />
    </>
  )
}

/** A sheet stamped by hand leaves the house only after its stamp was confirmed. */
function StampAwaited({ subject: { permit } }: Pick<ActDialogProps, 'subject'>) {
  const text = useText().seals.stamp
  const isAwaited = permit?.seal === 'wet' && permit.stampedAt === null && permit.handedOverAt === null
  return isAwaited ? <Notice tone="warning" title={text.awaited} next={text.awaitedNext} /> : null
}

function Waiting({ busy }: { busy: boolean }) {
  const text = useText().case.handOver
  return (
    <div className={styles.scan}>
      <QrCode size="3.4rem" strokeWidth={1.4} aria-hidden />
      <p className={styles.scanTitle}>{text.ask}</p>
      <p className={styles.muted}>{text.askText}</p>
      <p role="status" className={styles.scanState}>
        {busy ? text.checking : text.waiting}
      </p>
    </div>
  )
}

function Closing({ done, onClose }: { done: boolean; onClose: () => void }) {
  const text = useText()
  const action = { key: 'Ctrl+Enter', label: text.case.handOver.close, run: onClose, when: done } as const
  useShortcuts([action])
  return (
    <DialogActions>
      {done ? (
        <ActionButton action={action} variant="primary" autoFocus />
      ) : (
        <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
      )}
    </DialogActions>
  )
}
