import { ArrowRight, Printer } from 'lucide-react'
import { type FormEvent, useEffect, useState } from 'react'
import { dateAt } from '../../../domain/calendar.ts'
import { wordAt } from '../../app/formWords.ts'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { TextField } from '../../ui/TextField.tsx'
import styles from './SetUpPage.module.css'

/** The recovery code, once, as a card to print; going on needs its last group typed from the paper. */
export function RecoveryCard({ code, ward, onDone }: { code: string; ward: string; onDone: () => void }) {
  const text = useText()
  const [wrong, setWrong] = useState(false)
  const [today] = useState(() => dateAt(Date.now()))
  useWarningBeforeLeaving()
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const typed = wordAt(new FormData(event.currentTarget), 'lastGroup')
    const matches = typed.replace(/[\s-]/g, '').toUpperCase() === code.split('-').at(-1)
    setWrong(!matches)
    if (matches) onDone()
  }
  return (
    <>
      <Notice tone="warning" title={text.setUp.codeText} />
      <section className={styles.card} aria-label={text.setUp.codeCard}>
        <h2 className={styles.cardTitle}>{text.setUp.codeCard}</h2>
        <p>
          {text.kit.product} · {ward} · {showDate(today)}
        </p>
        <p className={styles.code} aria-label={text.setUp.code}>
          {code.split('-').map((group) => (
            <span key={group}>{group}</span>
          ))}
        </p>
        <ul className={styles.rules}>
          {text.setUp.codeRules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </section>
      <EntryForm columns={1} className={styles.confirm} onSubmit={submit}>
        <Button icon={Printer} autoFocus onClick={() => window.print()}>
          {text.setUp.print}
        </Button>
        <TextField
          name="lastGroup"
          label={text.setUp.lastGroup}
          error={wrong ? text.setUp.lastGroupWrong : undefined}
          figures
          required
        />
        <Button type="submit" variant="primary" icon={ArrowRight}>
          {text.setUp.finish}
        </Button>
      </EntryForm>
    </>
  )
}

/** The code is shown only once: closing the window too early is asked about. */
function useWarningBeforeLeaving(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
}
