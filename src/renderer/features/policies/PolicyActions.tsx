import { CalendarClock, PencilLine, Play, ThumbsUp, Undo2 } from 'lucide-react'
import { useState } from 'react'
import {
  approvePolicy,
  type Policy,
  type PolicyDetails,
  rollBackPolicy,
} from '../../../contract/desk/policies.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { usePoliciesText } from '../../text/policies.ts'
import { ActivateDialog } from './ActivateDialog.tsx'
import styles from './Policies.module.css'
import { paramsOf } from './policyWords.ts'

type Opened = 'approve' | 'activate' | 'roll-back' | null

type Props = {
  policy: Policy
  /** What has to be read before it is put in force; not there yet while it is loading. */
  details: PolicyDetails | undefined
  onEdit: () => void
}

/** What an administrator may do with a pack now; each with its key. */
export function PolicyActions({ policy, details, onEdit }: Props) {
  const text = usePoliciesText()
  const { session } = useSession()
  const [opened, setOpened] = useState<Opened>(null)
  const close = () => setOpened(null)
  const { state, approvals } = policy
  const isMine = approvals.some(({ user }) => user === session.user)
  const approve = {
    key: 'Ctrl+Enter',
    label: text.approve,
    run: () => setOpened('approve'),
    when: !isMine,
  } as const
  const activate = { key: 'Ctrl+Enter', label: text.activate, run: () => setOpened('activate') } as const
  const back = {
    key: 'Shift+F8',
    label: state === 'scheduled' ? text.cancel : text.rollBack,
    run: () => setOpened('roll-back'),
  } as const
  const edit = { key: 'Shift+F4', label: text.edit, run: onEdit } as const
  const mayApprove = state === 'needs-approval'
  const mayActivate = state === 'ready' || state === 'past'
  const mayGoBack = state === 'scheduled' || (state === 'in-force' && (details?.returnsTo ?? null) !== null)
  const mayEdit = state !== 'too-new' && state !== 'needs-approval'
  useShortcuts([
    ...(mayApprove ? [approve] : []),
    ...(mayActivate ? [activate] : []),
    ...(mayGoBack ? [back] : []),
    ...(mayEdit ? [edit] : []),
  ])
  return (
    <div className={styles.actions}>
      {mayApprove && <ActionButton action={approve} icon={ThumbsUp} variant="primary" />}
      {mayActivate && <ActionButton action={activate} icon={Play} variant="primary" />}
      {mayGoBack && <ActionButton action={back} icon={state === 'scheduled' ? CalendarClock : Undo2} />}
      {mayEdit && <ActionButton action={edit} icon={PencilLine} />}
      <ApproveDialog policy={policy} open={opened === 'approve'} onClose={close} />
      {details && <ActivateDialog policy={details} open={opened === 'activate'} onClose={close} />}
      <RollBackDialog
        policy={policy}
        before={details?.returnsTo ?? ''}
        open={opened === 'roll-back'}
        onClose={close}
      />
    </div>
  )
}

type DialogProps = { policy: Policy; open: boolean; onClose: () => void }

function ApproveDialog({ policy, open, onClose }: DialogProps) {
  const text = usePoliciesText()
  const { run, problem } = useAct(approvePolicy)
  const [actId] = useState(newActId)
  const say = useToast()
  const confirm = async () => {
    const done = await run({ params: paramsOf(policy), body: { actId } })
    if (!done) return
    readAnew(['policies'])
    onClose()
    say({ tone: 'success', title: done.state === 'needs-approval' ? text.approvedOne : text.approvedBoth })
  }
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={text.approve}
      confirmLabel={text.approve}
      icon={ThumbsUp}
      onConfirm={confirm}
    >
      <p>{text.approveText(policy.title)}</p>
      <ProblemNotice problem={problem} />
    </ConfirmDialog>
  )
}

function RollBackDialog({ policy, before, open, onClose }: DialogProps & { before: string }) {
  const text = usePoliciesText()
  const { run, problem } = useAct(rollBackPolicy)
  const say = useToast()
  const isScheduled = policy.state === 'scheduled'
  const confirm = async () => {
    const done = await run({ params: paramsOf(policy), body: { actId: newActId() } })
    if (!done) return
    readAnew(['policies', 'office'])
    onClose()
    say({ tone: 'success', title: isScheduled ? text.cancelled : text.rolledBack })
  }
  const label = isScheduled ? text.cancel : text.rollBack
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={label}
      confirmLabel={label}
      icon={Undo2}
      onConfirm={confirm}
    >
      <p>{isScheduled ? text.cancelText(policy.title) : text.rollBackText(policy.title, before)}</p>
      <ProblemNotice problem={problem} />
    </ConfirmDialog>
  )
}
