import { useShortcuts } from '../../keys/Shortcuts.tsx'
import type { CaseAct } from '../../../domain/case.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { actLooks } from './caseLooks.ts'

type Props = {
  act: CaseAct & keyof Texts['case']['actions']
  busy: boolean
  confirm: () => void | Promise<void>
  onClose: () => void
}

/** What is not taken back. */
const dangers: readonly CaseAct[] = ['refuse', 'stop', 'withdraw']

/** The two buttons at the end of an act's dialog: leave it, or do it with Ctrl+Enter. */
export function ActButtons({ act, busy, confirm, onClose }: Props) {
  const text = useText()
  const action = { key: 'Ctrl+Enter', label: text.case.actions[act], run: confirm, when: !busy } as const
  useShortcuts([action])
  return (
    <DialogActions>
      <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
      <ActionButton
        action={action}
        variant={dangers.includes(act) ? 'danger' : 'primary'}
        icon={actLooks[act].icon}
        busy={busy}
      />
    </DialogActions>
  )
}
