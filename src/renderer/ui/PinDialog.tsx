import { KeyRound } from 'lucide-react'
import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { useText } from '../text/Text.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { DialogActions } from './DialogActions.tsx'
import { PasswordField } from './PasswordField.tsx'

type Props = {
  open: boolean
  title: string
  /** Why it is asked now: "Để ký 12 giấy". */
  description?: string
  /** The button: the act that the secret releases. */
  confirmLabel: string
  /** `pin`: digits only. Default `password`. */
  kind?: 'pin' | 'password'
  label: string
  /** Tries it; answers null when accepted, or what to tell the person. */
  onSubmit: (secret: string) => Promise<string | null>
  onClose: () => void
}

/** No PIN is shorter, whether the office's or a signing device's. */
export const shortestPin = 4

/** Asks for a PIN or password before an act that needs it. The secret never leaves the input except to `onSubmit`. */
export function PinDialog({ open, onClose, title, description, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      description={description}
      size="small"
      initialFocus={input}
    >
      {open && <SecretForm {...rest} onClose={onClose} input={input} />}
    </Dialog>
  )
}

type FormProps = Omit<Props, 'open' | 'title' | 'description'> & { input: RefObject<HTMLInputElement | null> }

function SecretForm({ confirmLabel, kind, label, onSubmit, onClose, input }: FormProps) {
  const text = useText().kit
  const [refusal, setRefusal] = useState<string>()
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const secret = input.current?.value ?? ''
    if (secret === '' || busy) return
    // A key pressed too early costs no try.
    if (kind === 'pin' && secret.length < shortestPin) return setRefusal(text.password.pinShort)
    setBusy(true)
    const answer = await onSubmit(secret).finally(() => setBusy(false))
    setRefusal(answer ?? undefined)
    if (answer !== null && input.current) input.current.select()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <PasswordField
        ref={input}
        label={label}
        error={refusal}
        {...(kind === 'pin' ? { inputMode: 'numeric' as const, hint: text.password.pinHint } : {})}
        onChange={() => setRefusal(undefined)}
      />
      <DialogActions>
        <Button onClick={onClose}>{text.dialog.cancel}</Button>
        <Button type="submit" variant="primary" icon={KeyRound} busy={busy}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </form>
  )
}
