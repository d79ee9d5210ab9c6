import { setPin } from '../../../contract/desk/office.ts'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { SecretDialog } from './SecretDialog.tsx'

/** Sets one's own sealing PIN; ward police only. */
export function PinChangeDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().staff
  const say = useToast()
  const { run, pending, problem, clear } = useAct(setPin)
  const close = () => {
    clear()
    onClose()
  }
  const save = async (password: string, pin: string) => {
    const done = await run({ body: { password, pin } })
    if (!done) return
    say({ tone: 'success', title: text.own.pinChanged })
    readAnew(['office', 'staff'])
    close()
  }
  return (
    <SecretDialog
      open={open}
      title={text.own.pin}
      description={text.own.pinNote}
      labels={{ current: text.own.current, next: text.own.newPin, again: text.own.pinAgain }}
      hint={text.errors.pin}
      digits
      pending={pending}
      problem={problem}
      onSave={(current, next) => void save(current, next)}
      onClose={close}
    />
  )
}
