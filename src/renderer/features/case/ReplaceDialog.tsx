import { type FormEvent, useRef, useState } from 'react'
import { replacePaper, replaceReasons } from '../../../contract/desk/issuing.ts'
import { TryNotice } from '../../app/TryNotice.tsx'
import { ask } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { PasswordField } from '../../ui/PasswordField.tsx'
import { shortestPin } from '../../ui/PinDialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import styles from './CasePage.module.css'
import { actLooks } from './caseLooks.ts'
import { QuotaDialog } from './QuotaDialog.tsx'
import { UnlockDialog } from './UnlockDialog.tsx'
import { useActing } from './useActing.ts'
import { useSealingSession } from './useSealingSession.ts'

/** Issues the paper of a case again: why, and the sealer's own PIN. Mounted while open. */
export function ReplaceDialog(props: ActDialogProps) {
  const text = useText().seals.replace
  const session = useSealingSession()
  if (session.isLocked)
    return (
      <UnlockDialog certificate={session.certificate} onOpened={session.lookAgain} onClose={props.onClose} />
    )
  if (session.isOverQuota)
    return <QuotaDialog sealed={session.sealed} onReason={session.setReason} onClose={props.onClose} />
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={text.title}
      description={`${text.text} ${session.words}`.trim()}
      size="small"
    >
      <ReplaceForm {...props} session={session} />
    </Dialog>
  )
}

type FormProps = ActDialogProps & { session: ReturnType<typeof useSealingSession> }

function ReplaceForm({ subject, onClose, session, ...rest }: FormProps) {
  const { seals, kit, case: caseText } = useText()
  const text = seals.replace
  const pin = useRef<HTMLInputElement>(null)
  const [reason, setReason] = useState<(typeof replaceReasons)[number]>('lost')
  const [short, setShort] = useState(false)
  const { send, busy, problem } = useActing(rest)
  const { caseId, version } = subject
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const typed = pin.current?.value ?? ''
    if (typed === '' || busy) return
    // A key pressed too early costs no try.
    if (typed.length < shortestPin) return setShort(true)
    void send((actId) =>
      ask(replacePaper, {
        params: { caseId },
        body: { actId, version, pin: typed, reason, overQuota: session.reason },
      }),
    )
  }
  return (
    <form onSubmit={submit} className={styles.fields}>
      <RadioGroup
        label={text.reason}
        required
        autoFocus
        defaultValue="lost"
        options={replaceReasons.map((value) => ({ value, label: text.reasons[value] }))}
        onChange={(event) =>
          setReason(replaceReasons.find((one) => one === event.currentTarget.value) ?? 'lost')
        }
      />
      <PasswordField
        ref={pin}
        label={caseText.dialogs.pin}
        hint={kit.password.pinHint}
        required
        inputMode="numeric"
        error={short ? kit.password.pinShort : undefined}
        onChange={() => setShort(false)}
      />
      <TryNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <Button type="submit" variant="primary" icon={actLooks.replace.icon} busy={busy}>
          {caseText.actions.replace}
        </Button>
      </DialogActions>
    </form>
  )
}
