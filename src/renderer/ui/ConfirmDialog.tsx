import type { LucideIcon } from 'lucide-react'
import { type ReactNode, type RefObject, useRef, useState } from 'react'
import { tidy } from '../../domain/text/nfc.ts'
import { useShortcuts } from '../keys/Shortcuts.tsx'
import { useText } from '../text/Text.tsx'
import { ActionButton, Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { DialogActions } from './DialogActions.tsx'
import { TextArea } from './TextArea.tsx'

type Props = {
  open: boolean
  title: string
  /** What will happen, in one or two sentences. */
  children: ReactNode
  /** What the button says: the act itself ("Thu hồi giấy"), never just "OK". */
  confirmLabel: string
  icon?: LucideIcon
  /** Cannot be taken back: a red button. */
  danger?: boolean
  /** Asks for a written reason: `required` refuses an empty one. */
  reason?: 'required' | 'optional'
  reasonHint?: string
  /** Does it; the dialog stays, busy, until the promise settles. Gets the tidied reason ('' when not asked). */
  onConfirm: (reason: string) => void | Promise<void>
  onClose: () => void
}

/** Asks before an act that matters. The cursor starts on the reason, or on the harmless button. Ctrl+Enter confirms. */
export function ConfirmDialog({ open, onClose, title, ...rest }: Props) {
  const written = useRef<HTMLTextAreaElement>(null)
  const cancel = useRef<HTMLButtonElement>(null)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      size="small"
      initialFocus={rest.reason ? written : cancel}
    >
      {/* Mounted anew with every opening, so that an old reason never waits in the box. */}
      {open && <Question {...rest} onClose={onClose} written={written} cancel={cancel} />}
    </Dialog>
  )
}

type QuestionProps = Omit<Props, 'open' | 'title'> & {
  written: RefObject<HTMLTextAreaElement | null>
  cancel: RefObject<HTMLButtonElement | null>
}

function Question(props: QuestionProps) {
  const { children, confirmLabel, icon, danger, reason, reasonHint, onConfirm, onClose, written, cancel } =
    props
  const text = useText().kit.dialog
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)

  const confirm = async () => {
    const given = tidy(written.current?.value ?? '')
    if (reason === 'required' && given === '') {
      setMissing(true)
      written.current?.focus()
      return
    }
    setBusy(true)
    try {
      await onConfirm(given)
    } finally {
      setBusy(false)
    }
  }
  const action = { key: 'Ctrl+Enter', label: confirmLabel, run: confirm, when: !busy } as const
  useShortcuts([action])
  return (
    <>
      <div>{children}</div>
      {reason && (
        <TextArea
          label={text.reason}
          hint={reasonHint ?? text.reasonHint}
          required={reason === 'required'}
          error={missing ? text.reasonMissing : undefined}
          ref={written}
          onInput={() => setMissing(false)}
        />
      )}
      <DialogActions>
        <Button onClick={onClose} ref={cancel}>
          {text.cancel}
        </Button>
        <ActionButton
          action={action}
          variant={danger ? 'danger' : 'primary'}
          busy={busy}
          {...(icon ? { icon } : {})}
        />
      </DialogActions>
    </>
  )
}
