import { useState } from 'react'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import type { ActDialogProps } from './actDialogs.tsx'
import { type CaseOutcome, isMoved } from './caseActs.ts'

/** Sends an act of a dialog; the same id however often the person presses. */
export function useActing({ onDone, onMoved }: Pick<ActDialogProps, 'onDone' | 'onMoved'>) {
  const [actId] = useState(newActId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async (act: (actId: string) => Promise<CaseOutcome>) => {
    setBusy(true)
    const outcome = await act(actId)
    setBusy(false)
    setProblem(outcome.problem)
    if (outcome.problem === null) onDone(outcome.answer)
    else if (isMoved(outcome.problem)) onMoved(outcome.problem)
  }
  return { send, busy, problem }
}
