import { changePassword } from '../../../contract/desk/office.ts'
import { useAct } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { SecretDialog } from './SecretDialog.tsx'

/** Changes one's own password. */
export function PasswordDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const text = useText().staff
  const say = useToast()
  const { run, pending, problem, clear } = useAct(changePassword)
  const close = () => {
    clear()
    onClose()
  }
  const save = async (current: string, next: string) => {
    const done = await run({ body: { current, next } })
    if (!done) return
    say({ tone: 'success', title: text.own.changed })
    close()
  }
  return (
    <SecretDialog
      open={open}
      title={text.own.password}
      labels={{ current: text.own.current, next: text.own.next, again: text.own.again }}
      hint={text.errors.password}
      pending={pending}
      problem={problem}
      onSave={(current, next) => void save(current, next)}
      onClose={close}
    />
  )
}
