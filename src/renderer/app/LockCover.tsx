import { LockKeyhole, LockOpen } from 'lucide-react'
import { type FormEvent, useEffect, useRef } from 'react'
import { type OfficeState, type Session, unlockSession } from '../../contract/desk/office.ts'
import { PasswordForm } from '../features/sign-in/PasswordForm.tsx'
import { useText } from '../text/Text.tsx'
import { Button } from '../ui/Button.tsx'
import { PasswordField } from '../ui/PasswordField.tsx'
import { Cover } from './Cover.tsx'
import styles from './Cover.module.css'
import { useAct } from './queries.ts'
import { TryNotice } from './TryNotice.tsx'

type LockProps = {
  office: OfficeState
  session: Session
  onUnlocked: (session: Session) => void
  onLeave: () => void
}

/** The idle lock: the person's name and password, over the page they were on. */
export function LockCover({ office, session, onUnlocked, onLeave }: LockProps) {
  const text = useText().app.lock
  const { run, pending, problem } = useAct(unlockSession)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const password = input.current?.value ?? ''
    if (password === '' || pending) return
    const unlocked = await run({ body: { password } })
    if (unlocked) onUnlocked(unlocked)
    else input.current?.select()
  }
  return (
    <Cover title={text.title} training={office.training}>
      <p className={styles.who}>
        <LockKeyhole size="1.1em" aria-hidden /> {session.fullName}
      </p>
      <p className={styles.note}>{text.text}</p>
      <form onSubmit={(event) => void submit(event)}>
        <PasswordField ref={input} label={text.password} />
      </form>
      <TryNotice problem={problem} />
      <div className={styles.buttons}>
        <Button variant="quiet" onClick={onLeave}>
          {text.other}
        </Button>
        <Button variant="primary" icon={LockOpen} busy={pending} onClick={(event) => void submit(event)}>
          {text.unlock}
        </Button>
      </div>
    </Cover>
  )
}

type EndedProps = {
  office: OfficeState
  session: Session
  onSignedIn: (session: Session) => void
  onLeave: () => void
}

/** The session is gone (the office started anew): sign in again, over the page that is kept. */
export function EndedCover({ office, session, onSignedIn, onLeave }: EndedProps) {
  const text = useText().app.lock
  const account = office.trainingAccounts?.find(({ user }) => user === session.user)
  return (
    <Cover title={text.ended} training={office.training}>
      <p className={styles.who}>{session.fullName}</p>
      <p className={styles.note}>{text.endedText}</p>
      <PasswordForm user={session.user} onSignedIn={onSignedIn} defaultPassword={account?.password ?? ''} />
      <div className={styles.buttons}>
        <Button variant="quiet" onClick={onLeave}>
          {text.other}
        </Button>
      </div>
    </Cover>
  )
}
