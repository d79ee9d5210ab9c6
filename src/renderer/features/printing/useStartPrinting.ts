import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { makePrintJob } from '../../../contract/desk/print-jobs.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { newActId } from '../../app/actId.ts'
import { ask } from '../../app/queries.ts'
import { chosenPrinter } from '../case/printerChoice.ts'

/** Begins to print the papers of a list on the printer this PC used last, and shows the job; answers why it could not. */
export function useStartPrinting(batchId: string) {
  const navigate = useNavigate()
  const [jobId] = useState(newActId)
  const [pending, setPending] = useState(false)
  const start = async (): Promise<Problem | null> => {
    setPending(true)
    const { answer, problem } = await ask(makePrintJob, {
      body: { jobId, batchId, printer: chosenPrinter() },
    })
    setPending(false)
    if (answer) void navigate({ to: '/printing/$jobId', params: { jobId } })
    return problem
  }
  return { start, pending }
}
