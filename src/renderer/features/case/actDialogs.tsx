import { type ComponentType, lazy } from 'react'
import type { CaseAct } from '../../../domain/case.ts'
import type { Case } from '../../../contract/desk/cases.ts'
import type { Problem } from '../../../contract/refusals.ts'
import type { DecidedAct } from './caseActs.ts'
import { DecisionDialog } from './DecisionDialog.tsx'
import { HandOverDialog } from './HandOverDialog.tsx'
import { SealDialog } from './SealDialog.tsx'

/** What the dialog of an act gets. It is mounted while open. */
export type ActDialogProps = {
  readonly subject: Case
  /** The act is done: the dialog closes, and where the case goes is told. */
  readonly onDone: (after: Case) => void
  /** The act is done, and the dialog stays until it is closed by hand. */
  readonly onTake: (after: Case) => void
  /** The case is not as it was seen any more: the dialog closes and says so. */
  readonly onMoved: (problem: Problem) => void
  readonly onClose: () => void
}
type ActDialog = ComponentType<ActDialogProps>

function deciding(act: DecidedAct): ActDialog {
  return (props) => <DecisionDialog act={act} {...props} />
}

/**
 * The dialog of every act; an act without one has no button. Rarer ones are loaded when first opened. `complete` is a
 * page of its own, `print` belongs to the sheets.
 */
export const actDialogs: Readonly<Partial<Record<CaseAct, ActDialog>>> = {
  verify: deciding('verify'),
  confirm: deciding('confirm'),
  submit: deciding('submit'),
  approve: deciding('approve'),
  return: deciding('return'),
  refuse: deciding('refuse'),
  'send-back': deciding('send-back'),
  stop: deciding('stop'),
  'notify-refusal': deciding('notify-refusal'),
  'notify-stop': deciding('notify-stop'),
  'confirm-transfer': deciding('confirm-transfer'),
  seal: SealDialog,
  'hand-over': HandOverDialog,
  stamp: lazy(async () => ({ default: (await import('./StampDialog.tsx')).StampDialog })),
  replace: lazy(async () => ({ default: (await import('./ReplaceDialog.tsx')).ReplaceDialog })),
  withdraw: lazy(async () => ({ default: (await import('./WithdrawDialog.tsx')).WithdrawDialog })),
  transfer: lazy(async () => ({ default: (await import('./TransferDialog.tsx')).TransferDialog })),
  extend: lazy(async () => ({ default: (await import('./ExtendDialog.tsx')).ExtendDialog })),
  pay: lazy(async () => ({ default: (await import('./PayDialog.tsx')).PayDialog })),
}
