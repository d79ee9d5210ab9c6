import { useState } from 'react'
import { sealCase } from '../../../contract/desk/cases.ts'
import { newActId } from '../../app/actId.ts'
import { problemSentence } from '../../app/problemSentence.ts'
import { ask } from '../../app/queries.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { PinDialog } from '../../ui/PinDialog.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import { isMoved } from './caseActs.ts'
import { QuotaDialog } from './QuotaDialog.tsx'
import { spanWords } from './scheduleWords.ts'
import { UnlockDialog } from './UnlockDialog.tsx'
import { useSealingSession } from './useSealingSession.ts'

/**
 * The ward police's own PIN seals the permit; a wrong one says how many tries are left. Before it, where they are
 * needed, the office's certificate and the reason for more than the quota. Mounted while open.
 */
export function SealDialog(props: ActDialogProps) {
  const session = useSealingSession()
  if (session.isLocked)
    return (
      <UnlockDialog certificate={session.certificate} onOpened={session.lookAgain} onClose={props.onClose} />
    )
  if (session.isOverQuota)
    return <QuotaDialog sealed={session.sealed} onReason={session.setReason} onClose={props.onClose} />
  return <SealByPin {...props} session={session} />
}

type PinProps = ActDialogProps & { session: ReturnType<typeof useSealingSession> }

function SealByPin({ subject, onDone, onMoved, onClose, session }: PinProps) {
  const text = useText()
  const locale = useLocale()
  const [actId] = useState(newActId)
  const seal = async (pin: string): Promise<string | null> => {
    const { answer, problem } = await ask(sealCase, {
      params: { caseId: subject.caseId },
      body: { actId, version: subject.version, pin, overQuota: session.reason },
    })
    if (problem === null) onDone(answer)
    else if (isMoved(problem)) onMoved(problem)
    else {
      // What came between: the quota, or a certificate that locked itself.
      session.lookAgain()
      return problemSentence(problem, locale)
    }
    return null
  }
  const { dialogs } = text.case
  const about = dialogs.sealText(
    subject.applicant.fullName,
    subject.schedule && spanWords(subject.schedule, text, locale),
  )
  return (
    <PinDialog
      open
      kind="pin"
      title={dialogs.about(dialogs.seal, subject.procedure.title)}
      description={`${about} ${session.words}`.trim()}
      label={dialogs.pin}
      confirmLabel={text.case.actions.seal}
      onSubmit={seal}
      onClose={onClose}
    />
  )
}
