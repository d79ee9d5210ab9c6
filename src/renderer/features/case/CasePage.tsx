import { useNavigate, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { type CaseAct, isClosed } from '../../../domain/case.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useText } from '../../text/Text.tsx'
import { useMinute } from '../../ui/ClockFace.tsx'
import { DeadlineChip } from '../../ui/DeadlineChip.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { OrganisationLists } from '../batches/OrganisationLists.tsx'
import { CaseActions } from './CaseActions.tsx'
import { CaseDialogs } from './CaseDialogs.tsx'
import { ApplicantPanel, RequestPanel } from './CaseDetails.tsx'
import { CaseHistory } from './CaseHistory.tsx'
import { CaseNotices } from './CaseNotices.tsx'
import styles from './CasePage.module.css'
import { ListPanels } from './ListPanels.tsx'
import { holderWords } from './holders.ts'
import { type Besides, isOthersTurn } from './nextSteps.ts'
import { SheetsPanel } from './SheetsPanel.tsx'
import { StateChip } from './StateChip.tsx'
import { useCase } from './useCase.ts'

/** What is open above the case. */
export type CaseDialog =
  | { readonly kind: 'act'; readonly act: CaseAct }
  | { readonly kind: 'further'; readonly acts: readonly Besides[] }
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
      <CaseNotices subject={subject} problem={problem} onOpen={open} onDismiss={() => setProblem(null)} />
      <div className={styles.page}>
        <div className={styles.left}>
          <ApplicantPanel subject={subject} />
          <SheetsPanel
            subject={subject}
            onPrint={(sheet) => open({ kind: 'print', sheet })}
            onProblem={setProblem}
          />
          {subject.procedure.record === 'organisation' && <OrganisationLists subject={subject} />}
          <ListPanels subject={subject} />
        </div>
        <RequestPanel subject={subject} />
        <Panel title={text.history}>
          <CaseHistory history={subject.history} />
        </Panel>
      </div>
      {dialog && (
        <CaseDialogs
          dialog={dialog}
          subject={subject}
          onTake={take}
          onOpen={setDialog}
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
          <StateChip state={subject.state} next={subject.next} />
          {!isClosed(subject.state) && <DeadlineChip due={Date.parse(subject.dueAt)} now={now} />}
        </>
      }
      note={<HeadLine subject={subject} />}
      actions={<CaseActions subject={subject} onOpen={onOpen} onComplete={complete} onProblem={onProblem} />}
    />
  )
}

/** Whose case it is, the number of its paper, and the step it is at, where no notice below says that. */
function HeadLine({ subject }: { subject: Case }) {
  const text = useText()
  const { applicant, permit, nextLabel, holders } = subject
  const parts = [
    applicant.fullName,
    ...(permit ? [text.case.permitIs(permit.number)] : []),
    ...(nextLabel === null || isOthersTurn(subject)
      ? []
      : [text.case.holder(nextLabel, holderWords(holders, text))]),
  ]
  return <>{parts.join(' · ')}</>
}
