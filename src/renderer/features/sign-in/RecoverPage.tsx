import { KeyRound } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type OfficeState, recoverOffice } from '../../../contract/desk/office.ts'
import { wordAt } from '../../app/formWords.ts'
import { useAct } from '../../app/queries.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { RecoveryCard } from '../set-up/RecoveryCard.tsx'
import styles from '../set-up/SetUpPage.module.css'

type Props = {
  office: OfficeState
  /** Whose password is most likely the lost one. */
  user: string | null
  onBack: () => void
  /** The account has its new password, and the next code is on paper. */
  onRecovered: (user: string) => void
}

/** A forgotten password: the code from the sealed envelope gives a new one, and the next code for the next envelope. */
export function RecoverPage({ office, user, onBack, onRecovered }: Props) {
  const [recovered, setRecovered] = useState<{ readonly user: string; readonly code: string } | null>(null)
  const text = useText().signIn.recover
  return (
    <div className={styles.narrow}>
      {recovered ? (
        <>
          <Notice tone="success" live="status" title={text.done}>
            {text.doneText}
          </Notice>
          <RecoveryCard
            code={recovered.code}
            ward={office.ward?.name ?? ''}
            onDone={() => onRecovered(recovered.user)}
          />
        </>
      ) : (
        <RecoverForm office={office} user={user} onBack={onBack} onDone={setRecovered} />
      )}
    </div>
  )
}

type FormProps = Pick<Props, 'office' | 'user' | 'onBack'> & {
  onDone: (recovered: { user: string; code: string }) => void
}

function RecoverForm({ office, user, onBack, onDone }: FormProps) {
  const text = useText()
  const words = text.signIn.recover
  const { wrong, send, pending, problem } = useRecovering(onDone)
  const back = { key: 'Escape', label: words.back, run: onBack } as const
  useShortcuts([back])
  const error = (name: Name) => (wrong.has(name) ? words.errors[name] : undefined)
  const people = office.staff.map((one) => ({ value: one.user, label: one.fullName ?? one.user }))
  return (
    <Panel title={words.title} mark={<KeyRound size="1.3em" aria-hidden />}>
      <p>{words.text}</p>
      <EntryForm onSubmit={(event) => void send(event)}>
        <WholeRow>
          <TextField
            name="recoveryCode"
            label={text.setUp.code}
            hint={words.codeHint}
            error={error('recoveryCode')}
            figures
            required
            autoFocus
          />
        </WholeRow>
        <WholeRow>
          <Select
            name="user"
            label={words.user}
            options={people}
            placeholder={false}
            defaultValue={user ?? undefined}
          />
        </WholeRow>
        <PasswordField
          name="password"
          label={words.password}
          hint={text.setUp.passwordHint}
          error={error('password')}
          required
        />
        <PasswordField name="again" label={words.again} error={error('again')} required />
        <WholeRow>
          <TryNotice problem={problem} />
        </WholeRow>
        <WholeRow>
          <div className={styles.actions}>
            <ActionButton action={back} />
            <Button type="submit" variant="primary" icon={KeyRound} busy={pending}>
              {words.submit}
            </Button>
          </div>
        </WholeRow>
      </EntryForm>
    </Panel>
  )
}

type Name = 'recoveryCode' | 'password' | 'again'

/** Checks the form and asks the office; `wrong` names the fields that are not right, in their order. */
function useRecovering(onDone: FormProps['onDone']) {
  const { run, pending, problem } = useAct(recoverOffice)
  const [wrong, setWrong] = useState<ReadonlySet<Name>>(new Set())
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const typed = new FormData(form)
    const issues = issuesOf(typed)
    setWrong(new Set(issues))
    if (issues[0]) return focusOn(form, issues[0])
    const user = wordAt(typed, 'user')
    const answer = await run({
      body: { recoveryCode: wordAt(typed, 'recoveryCode'), user, newPassword: wordAt(typed, 'password') },
    })
    if (answer) onDone({ user, code: answer.recoveryCode })
    else focusOn(form, 'recoveryCode')
  }
  return { wrong, send, pending, problem }
}

function issuesOf(typed: FormData): readonly Name[] {
  const password = wordAt(typed, 'password')
  const issues: Name[] = []
  // Blanks and hyphens are how people copy it off the paper; the office leaves them out too.
  if (wordAt(typed, 'recoveryCode').replace(/[^0-9A-Za-z]/g, '').length !== 30) issues.push('recoveryCode')
  if (password.length < 8) issues.push('password')
  else if (wordAt(typed, 'again') !== password) issues.push('again')
  return issues
}

function focusOn(form: HTMLFormElement, name: Name): void {
  const field = form.querySelector<HTMLInputElement>(`[name="${name}"]`)
  field?.focus()
  field?.select()
}
