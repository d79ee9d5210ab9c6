import { ArrowRight } from 'lucide-react'
import type { Procedure } from '../../../contract/policy/pack.ts'
import { useText } from '../../text/Text.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import styles from './Policies.module.css'

/** The chain of a procedure, drawn: what each step is called, whose it is, and what else may be done there. */
export function ChainSteps({ procedure }: { procedure: Procedure }) {
  const text = usePoliciesText()
  const { app } = useText()
  const words = (by: Procedure['steps'][number]['by']) => by.map((role) => app.roles[role]).join(', ')
  if (procedure.steps.length === 0) return <p className={styles.muted}>{text.noSteps}</p>
  return (
    <ol className={styles.chain} aria-label={procedure.title}>
      <li className={styles.step}>
        <span className={styles.stepBox}>
          {text.register}
          <small>{app.roles.clerk}</small>
        </span>
      </li>
      {procedure.steps.map(({ step, label, by, may }) => (
        <li key={step} className={styles.step}>
          <ArrowRight size="1.1em" aria-hidden />
          <span
            className={styles.stepBox}
            data-city={step === 'city-approve' || undefined}
            title={may.length > 0 ? `${text.may}: ${may.map((act) => app.acts[act]).join(', ')}` : undefined}
          >
            {label}
            <small>{step === 'city-approve' ? text.city : words(by)}</small>
          </span>
        </li>
      ))}
    </ol>
  )
}
