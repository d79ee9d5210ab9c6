import type { Case } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { type CaseState, caseSteps, caseStates } from '../../../domain/case.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useText } from '../../text/Text.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { Notice } from '../../ui/Notice.tsx'
import styles from './CasePage.module.css'
import { otherWay, standingOf, waitsFor } from './nextSteps.ts'

type Props = { subject: Case; problem: Problem | null; onDismiss: () => void }

/** What a person must know before acting: why it came back, who has to act, what four eyes forbid, who was faster. */
export function CaseNotices({ subject, problem, onDismiss }: Props) {
  return (
    <div className={styles.notices}>
      {problem && <Stopped problem={problem} subject={subject} onDismiss={onDismiss} />}
      <Reason subject={subject} />
      <DaysOver subject={subject} />
      <Waiting subject={subject} />
    </div>
  )
}

function Stopped({ problem, subject, onDismiss }: Props & { problem: Problem }) {
  const text = useText()
  if (problem.code !== 'case-moved') return <ProblemNotice problem={problem} onDismiss={onDismiss} />
  const who = String(problem.data?.['who'] ?? '')
  const state = knownState(problem.data?.['state']) ?? subject.state
  return (
    <Notice
      tone="warning"
      live="alert"
      title={text.case.moved.title}
      next={text.case.moved.next}
      onDismiss={onDismiss}
    >
      {text.case.moved.text(who, text.app.states[state])}
    </Notice>
  )
}

function knownState(state: unknown): CaseState | undefined {
  return caseStates.find((one) => one === state)
}

function Reason({ subject: { state, reason, may } }: { subject: Case }) {
  const text = useText().case
  if (reason === null) return null
  if (state === 'returned') {
    const next = may.includes('complete') ? text.returnedNext : text.returnedElsewhere
    return (
      <Notice tone="warning" title={text.returnedBecause} next={next}>
        {reason}
      </Notice>
    )
  }
  if (state !== 'refused' && state !== 'refusal-notified') return null
  return (
    <Notice
      tone="error"
      title={text.refusedBecause}
      next={may.includes('notify-refusal') ? text.refusedNext : undefined}
    >
      {reason}
    </Notice>
  )
}

/** Nothing is sealed for days that have passed: said before the PIN is typed, with the way back. */
function DaysOver({ subject: { state, schedule, may } }: { subject: Case }) {
  const text = useText().case
  const today = dateAt(useMinute())
  if (state !== 'approved' || schedule.lastDay >= today) return null
  const next = may.includes('send-back') ? text.daysOverNext : undefined
  return <Notice tone="warning" title={text.daysOver} next={next} />
}

/** Whose turn it is when it is not this person's, or why they may not although it is their role. */
function Waiting({ subject }: { subject: Case }) {
  const text = useText()
  const act = waitsFor(subject.state)
  if (act === null) return null
  const other = otherWay(subject.state)
  const standings = [act, ...(other ? [other] : [])].map((one) => standingOf(one, subject))
  if (standings.includes('may')) return null
  const conflict = standings.find((one) => typeof one === 'object')
  if (conflict) {
    const earlier = text.app.acts[conflict.because]
    return <Notice tone="warning" title={text.case.fourEyes(earlier)} />
  }
  const role = caseSteps[act].roles[0]
  if (!role) return null
  return <Notice tone="info" title={text.case.waitsFor(text.app.acts[act], text.app.roles[role])} />
}
