import { useRef } from 'react'
import { textLimits } from '../../../contract/events.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useText } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NoteArea } from '../../ui/NoteArea.tsx'
import { readNote } from '../../ui/notes.ts'
import { ActButtons } from './ActButtons.tsx'
import type { ActDialogProps } from './actDialogs.tsx'
import { type DecidedAct, decide, isNoted, isReasoned, type ReasonedAct } from './caseActs.ts'
import { ReasonFields, useReasoning } from './ReasonFields.tsx'
import { useActing } from './useActing.ts'
import { reasonsFor } from '../../../contract/policy/rules.ts'
import { procedureOfCase, stepAfterNext } from './packRules.ts'
import { usePackOf } from './usePackOf.ts'

type Props = ActDialogProps & { act: DecidedAct }

/** Asks what the act needs (a note, a reason, or only a yes) and does it. Ctrl+Enter confirms. Mounted while open. */
export function DecisionDialog({ act, ...rest }: Props) {
  const text = useText().case.dialogs
  const where = useWhereTo(rest.subject)
  const description = isNoted(act) ? [text[`${act}Text`], where].join(' ') : text[`${act}Text`]
  // What is decided about is called as its rules call it: not every record gives a paper.
  const isDecision = act === 'approve' || act === 'refuse'
  const title = isDecision ? text.about(text[act], rest.subject.procedure.title) : text[act]
  return (
    <Dialog open onClose={rest.onClose} title={title} description={description.trim()} size="small">
      {isReasoned(act) ? <ReasonedForm act={act} {...rest} /> : <NotedForm act={act} {...rest} />}
    </Dialog>
  )
}

/** Where the case goes from the step it waits for, in the words of its pack. */
function useWhereTo(subject: Props['subject']): string {
  const text = useText().case.dialogs
  const { pack } = usePackOf(subject)
  const after = stepAfterNext(procedureOfCase(pack, subject), subject)
  if (after === null) return ''
  return after.label === null ? text.lastStep : text.nextStep(after.label)
}

function NotedForm({ act, subject, onClose, ...rest }: Props) {
  const text = useText().case
  const note = useRef<HTMLTextAreaElement>(null)
  const { send, busy, problem } = useActing(rest)
  const confirm = () => {
    const typed = readNote(note.current, textLimits.note)
    if (typed === null) return
    return send((actId) => decide(act, subject, actId, { note: typed, reasonCode: '' }))
  }
  return (
    <>
      {isNoted(act) && (
        <NoteArea
          ref={note}
          label={text.dialogs.note}
          hint={text.dialogs.noteHint}
          longest={textLimits.note}
          rows={2}
        />
      )}
      <ProblemNotice problem={problem} />
      <ActButtons act={act} busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}

function ReasonedForm({ act, subject, onClose, ...rest }: ActDialogProps & { act: ReasonedAct }) {
  const text = useText().case.dialogs
  const { send, busy, problem } = useActing(rest)
  const { pack, failed } = usePackOf(subject)
  const reasoning = useReasoning(reasonsFor(pack, act), failed)
  const confirm = () => {
    const decision = reasoning.given()
    return decision ? send((actId) => decide(act, subject, actId, decision)) : undefined
  }
  return (
    <>
      <ReasonFields
        {...reasoning.fields}
        {...(act === 'return' || act === 'send-back' ? { hint: text.detailsHint } : {})}
      />
      <ProblemNotice problem={problem} />
      <ActButtons act={act} busy={busy} confirm={confirm} onClose={onClose} />
    </>
  )
}
