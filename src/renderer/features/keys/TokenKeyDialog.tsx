import { Usb } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { makeTokenKey } from '../../../contract/desk/keys.ts'
import { wordAt } from '../../app/formWords.ts'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm } from '../../ui/EntryForm.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** Makes one's sealing key inside a signing token, which it never leaves. Mounted while open. */
export function TokenKeyDialog({ onClose }: { onClose: () => void }) {
  const text = useText().keys.inToken
  return (
    <Dialog open onClose={onClose} title={text.title} description={text.text} size="small">
      <TokenKeyForm onClose={onClose} />
    </Dialog>
  )
}

function TokenKeyForm({ onClose }: { onClose: () => void }) {
  const { keys, kit, seals } = useText()
  const text = keys.inToken
  const say = useToast()
  const [missing, setMissing] = useState(false)
  const { run, pending, problem } = useAct(makeTokenKey)
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const data = new FormData(event.currentTarget)
    const body = {
      pin: wordAt(data, 'pin'),
      password: wordAt(data, 'password'),
    }
    const isMissing = Object.values(body).includes('')
    setMissing(isMissing)
    if (isMissing || pending || !(await run({ body }))) return
    say({ tone: 'success', title: text.done, children: keys.notListedNext })
    readAnew(['keys', 'staff', 'office'])
    onClose()
  }
  return (
    <EntryForm columns={1} onSubmit={(event) => void submit(event)}>
      <PasswordField
        name="pin"
        label={seals.unlock.token}
        error={missing ? text.missing : undefined}
        required
      />
      <PasswordField name="password" label={text.password} required />
      <TryNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <Button type="submit" variant="primary" icon={Usb} busy={pending}>
          {text.make}
        </Button>
      </DialogActions>
    </EntryForm>
  )
}
