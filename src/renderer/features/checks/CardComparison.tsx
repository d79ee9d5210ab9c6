import { type FormEvent, useEffect, useRef } from 'react'
import type { Verdict } from '../../../contract/desk/verify.ts'
import { useText } from '../../text/Text.tsx'
import { TextField } from '../../ui/TextField.tsx'
import type { Compared } from './comparing.ts'
import styles from './Gate.module.css'
import type { Shown } from './useGate.ts'

type Props = { shown: Shown; content: NonNullable<Verdict['content']>; onTyped: (typed: string) => void }

/** A reader in keyboard mode leaves letters in the field until it is told from a person: only what stays is compared. */
const settleMs = 400
const signs: Readonly<Record<Compared, string>> = { same: '✓', differs: '✕', 'not-done': '' }

/**
 * Who the paper names, and the last characters of that person's ID card. The signed ones are not shown: who can read
 * them off the screen does not look at the card.
 */
export function CardComparison({ shown: { compared, sameName }, content, onTyped }: Props) {
  const text = useText().checks.gate
  const plate = useText().verify.comparePlate
  const waiting = useRef(0)
  useEffect(() => () => window.clearTimeout(waiting.current), [])
  const settle = (event: FormEvent<HTMLInputElement>) => {
    const field = event.currentTarget
    window.clearTimeout(waiting.current)
    waiting.current = window.setTimeout(() => {
      if (field.value.trim().length === 4) onTyped(field.value)
    }, settleMs)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    window.clearTimeout(waiting.current)
    const field = event.currentTarget.querySelector('input')
    if (field && field.value.trim() !== '') onTyped(field.value)
  }
  return (
    <section className={styles.comparison} data-compared={compared}>
      <p className={styles.label}>{text.holder}</p>
      <p className={styles.person}>{content.name}</p>
      {content.plate && (
        <p>
          {plate} <strong className={styles.plate}>{content.plate}</strong>
        </p>
      )}
      {content.last4 === null ? (
        <p className={styles.heed}>{text.noLast4}</p>
      ) : (
        <form onSubmit={submit}>
          <TextField
            label={text.last4}
            hint={text.last4Hint}
            maxLength={4}
            inputMode={/^\d{4}$/.test(content.last4) ? 'numeric' : 'text'}
            autoCapitalize="characters"
            className={styles.last4}
            figures
            autoFocus
            onInput={settle}
          />
          <p role="status" className={styles.result}>
            <span aria-hidden>{signs[compared]}</span> {text.compared[compared]}
          </p>
        </form>
      )}
      {sameName !== null && <p className={styles.names}>{sameName ? text.sameName : text.otherName}</p>}
    </section>
  )
}
