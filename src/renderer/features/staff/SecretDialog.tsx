import { Save } from 'lucide-react'
import { type FormEvent, type ReactNode, useState } from 'react'
import type { Problem } from '../../../contract/refusals.ts'
import { wordAt } from '../../app/formWords.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'

type Props = {
  open: boolean
  title: string
  description?: string
  /** The labels of the three fields. */
  labels: { readonly current: string; readonly next: string; readonly again: string }
  hint: string
  digits?: boolean
  pending: boolean
  problem: Problem | null
  onSave: (current: string, next: string) => void
  onClose: () => void
}

/** The present password, the new secret, and the new secret again. */
export function SecretDialog({ open, title, description, onClose, ...rest }: Props) {
  return (
    <Dialog open={open} onClose={onClose} title={title} description={description} size="small">
      {open && <SecretForm {...rest} onClose={onClose} />}
    </Dialog>
  )
}

type FormProps = Omit<Props, 'open' | 'title' | 'description'>

function SecretForm({ labels, hint, digits, pending, problem, onSave, onClose }: FormProps): ReactNode {
  const text = useText()
  const [different, setDifferent] = useState(false)
  const numeric = digits ? { inputMode: 'numeric' as const } : {}
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const [current, next, again] = [wordAt(data, 'current'), wordAt(data, 'next'), wordAt(data, 'again')]
    setDifferent(next !== again)
    if (current !== '' && next !== '' && next === again && !pending) onSave(current, next)
  }
  return (
    <EntryForm columns={1} onSubmit={submit}>
      <PasswordField name="current" label={labels.current} required />
      <PasswordField name="next" label={labels.next} hint={hint} required {...numeric} />
      <PasswordField
        name="again"
        label={labels.again}
        error={different ? text.staff.own.different : undefined}
        required
        {...numeric}
      />
      <TryNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
        <Button type="submit" variant="primary" icon={Save} busy={pending}>
          {text.staff.own.save}
        </Button>
      </DialogActions>
    </EntryForm>
  )
}
