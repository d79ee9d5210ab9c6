import { useEffect, useRef, useState } from 'react'
import { type Case, readPack } from '../../../contract/desk/cases.ts'
import { textLimits } from '../../../contract/events.ts'
import type { Problem } from '../../../contract/refusals.ts'
import { tidy } from '../../../domain/text/nfc.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { type DecidedAct, decide, type Decision, isMoved } from './caseActs.ts'
import { actLooks } from './caseLooks.ts'
import type { OtherWay } from './nextSteps.ts'

type Props = {
  act: DecidedAct
  subject: Case
  onDone: (after: Case) => void
  /** The case is not as it was seen any more. */
  onMoved: (problem: Problem) => void
  onClose: () => void
}

/** The longest note the letters have room for. */
const longest = textLimits.note

/** Asks what the act needs (a note, a reason, or only a yes) and does it. Ctrl+Enter confirms. Mounted while open. */
export function DecisionDialog({ act, onClose, ...rest }: Props) {
  const text = useText().case.dialogs
  const key = act === 'notify-refusal' ? 'notify' : act
  return (
    <Dialog open onClose={onClose} title={text[key]} description={text[`${key}Text`]} size="small">
      {act === 'return' || act === 'refuse' || act === 'send-back' ? (
        <ReasonedForm act={act} onClose={onClose} {...rest} />
      ) : (
        <NotedForm act={act} onClose={onClose} {...rest} />
      )}
    </Dialog>
  )
}

/** Sends the decision; the same id however often the person presses. */
function useDecision({ act, subject, onDone, onMoved }: Omit<Props, 'onClose'>) {
  const [actId] = useState(newActId)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const send = async (decision: Decision) => {
    setBusy(true)
    const outcome = await decide(act, subject, actId, decision)
    setBusy(false)
    setProblem(outcome.problem)
    if (outcome.problem === null) onDone(outcome.answer)
    else if (isMoved(outcome.problem)) onMoved(outcome.problem)
  }
  return { send, busy, problem }
}

function NotedForm({ onClose, ...props }: Props) {
  const text = useText().case
  const note = useRef<HTMLTextAreaElement>(null)
  const { send, busy, problem } = useDecision(props)
  const confirm = () => send({ note: tidy(note.current?.value ?? '').slice(0, longest), reasonCode: '' })
  return (
    <>
      {props.act !== 'notify-refusal' && (
        <TextArea
          ref={note}
          label={text.dialogs.note}
          hint={text.dialogs.noteHint}
          maxLength={longest}
          rows={2}
        />
      )}
      <ProblemNotice problem={problem} />
      <Confirm act={props.act} busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

function ReasonedForm({ onClose, ...props }: Props & { act: OtherWay }) {
  const text = useText().case.dialogs
  const details = useRef<HTMLTextAreaElement>(null)
  const choices = useRef<HTMLDivElement>(null)
  const [code, setCode] = useState<string | null>(null)
  const [missing, setMissing] = useState(false)
  const { send, busy, problem } = useDecision(props)
  const pack = useRoute(readPack, {}, ['office'])
  const reasons = (props.act === 'refuse' ? pack.data?.refusalReasons : pack.data?.returnReasons) ?? []
  const chosen = reasons.find((reason) => reason.code === code)
  const listed = reasons.length > 0
  // Reasons that come after the dialog still get the cursor, unless somebody writes already.
  useEffect(() => {
    if (listed && details.current?.value === '') choices.current?.querySelector('input')?.focus()
  }, [listed])

  const confirm = async () => {
    if (!chosen) {
      setMissing(true)
      choices.current?.querySelector('input')?.focus()
      return
    }
    const more = tidy(details.current?.value ?? '')
    const note = (more === '' ? chosen.label : `${chosen.label}: ${more}`).slice(0, longest)
    await send({ note, reasonCode: chosen.code })
  }
  return (
    <>
      {pack.isError && <Notice tone="error" title={text.packMissing} live="alert" />}
      <div ref={choices}>
        <RadioGroup
          label={text.reason}
          required
          options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
          error={missing && !chosen ? text.reasonMissing : undefined}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
      </div>
      <TextArea
        ref={details}
        label={text.details}
        hint={text.detailsHint}
        maxLength={longest - 80}
        rows={2}
      />
      <ProblemNotice problem={problem} />
      <Confirm act={props.act} busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

type ConfirmProps = { act: DecidedAct; busy: boolean; confirm: () => Promise<void>; onClose: () => void }

function Confirm({ act, busy, confirm, onClose }: ConfirmProps) {
  const text = useText()
  const action = { key: 'Ctrl+Enter', label: text.case.actions[act], run: confirm, when: !busy } as const
  useShortcuts([action])
  return (
    <DialogActions>
      <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
      <ActionButton
        action={action}
        variant={act === 'refuse' ? 'danger' : 'primary'}
        icon={actLooks[act].icon}
        busy={busy}
      />
    </DialogActions>
  )
}
