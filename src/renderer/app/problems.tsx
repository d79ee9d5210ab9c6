import type { ReactNode } from 'react'
import { ProblemError } from '../../contract/client.ts'
import type { Problem } from '../../contract/refusals.ts'
import { useLocale } from '../text/Text.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ErrorState } from '../ui/States.tsx'
import { problemSentence } from './problemSentence.ts'
import { problemOfError } from './queries.ts'

type Props = {
  problem: Problem | null
  actions?: ReactNode
  onDismiss?: () => void
}

/** Why the office said no, and what to do; nothing while there is no problem. Faults name their incident. */
export function ProblemNotice({ problem, actions, onDismiss }: Props) {
  const locale = useLocale()
  if (!problem) return null
  return (
    <Notice
      live="alert"
      tone={problem.code === 'fault' ? 'error' : 'warning'}
      title={problemSentence(problem, locale)}
      {...(actions === undefined ? {} : { actions })}
      {...(onDismiss === undefined ? {} : { onDismiss })}
    />
  )
}

/** A page that could not be read: the sentence, the incident number, trying again. */
export function ProblemState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const locale = useLocale()
  const problem = problemOfError(error)
  return (
    <ErrorState
      {...(problem.incident === undefined ? {} : { incident: problem.incident })}
      {...(onRetry === undefined ? {} : { onRetry })}
    >
      {error instanceof ProblemError ? problemSentence(problem, locale) : undefined}
    </ErrorState>
  )
}
