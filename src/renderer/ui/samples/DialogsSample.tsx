import { Ban, FileSignature, Printer, Save, UserPlus } from 'lucide-react'
import { useState } from 'react'
import { samples } from '../../text/samples.ts'
import { Button } from '../Button.tsx'
import { ConfirmDialog } from '../ConfirmDialog.tsx'
import { Panel } from '../Panel.tsx'
import { PinDialog } from '../PinDialog.tsx'
import styles from '../StylePage.module.css'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../Toasts.tsx'

const { actions } = samples

/** Buttons in every look, and the dialogs and toasts they open. */
export function DialogsSample() {
  const [open, setOpen] = useState<'confirm' | 'pin' | null>(null)
  const say = useToast()
  return (
    <Panel title={samples.sections.buttons}>
      <div className={styles.row}>
        <Button variant="primary" icon={Save} shortcut="F2">
          {actions.save}
        </Button>
        <Button icon={Printer} shortcut="F9">
          {actions.print}
        </Button>
        <Button variant="quiet" icon={UserPlus}>
          {actions.more}
        </Button>
        <Button variant="danger" icon={Ban}>
          {actions.revoke}
        </Button>
        <Button variant="primary" busy>
          {actions.busy}
        </Button>
        <Button disabled icon={Printer} shortcut="F9">
          {actions.print}
        </Button>
      </div>
      <div className={styles.row}>
        <Button icon={Ban} onClick={() => setOpen('confirm')} data-open="confirm">
          {actions.revoke}
        </Button>
        <Button icon={FileSignature} onClick={() => setOpen('pin')} data-open="pin">
          {actions.sign}
        </Button>
        <Button data-open="toast" onClick={() => say({ tone: 'success', title: samples.notices.success })}>
          {actions.done}
        </Button>
        <Button
          onClick={() =>
            say({ tone: 'error', title: samples.notices.error, next: samples.notices.errorNext })
          }
        >
          {actions.print}
        </Button>
      </div>
      <Dialogs open={open} close={() => setOpen(null)} />
    </Panel>
  )
}

function Dialogs({ open, close }: { open: 'confirm' | 'pin' | null; close: () => void }) {
  const text = useText().kit
  return (
    <>
      <ConfirmDialog
        open={open === 'confirm'}
        title={actions.revoke}
        confirmLabel={actions.revoke}
        icon={Ban}
        danger
        reason="required"
        onConfirm={close}
        onClose={close}
      >
        {samples.confirm}
      </ConfirmDialog>
      <PinDialog
        open={open === 'pin'}
        title={actions.sign}
        description={samples.pinWhy}
        kind="pin"
        label={samples.fields.pin}
        confirmLabel={actions.sign}
        onSubmit={(secret) => Promise.resolve(secret === '1234' ? (close(), null) : text.password.wrong(3))}
        onClose={close}
      />
    </>
  )
}
