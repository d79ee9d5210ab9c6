import { CalendarClock } from 'lucide-react'
import type { Case } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { type CaseState, caseStates, isClosed } from '../../../domain/case.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { showInstant } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { Notice } from '../../ui/Notice.tsx'
import type { CaseDialog } from './CasePage.tsx'
import styles from './CasePage.module.css'
import { holderWords } from './holders.ts'
import { isOthersTurn, standingOf, waitsFor } from './nextSteps.ts'
import { WorkersPapers } from './WorkersPapers.tsx'

type Props = {
  subject: Case
  problem: Problem | null
  onOpen: (dialog: CaseDialog) => void
  onDismiss: () => void
}

/** What a person must know before acting: why it came back, who has to act, what four eyes forbid, who was faster. */
export function CaseNotices({ subject, problem, onOpen, onDismiss }: Props) {
  return (
    <div className={styles.notices}>
      {problem && <Stopped problem={problem} subject={subject} onDismiss={onDismiss} />}
      <Withdrawn subject={subject} />
      <WorkersPapers subject={subject} />
      <Overdue subject={subject} onOpen={onOpen} />
      <Reason subject={subject} />
      <Held subject={subject} />
      <DaysOver subject={subject} />
      <Waiting subject={subject} />
    </div>
  )
}

type StoppedProps = Pick<Props, 'subject' | 'onDismiss'> & { problem: Problem }

function Stopped({ problem, subject, onDismiss }: StoppedProps) {
  const text = useText()
  if (problem.code !== 'case-moved') return <ProblemNotice problem={problem} onDismiss={onDismiss} />
  const who = String(problem.data?.['who'] ?? '')
  const state = knownState(problem.data?.['state']) ?? subject.state
  const waited = state === subject.state ? waitsFor(subject.next) : null
  return (
    <Notice
      tone="warning"
      live="alert"
      title={text.case.moved.title}
      next={text.case.moved.next}
      onDismiss={onDismiss}
    >
      {text.case.moved.text(who, waited === null ? text.app.states[state] : text.app.waits[waited])}
    </Notice>
  )
}

function knownState(state: unknown): CaseState | undefined {
  return caseStates.find((one) => one === state)
}

/** A paper that counts no more is said before anything else: nobody may print it or hand it over. */
function Withdrawn({ subject: { permit } }: { subject: Case }) {
  const text = useText().case
  if (!permit?.withdrawn) return null
  return <Notice tone="error" title={text.withdrawn[permit.withdrawn]} next={text.withdrawnNext} />
}

/** A promise that was not kept: the new day is offered where it is seen. */
function Overdue({ subject, onOpen }: Pick<Props, 'subject' | 'onOpen'>) {
  const text = useText().case
  const now = useMinute()
  const due = Date.parse(subject.dueAt)
  if (isClosed(subject.state) || !subject.may.includes('extend') || due > now) return null
  return (
    <Notice
      tone="error"
      title={text.overdue(showInstant(due))}
      next={text.overdueNext}
      actions={
        <Button icon={CalendarClock} onClick={() => onOpen({ kind: 'act', act: 'extend' })}>
          {text.actions.extend}
        </Button>
      }
    />
  )
}

function Reason({ subject: { state, reason, may } }: { subject: Case }) {
  const text = useText().case
  if (reason === null) return null
  switch (state) {
    case 'returned':
      return (
        <Notice
          tone="warning"
          title={text.returnedBecause}
          next={may.includes('complete') ? text.returnedNext : undefined}
        >
          {reason}
        </Notice>
      )
    case 'refused':
    case 'refusal-notified':
      return (
        <Notice
          tone="error"
          title={text.refusedBecause}
          next={may.includes('notify-refusal') ? text.refusedNext : undefined}
        >
          {reason}
        </Notice>
      )
    case 'stopped':
    case 'stop-notified':
      return (
        <Notice
          tone="error"
          title={text.stoppedBecause}
          next={may.includes('notify-stop') ? text.stoppedNext : undefined}
        >
          {reason}
        </Notice>
      )
    case 'transferred':
    case 'transfer-confirmed':
      return (
        <Notice
          tone="warning"
          title={text.transferredBecause}
          next={may.includes('confirm-transfer') ? text.transferredNext : undefined}
        >
          {reason}
        </Notice>
      )
    default:
      return null
  }
}

/** Whoever a status list keeps at home: nothing goes on, and which ways are left. */
function Held({ subject: { movementHeld, state } }: { subject: Case }) {
  const text = useText().case
  if (movementHeld === null) return null
  return (
    <Notice
      tone="error"
      title={text.held(movementHeld)}
      next={state === 'handed-over' ? text.heldPaperNext : text.heldNext}
    />
  )
}

/** Nothing is sealed for days that have passed: said before the PIN is typed, with the way back. */
function DaysOver({ subject: { next, schedule, may } }: { subject: Case }) {
  const text = useText().case
  const today = dateAt(useMinute())
  if (next !== 'seal' || schedule === null || schedule.lastDay >= today) return null
  return (
    <Notice
      tone="warning"
      title={text.daysOver}
      next={may.includes('send-back') ? text.daysOverNext : undefined}
    />
  )
}

/** Whose turn it is when it is not this person's, or why they may not although it is their role. */
function Waiting({ subject }: { subject: Case }) {
  const text = useText()
  const act = waitsFor(subject.next)
  if (act === null || subject.movementHeld !== null) return null
  if (act === 'city-approve')
    return (
      <Notice tone="info" title={text.case.atCity}>
        {text.case.atCityText}
      </Notice>
    )
  const main = standingOf(act, subject)
  if (main === 'may') return null
  if (main !== 'not-theirs')
    return <Notice tone="warning" title={text.case.fourEyes(text.app.acts[main.because])} />
  if (!isOthersTurn(subject)) return null
  const who = holderWords(subject.holders, text)
  return <Notice tone="info" title={text.case.waitsFor(subject.nextLabel ?? text.app.acts[act], who)} />
}
