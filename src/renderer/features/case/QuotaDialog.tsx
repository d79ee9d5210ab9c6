import { useState } from 'react'
import { type OverQuotaReason, overQuotaReasons } from '../../../contract/desk/over-quota.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'

type Props = { sealed: string; onReason: (reason: OverQuotaReason) => void; onClose: () => void }

/** The session has sealed as many papers as it should: going on needs a reason, which the journal keeps. */
export function QuotaDialog({ sealed, onReason, onClose }: Props) {
  const text = useText().seals.quota
  return (
    <Dialog open onClose={onClose} title={text.title} description={text.text(sealed)} size="small">
      <Reasons onReason={onReason} onClose={onClose} />
    </Dialog>
  )
}

function Reasons({ onReason, onClose }: Omit<Props, 'sealed'>) {
  const { seals, kit } = useText()
  const text = seals.quota
  const [chosen, choose] = useState<OverQuotaReason | null>(null)
  const [missing, setMissing] = useState(false)
  const goOn = () => (chosen === null ? setMissing(true) : onReason(chosen))
  const action = { key: 'Ctrl+Enter', label: text.confirm, run: goOn } as const
  useShortcuts([action])
  return (
    <>
      <RadioGroup
        label={text.reason}
        required
        autoFocus
        options={overQuotaReasons.map((value) => ({ value, label: text.reasons[value] }))}
        error={missing && chosen === null ? text.missing : undefined}
        onChange={(event) =>
          choose(overQuotaReasons.find((one) => one === event.currentTarget.value) ?? null)
        }
      />
      <DialogActions>
        <Button onClick={onClose}>{kit.dialog.cancel}</Button>
        <ActionButton action={action} variant="primary" />
      </DialogActions>
    </>
  )
}
