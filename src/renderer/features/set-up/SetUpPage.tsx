import { Building2, GraduationCap } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { OfficeState } from '../../../contract/desk/office.ts'
import { openTraining } from '../../../contract/desk/shell.ts'
import { BareFrame } from '../../app/BareFrame.tsx'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { FoundingForm } from './FoundingForm.tsx'
import { RecoveryCard } from './RecoveryCard.tsx'
import styles from './SetUpPage.module.css'

type Props = {
  office: OfficeState
  /** The office is about to be made: keep this page although the office then is no longer new. */
  onBegin: () => void
  onDone: () => void
}
type Step = 'choose' | 'details' | { readonly code: string }

/** The first start: set up an office, or open the training one. */
export function SetUpPage({ office, onBegin, onDone }: Props) {
  const [step, setStep] = useState<Step>(office.training ? 'details' : 'choose')
  return (
    <BareFrame office={office}>
      <div className={styles.narrow}>
        {step === 'choose' && <Choose onSetUp={() => setStep('details')} />}
        {step === 'details' && (
          <>
            <Steps at={0} />
            <FoundingForm onBegin={onBegin} onFounded={(code) => setStep({ code })} />
          </>
        )}
        {typeof step === 'object' && (
          <>
            <Steps at={1} />
            <RecoveryCard code={step.code} ward={office.ward?.name ?? ''} onDone={onDone} />
          </>
        )}
      </div>
    </BareFrame>
  )
}

function Choose({ onSetUp }: { onSetUp: () => void }) {
  const text = useText().setUp
  const { open, opening, problem } = useTraining()
  if (opening) return <LoadingState label={text.trainingOpening} rows={0} />
  return (
    <Panel>
      <h2 className={styles.title}>{text.welcome}</h2>
      <p>{text.welcomeText}</p>
      <Ways onSetUp={onSetUp} onTraining={() => void open()} />
      <ProblemNotice problem={problem} />
    </Panel>
  )
}

function Ways({ onSetUp, onTraining }: { onSetUp: () => void; onTraining: () => void }) {
  const text = useText().setUp
  const list = useRef<{ focus: () => void }>(null)
  useEffect(() => list.current?.focus(), [])
  return (
    <PickList
      ref={list}
      label={text.choose}
      digits
      picks={[
        { key: 'office', title: text.office, note: text.officeNote, mark: <Building2 size="1.3em" /> },
        {
          key: 'training',
          title: text.training,
          note: text.trainingNote,
          mark: <GraduationCap size="1.3em" />,
        },
      ]}
      onPick={(key) => (key === 'training' ? onTraining() : onSetUp())}
    />
  )
}

/** Leaves this page for the training office as soon as the shell has opened it. */
function useTraining() {
  const { run, problem } = useAct(openTraining)
  const [opening, setOpening] = useState(false)
  const open = async () => {
    setOpening(true)
    const answer = await run({})
    // Until the other office's page is there this one says that it is coming.
    if (answer) location.assign(answer.address ?? '/')
    else setOpening(false)
  }
  return { open, opening, problem }
}

function Steps({ at }: { at: number }) {
  const { steps } = useText().setUp
  return (
    <ol className={styles.steps}>
      {steps.map((step, index) => (
        <li key={step} aria-current={index === at ? 'step' : undefined} className={styles.step}>
          <span className={styles.number}>{index + 1}</span>
          {step}
        </li>
      ))}
    </ol>
  )
}
