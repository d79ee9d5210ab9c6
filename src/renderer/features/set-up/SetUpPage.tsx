import { Building2, GraduationCap } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { OfficeState } from '../../../contract/desk/index.ts'
import { BareFrame } from '../../app/BareFrame.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PickList } from '../../ui/PickList.tsx'
import { FoundingForm } from './FoundingForm.tsx'
import { RecoveryCard } from './RecoveryCard.tsx'
import styles from './SetUpPage.module.css'

type Props = {
  office: OfficeState
  /** The office is about to be made: keep this page although the office then is no longer new. */
  onBegin: () => void
  onDone: () => void
}
type Step = 'choose' | 'training' | 'details' | { readonly code: string }

/** The first start: set up an office, or learn how to start the training one. */
export function SetUpPage({ office, onBegin, onDone }: Props) {
  const [step, setStep] = useState<Step>(office.training ? 'details' : 'choose')
  return (
    <BareFrame office={office}>
      <div className={styles.narrow}>
        {step === 'choose' && <Choose onChoose={setStep} />}
        {step === 'training' && <HowToTrain onBack={() => setStep('choose')} />}
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

function Choose({ onChoose }: { onChoose: (step: Step) => void }) {
  const text = useText().setUp
  const list = useRef<{ focus: () => void }>(null)
  useEffect(() => list.current?.focus(), [])
  return (
    <Panel>
      <h1 className={styles.title}>{text.welcome}</h1>
      <p>{text.welcomeText}</p>
      <PickList
        ref={list}
        label={text.choose}
        digits
        picks={[
          { key: 'details', title: text.office, note: text.officeNote, mark: <Building2 size="1.3em" /> },
          {
            key: 'training',
            title: text.training,
            note: text.trainingNote,
            mark: <GraduationCap size="1.3em" />,
          },
        ]}
        onPick={(key) => onChoose(key === 'training' ? 'training' : 'details')}
      />
    </Panel>
  )
}

function HowToTrain({ onBack }: { onBack: () => void }) {
  const text = useText()
  return (
    <Panel title={text.setUp.trainingHow}>
      <p>{text.setUp.trainingHowText}</p>
      <pre className={styles.command}>{text.setUp.trainingCommand}</pre>
      <div>
        <Button autoFocus onClick={onBack}>
          {text.app.keys.back}
        </Button>
      </div>
    </Panel>
  )
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
