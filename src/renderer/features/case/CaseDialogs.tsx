import { Suspense } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { type CaseAct, isClosed } from '../../../domain/case.ts'
import { useText } from '../../text/Text.tsx'
import type { Texts } from '../../text/vi.ts'
import { useToast } from '../../ui/Toasts.tsx'
import { type ActDialogProps, actDialogs } from './actDialogs.tsx'
import type { CaseDialog } from './CasePage.tsx'
import { FurtherActsDialog } from './FurtherActsDialog.tsx'
import { waitsFor } from './nextSteps.ts'
import { PrintDialog } from './PrintDialog.tsx'

type Props = {
  dialog: CaseDialog
  subject: Case
  onTake: (after: Case) => void
  onOpen: (dialog: CaseDialog) => void
  onMoved: ActDialogProps['onMoved']
  onClose: () => void
}

/** The open dialog; an act that is done closes it and says where the case goes. */
export function CaseDialogs({ dialog, subject, onTake, onOpen, onMoved, onClose }: Props) {
  const text = useText()
  const say = useToast()
  const taken = (after: Case) => {
    onTake(after)
    onClose()
  }
  switch (dialog.kind) {
    case 'act': {
      const Dialog = actDialogs[dialog.act]
      if (!Dialog) return null
      const done = (after: Case) => {
        taken(after)
        say({
          tone: 'success',
          title: doneWords(dialog.act, subject, after, text),
          children: text.case.toast.take,
        })
      }
      return (
        <Suspense fallback={null}>
          <Dialog {...{ subject, onTake, onMoved, onClose }} onDone={done} />
        </Suspense>
      )
    }
    case 'further':
      return (
        <FurtherActsDialog
          acts={dialog.acts}
          onPick={(act) => onOpen({ kind: 'act', act })}
          onClose={onClose}
        />
      )
    case 'print':
      return <PrintDialog subject={subject} sheet={dialog.sheet} onDone={taken} onClose={onClose} />
  }
}

/** What was done, and where the case goes from here. */
function doneWords(act: CaseAct, before: Case, { next, nextLabel }: Case, text: Texts): string {
  const waited = waitsFor(next)
  if (waited === null)
    return isClosed(before.state) ? text.case.done[act] : text.case.toast.ends(text.app.acts[act])
  return text.case.toast.next(text.case.done[act], nextLabel ?? text.app.acts[waited])
}
