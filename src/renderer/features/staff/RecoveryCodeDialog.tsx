import { KeyRound } from 'lucide-react'
import type { FormEvent } from 'react'
import { replaceRecoveryCode } from '../../../contract/desk/office.ts'
import { wordAt } from '../../app/formWords.ts'
import { useAct } from '../../app/queries.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'

type Props = { open: boolean; onClose: () => void; onReplaced: (code: string) => void }

/** Asks for one's own password before the recovery code is replaced: what lies in the envelope is worth nothing then. */
export function RecoveryCodeDialog({ open, onClose, onReplaced }: Props) {
  const text = useText().staff.recoveryCode
  return (
    <Dialog open={open} onClose={onClose} title={text.title} description={text.note} size="small">
      {open && <ReplaceForm onClose={onClose} onReplaced={onReplaced} />}
    </Dialog>
  )
}

function ReplaceForm({ onClose, onReplaced }: Omit<Props, 'open'>) {
  const text = useText()
  const { run, pending, problem } = useAct(replaceRecoveryCode)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const password = wordAt(new FormData(event.currentTarget), 'password')
    if (pending || password === '') return
    const answer = await run({ body: { password } })
    if (answer) onReplaced(answer.recoveryCode)
  }
  return (
    <EntryForm columns={1} onSubmit={(event) => void submit(event)}>
      <PasswordField name="password" label={text.staff.own.current} required />
      <TryNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
        <Button type="submit" variant="primary" icon={KeyRound} busy={pending}>
          {text.staff.recoveryCode.title}
        </Button>
      </DialogActions>
    </EntryForm>
  )
}
