import { Stamp } from 'lucide-react'
import { useState } from 'react'
import { stampCase } from '../../../contract/desk/issuing.ts'
import type { Scan } from '../../../contract/desk/scans.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import styles from './CasePage.module.css'
import { useActing } from './useActing.ts'

/** The stamped sheet of this case is scanned: its stamp is confirmed. Mounted while open. */
export function StampDialog({ subject, onClose, ...rest }: ActDialogProps) {
  const { seals, kit, case: caseText } = useText()
  const { send, busy, problem } = useActing(rest)
  const [stray, setStray] = useState(false)
  const { caseId, version } = subject
  const take = ({ text, verdict }: Scan) => {
    setStray(text === null || verdict === null)
    if (busy || text === null || verdict === null) return
    void send((actId) => ask(stampCase, { params: { caseId }, body: { actId, version, scannedText: text } }))
  }
  useScans(take)
  return (
    <Dialog open onClose={onClose} title={seals.stamp.title} size="small">
      <div className={styles.scan}>
        <Stamp size="3.4rem" strokeWidth={1.4} aria-hidden />
        <p className={styles.scanTitle}>{seals.stamp.ask}</p>
        <p className={styles.muted}>{seals.stamp.askText}</p>
        <p role="status" className={styles.scanState}>
          {busy ? caseText.handOver.checking : caseText.handOver.waiting}
        </p>
      </div>
      {stray && <Notice tone="warning" live="alert" title={caseText.handOver.notOurs} />}
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
      </DialogActions>
    </Dialog>
  )
}
