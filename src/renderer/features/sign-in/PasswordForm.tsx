import { LogIn } from 'lucide-react'
import { type FormEvent, type Ref, useEffect, useImperativeHandle, useRef } from 'react'
import { type Session, signIn } from '../../../contract/desk/office.ts'
import { useAct } from '../../app/queries.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import styles from './SignInPage.module.css'

type Props = {
  /** Whose password. */
  user: string
  onSignedIn: (session: Session) => void
  /** Only a training office knows a password beforehand. */
  defaultPassword?: string
  ref?: Ref<{ focus: () => void }>
}

/** The password of one person; says how many tries are left and counts down a wait. */
export function PasswordForm({ user, onSignedIn, defaultPassword = '', ref }: Props) {
  const text = useText().signIn
  const { run, pending, problem } = useAct(signIn)
  const input = useRef<HTMLInputElement>(null)
  useImperativeHandle(ref, () => ({ focus: () => input.current?.focus() }), [])
  useEffect(() => {
    if (input.current) input.current.value = defaultPassword
  }, [defaultPassword])

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const password = input.current?.value ?? ''
    if (password === '' || pending) return
    const session = await run({ body: { user, password } })
    if (session) onSignedIn(session)
    else input.current?.select()
  }
  return (
    <form className={styles.password} onSubmit={(event) => void submit(event)}>
      <PasswordField ref={input} label={text.password} required />
      <TryNotice problem={problem} />
      <Button type="submit" variant="primary" icon={LogIn} busy={pending}>
        {text.signIn}
      </Button>
    </form>
  )
}
