import { useRef, useState } from 'react'
import { withdrawPaper, withdrawReasons } from '../../../contract/desk/issuing.ts'
import { textLimits } from '../../../contract/events.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask } from '../../app/queries.ts'
import { useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { NoteArea } from '../../ui/NoteArea.tsx'
import { readNote } from '../../ui/notes.ts'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import { useActing } from './useActing.ts'

/** Withdraws the paper of a case: the reason a checkpoint shows, and the grounds. Mounted while open. */
export function WithdrawDialog(props: ActDialogProps) {
  const text = useText().seals.withdraw
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text} size="small">
      <WithdrawForm {...props} />
    </Dialog>
  )
}

function WithdrawForm({ subject, onClose, ...rest }: ActDialogProps) {
  const text = useText().seals.withdraw
  const note = useRef<HTMLTextAreaElement>(null)
  const [reason, setReason] = useState<(typeof withdrawReasons)[number]>('withdrawn')
  const [missing, setMissing] = useState(false)
  const { send, busy, problem } = useActing(rest)
  const { caseId, version } = subject
  const confirm = () => {
    const grounds = readNote(note.current, textLimits.note)
    if (grounds === null) return
    setMissing(grounds === '')
    if (grounds === '') return note.current?.focus()
    const body = { version, reason, note: grounds }
    return send((actId) => ask(withdrawPaper, { params: { caseId }, body: { actId, ...body } }))
  }
  return (
    <>
      <RadioGroup
        label={text.reason}
        required
        autoFocus
        defaultValue="withdrawn"
        options={withdrawReasons.map((value) => ({ value, label: text.reasons[value] }))}
        onChange={(event) =>
          setReason(withdrawReasons.find((one) => one === event.currentTarget.value) ?? 'withdrawn')
        }
      />
      <NoteArea
        ref={note}
        label={text.note}
        hint={text.noteHint}
        required
        rows={2}
        longest={textLimits.note}
        error={missing ? text.noteMissing : undefined}
        onInput={() => setMissing(false)}
      />
      <ProblemNotice problem={problem} />
      <ActButtons act="withdraw" busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}
