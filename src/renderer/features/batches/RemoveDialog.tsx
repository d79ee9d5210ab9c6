import { useState } from 'react'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { type ListPreview, removeFromList } from '../../../contract/desk/list-intake.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { ActButtons } from '../case/ActButtons.tsx'
import { ReasonFields, useReasoning } from '../case/ReasonFields.tsx'

type Props = {
  caseId: string
  preview: ListPreview
  onDone: (outcome: BulkOutcome) => void
  onClose: () => void
}

/** Takes people off the list of their organisation, with a reason of the rules. Mounted while open. */
export function RemoveDialog(props: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const count = figure(locale, props.preview.removed.length)
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={text.removeTitle(count)}
      description={text.removeText}
      size="small"
    >
      <RemoveForm {...props} />
    </Dialog>
  )
}

function RemoveForm({ caseId, preview: { removed, asks }, onDone, onClose }: Props) {
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(removeFromList)
  const reasoning = useReasoning(asks.stopReasons, false)
  const confirm = async () => {
    const given = reasoning.given()
    if (!given) return
    const outcome = await run({
      params: { caseId },
      body: { actId, cases: removed.map((one) => one.caseId), ...given },
    })
    if (outcome) onDone(outcome)
  }
  return (
    <>
      <ReasonFields {...reasoning.fields} />
      <ProblemNotice problem={problem} />
      <ActButtons act="stop" busy={pending} confirm={confirm} onClose={onClose} />
    </>
  )
}
