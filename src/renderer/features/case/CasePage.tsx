import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { isClosed } from '../../../domain/case.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useText } from '../../text/Text.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { DeadlineChip } from '../../ui/DeadlineChip.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { CaseActions } from './CaseActions.tsx'
import type { DecidedAct } from './caseActs.ts'
import { ApplicantPanel, RequestPanel } from './CaseDetails.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { CaseNotices } from './CaseNotices.tsx'
import styles from './CasePage.module.css'
import { DecisionDialog } from './DecisionDialog.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { PrintDialog } from './PrintDialog.tsx'
import { SealDialog } from './SealDialog.tsx'
import { SheetsPanel } from './SheetsPanel.tsx'
import { StateChip } from './StateChip.tsx'
import { useCase } from './useCase.ts'

/** What is open above the case. */
export type CaseDialog =
  | { readonly kind: 'decide'; readonly act: DecidedAct }
  | { readonly kind: 'seal' }
  | { readonly kind: 'hand-over' }
  | { readonly kind: 'print'; readonly sheet: string }

/** One case: what it is, what has happened to it, what the signed-in person may do with it now. */
export function CasePage() {
  const { caseId } = useParams({ from: '/cases/$caseId' })
  // Another case is another page: nothing of the last one's dialogs and notices stays.
  return <OneCase key={caseId} caseId={caseId} />
}

function OneCase({ caseId }: { caseId: string }) {
  const text = useText().case
  const { read, problem, setProblem, take, lookAgain } = useCase(caseId)
  const [dialog, setDialog] = useState<CaseDialog | null>(null)
  const subject = read.data
  if (!subject) {
    if (read.isError) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    return <LoadingState label={text.loading} />
  }
  const open = (next: CaseDialog) => {
    setProblem(null)
    setDialog(next)
  }
  return (
    <>
      <CaseHead subject={subject} onOpen={open} onProblem={setProblem} />
      <CaseNotices subject={subject} problem={problem} onDismiss={() => setProblem(null)} />
      <div className={styles.page}>
        <div className={styles.left}>
          <ApplicantPanel subject={subject} />
          <SheetsPanel
            subject={subject}
            onPrint={(sheet) => open({ kind: 'print', sheet })}
            onProblem={setProblem}
          />
        </div>
        <RequestPanel subject={subject} />
        <Panel title={text.history}>
          <CaseHistory history={subject.history} />
        </Panel>
      </div>
      {dialog && (
        <OpenDialog
          dialog={dialog}
          subject={subject}
          onTake={take}
          onMoved={(why) => {
            setDialog(null)
            lookAgain(why)
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  )
}

type HeadProps = {
  subject: Case
  onOpen: (dialog: CaseDialog) => void
  onProblem: Parameters<typeof CaseActions>[0]['onProblem']
}

function CaseHead({ subject, onOpen, onProblem }: HeadProps) {
  const text = useText().case
  const now = useMinute()
  const navigate = useNavigate()
  const complete = () => void navigate({ to: '/cases/$caseId/complete', params: { caseId: subject.caseId } })
  return (
    <PageHeader
      title={text.numbered(subject.number)}
      mark={
        <>
          <StateChip state={subject.state} />
          {!isClosed(subject.state) && <DeadlineChip due={Date.parse(subject.dueAt)} now={now} />}
        </>
      }
      note={<PermitLine permit={subject.permit} fullName={subject.applicant.fullName} />}
      actions={<CaseActions subject={subject} onOpen={onOpen} onComplete={complete} onProblem={onProblem} />}
    />
  )
}

function PermitLine({ permit, fullName }: { permit: Case['permit']; fullName: string }) {
  const text = useText().case
  if (!permit) return <>{fullName}</>
  return (
    <>
      {fullName} · {text.permitIs(permit.number)}
    </>
  )
}

type DialogProps = {
  dialog: CaseDialog
  subject: Case
  onTake: (after: Case) => void
  onMoved: Parameters<typeof SealDialog>[0]['onMoved']
  onClose: () => void
}

/** The open dialog; an act that is done closes it and says where the case goes. */
function OpenDialog({ dialog, subject, onTake, onMoved, onClose }: DialogProps) {
  const text = useText().case.toast
  const say = useToast()
  const done = (act: DecidedAct | 'seal') => (after: Case) => {
    onTake(after)
    onClose()
    say({ tone: 'success', title: text[act], children: text.next })
  }
  const common = { subject, onMoved, onClose }
  switch (dialog.kind) {
    case 'decide':
      return <DecisionDialog act={dialog.act} onDone={done(dialog.act)} {...common} />
    case 'seal':
      return <SealDialog onDone={done('seal')} {...common} />
    case 'hand-over':
      return <HandOverDialog onDone={onTake} {...common} />
    case 'print':
      return (
        <PrintDialog
          subject={subject}
          sheet={dialog.sheet}
          onDone={(after) => {
            onTake(after)
            onClose()
          }}
          onClose={onClose}
        />
      )
  }
}
