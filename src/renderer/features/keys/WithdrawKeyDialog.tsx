import { ShieldX } from 'lucide-react'
import { useRef, useState } from 'react'
import { type IssuingKeyFacts, withdrawKey } from '../../../contract/desk/keys.ts'
import { dateAt } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { showDate } from '../../text/figures.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'

const reasons = ['retired', 'compromised'] as const
type Props = { subject: IssuingKeyFacts; onClose: () => void }

/** Destroys a key here and tells the city since when it does not count. Mounted while open. */
export function WithdrawKeyDialog({ subject, onClose }: Props) {
  const text = useText().keys
  return (
    <Dialog
      open
      onClose={onClose}
      title={text.withdraw}
      description={`${subject.who}, ${subject.fingerprint}. ${text.withdrawText}`}
      size="small"
    >
      <WithdrawForm subject={subject} onClose={onClose} />
    </Dialog>
  )
}

function WithdrawForm({ subject, onClose }: Props) {
  const { keys: text, kit } = useText()
  const say = useToast()
  const [actId] = useState(newActId)
  const [reason, setReason] = useState<(typeof reasons)[number]>('retired')
  const [opened] = useState(() => dateAt(Date.now()))
  const since = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  const { run, pending, problem } = useAct(withdrawKey)
  const confirm = async () => {
    const today = dateAt(Date.now())
    const day = reason === 'retired' ? today : readTypedDate(since.current?.value ?? '', today)
    const isWrong = day === null || day > today
    setWrong(isWrong)
    if (isWrong) return since.current?.focus()
    const done = await run({ params: { kid: subject.kid }, body: { actId, reason, since: day } })
    if (!done) return
    say({ tone: 'success', title: text.withdrawn })
    readAnew(['keys', 'staff', 'office'])
    onClose()
  }
  const action = { key: 'Ctrl+Enter', label: text.withdraw, run: confirm, when: !pending } as const
  useShortcuts([action])
  return (
    <>
      <RadioGroup
        label={text.reason}
        required
        defaultValue="retired"
        options={reasons.map((value) => ({ value, label: text.reasons[value] }))}
        onChange={(event) => setReason(reasons.find((one) => one === event.currentTarget.value) ?? 'retired')}
      />
      {reason === 'compromised' && (
        <DateField
          ref={since}
          label={text.since}
          hint={text.sinceHint}
          required
          defaultValue={showDate(opened)}
          error={wrong ? text.sinceWrong : undefined}
        />
      )}
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <ActionButton action={action} variant="danger" icon={ShieldX} busy={pending} />
      </DialogActions>
    </>
  )
}
