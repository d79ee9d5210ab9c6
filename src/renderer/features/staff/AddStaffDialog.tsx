import { UserPlus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { addStaff } from '../../../contract/desk/office.ts'
import { type Role, roles } from '../../../domain/roles.ts'
import { fieldIssues } from '../../app/fieldIssues.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { FieldSet } from '../../ui/Field.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** A new account: name, roles, first password, and a PIN for those who seal. */
export function AddStaffDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().staff
  return (
    <Dialog open={open} onClose={onClose} title={text.addTitle}>
      {open && <AddForm onClose={onClose} />}
    </Dialog>
  )
}

/** The fields in the order of the form. */
const order = ['fullName', 'user', 'roles', 'password', 'pin'] as const
type Name = (typeof order)[number]

function AddForm({ onClose }: { onClose: () => void }) {
  const text = useText()
  const say = useToast()
  const { run, pending, problem } = useAct(addStaff)
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const [chosen, setChosen] = useState<readonly Role[]>([])
  const seals = chosen.includes('ward-police')
  const error = (name: Name) => (wrong.has(name) ? text.staff.errors[name] : undefined)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const body = memberOf(new FormData(event.currentTarget), chosen)
    const issues = new Set([...fieldIssues(addStaff.body, body)].map((path) => path.split('.')[0] ?? path))
    if (body.password.length < 8) issues.add('password')
    setWrong(issues)
    const first = order.find((name) => issues.has(name))
    if (first !== undefined) {
      event.currentTarget.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus()
      return
    }
    const added = await run({ body })
    if (!added) return
    say({ tone: 'success', title: text.staff.added(added.fullName) })
    readAnew(['staff', 'office'])
    onClose()
  }
  return (
    <EntryForm onSubmit={(event) => void submit(event)}>
      <TextField name="fullName" label={text.staff.fullName} error={error('fullName')} required />
      <TextField
        name="user"
        label={text.staff.user}
        hint={text.staff.userHint}
        error={error('user')}
        required
      />
      <WholeRow>
        <FieldSet label={text.staff.roles} hint={text.staff.rolesHint} error={error('roles')} required>
          {roles.map((role) => (
            <Checkbox
              key={role}
              name="roles"
              label={text.app.roles[role]}
              checked={chosen.includes(role)}
              onChange={() => setChosen(roles.filter((one) => chosen.includes(one) !== (one === role)))}
            />
          ))}
        </FieldSet>
      </WholeRow>
      <PasswordField
        name="password"
        label={text.staff.password}
        hint={text.staff.passwordHint}
        error={error('password')}
        required
      />
      {seals && (
        <PasswordField
          name="pin"
          label={text.staff.pin}
          hint={text.staff.pinHint}
          error={error('pin')}
          inputMode="numeric"
        />
      )}
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
          <Button type="submit" variant="primary" icon={UserPlus} busy={pending}>
            {text.staff.save}
          </Button>
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}

function memberOf(data: FormData, chosen: readonly Role[]) {
  const pin = wordAt(data, 'pin')
  return {
    user: wordAt(data, 'user'),
    fullName: wordAt(data, 'fullName'),
    roles: [...chosen],
    password: wordAt(data, 'password'),
    pin: pin === '' ? null : pin,
  }
}
