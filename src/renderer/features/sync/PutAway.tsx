import { Check } from 'lucide-react'
import { useState } from 'react'
import { putCityLineAway } from '../../../contract/desk/sync.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import type { Attention } from './attention.ts'

/** Marks the line of the city under the cursor as dealt with otherwise; nothing for those who may not, or other rows. */
export function PutAway({ entry, what }: { entry: Attention | null; what: string }) {
  const text = useText().sync
  const [open, setOpen] = useState(false)
  const { run, problem, clear } = useAct(putCityLineAway)
  const say = useToast()
  const { roles } = useSession().session
  const may = roles.includes('administrator') || roles.includes('ward-official')
  const line = entry?.line ?? null
  const action = {
    key: 'Shift+F8',
    label: text.putAway,
    run: () => setOpen(true),
    when: may && line !== null,
  } as const
  useShortcuts([action])
  const confirm = async () => {
    if (line === null || !(await run({ params: { line } }))) return
    readAnew(['sync'])
    setOpen(false)
    say({ tone: 'success', title: text.putAwayDone })
  }
  if (!may || line === null) return null
  const close = () => {
    clear()
    setOpen(false)
  }
  return (
    <>
      <ActionButton action={action} icon={Check} />
      <ConfirmDialog
        open={open}
        onClose={close}
        title={text.putAwayTitle}
        confirmLabel={text.putAway.replace('…', '')}
        icon={Check}
        onConfirm={confirm}
      >
        <p>{text.putAwayText(what)}</p>
        <ProblemNotice problem={problem} />
      </ConfirmDialog>
    </>
  )
}
