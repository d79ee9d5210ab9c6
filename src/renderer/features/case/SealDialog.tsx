import { useState } from 'react'
import { sealCase } from '../../../contract/desk/cases.ts'
import { newActId } from '../../app/actId.ts'
import { problemSentence } from '../../app/problemSentence.ts'
import { ask } from '../../app/queries.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { PinDialog } from '../../ui/PinDialog.tsx'
import { isMoved } from './caseActs.ts'
import type { ActDialogProps } from './actDialogs.tsx'
import { spanWords } from './scheduleWords.ts'

/** The ward police's own PIN seals the permit; a wrong one says how many tries are left. Mounted while open. */
export function SealDialog({ subject, onDone, onMoved, onClose }: ActDialogProps) {
  const text = useText()
  const locale = useLocale()
  const [actId] = useState(newActId)
  const seal = async (pin: string): Promise<string | null> => {
    const { answer, problem } = await ask(sealCase, {
      params: { caseId: subject.caseId },
      body: { actId, version: subject.version, pin },
    })
    if (problem === null) onDone(answer)
    else if (isMoved(problem)) onMoved(problem)
    else return problemSentence(problem, locale)
    return null
  }
  return (
    <PinDialog
      open
      kind="pin"
      title={subject.procedure.record === 'permit' ? text.case.dialogs.seal : text.case.dialogs.sealOther}
      description={text.case.dialogs.sealText(
        subject.applicant.fullName,
        subject.schedule && spanWords(subject.schedule, text, locale),
      )}
      label={text.case.dialogs.pin}
      confirmLabel={text.case.actions.seal}
      onSubmit={seal}
      onClose={onClose}
    />
  )
}
