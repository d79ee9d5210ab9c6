import { Check } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { establishOffice } from '../../../contract/desk/office.ts'
import { fieldIssues } from '../../app/fieldIssues.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { wordAt } from '../../app/formWords.ts'

type Props = { onBegin: () => void; onFounded: (recoveryCode: string) => void }
type Name = 'wardCode' | 'wardName' | 'parentName' | 'fullName' | 'user' | 'password' | 'again'

/** Ward, agency above and the first administrator. */
export function FoundingForm({ onBegin, onFounded }: Props) {
  const text = useText().setUp
  const { run, pending, problem } = useAct(establishOffice)
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const error = (name: Name) => (wrong.has(name) ? text.errors[name] : undefined)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const form = event.currentTarget
    const body = foundingOf(new FormData(form))
    const issues = issuesOf(body, wordAt(new FormData(form), 'again'))
    setWrong(issues)
    const [first] = issues
    if (first !== undefined) {
      form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
      return
    }
    onBegin()
    const answer = await run({ body })
    if (answer) onFounded(answer.recoveryCode)
  }
  return (
    <Panel title={text.office}>
      <EntryForm onSubmit={(event) => void submit(event)}>
        <TextField
          name="wardCode"
          label={text.wardCode}
          hint={text.wardCodeHint}
          error={error('wardCode')}
          figures
          inputMode="numeric"
          required
          autoFocus
        />
        <TextField
          name="wardName"
          label={text.wardName}
          hint={text.wardNameHint}
          error={error('wardName')}
          required
        />
        <WholeRow>
          <TextField
            name="parentName"
            label={text.parentName}
            hint={text.parentNameHint}
            error={error('parentName')}
            required
          />
        </WholeRow>
        <TextField
          name="fullName"
          label={text.fullName}
          hint={text.fullNameHint}
          error={error('fullName')}
          required
        />
        <TextField name="user" label={text.user} hint={text.userHint} error={error('user')} required />
        <PasswordField
          name="password"
          label={text.password}
          hint={text.passwordHint}
          error={error('password')}
          required
        />
        <PasswordField name="again" label={text.again} error={error('again')} required />
        <WholeRow>
          <ProblemNotice problem={problem} />
        </WholeRow>
        <WholeRow>
          <Button type="submit" variant="primary" icon={Check} busy={pending}>
            {text.establish}
          </Button>
        </WholeRow>
      </EntryForm>
    </Panel>
  )
}

function foundingOf(data: FormData) {
  const word = (name: Name) => wordAt(data, name)
  return {
    wardCode: word('wardCode'),
    wardName: word('wardName'),
    parentName: word('parentName'),
    administrator: { user: word('user'), fullName: word('fullName'), password: word('password') },
  }
}

/** Names of the fields that are not right, in the order of the form. */
function issuesOf(body: ReturnType<typeof foundingOf>, again: string): ReadonlySet<string> {
  const issues = fieldIssues(establishOffice.body, body)
  const names = new Set([...issues].map((path) => path.replace('administrator.', '')))
  if (body.administrator.password.length < 8) names.add('password')
  else if (again !== body.administrator.password) names.add('again')
  return names
}
