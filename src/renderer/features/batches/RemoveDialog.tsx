import { UserX } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { type ListPreview, removeFromList } from '../../../contract/desk/list-intake.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { ReasonFields, useReasoning } from '../case/ReasonFields.tsx'
import { PeopleToRemove, type Removable } from './PeopleToRemove.tsx'

type Props = {
  readonly caseId: string
  readonly people: readonly Removable[]
  readonly reasons: ListPreview['asks']['stopReasons']
  /** Ticked as it opens; nobody unless told. */
  readonly chosen?: readonly string[]
  /** Said above the people: who asked for it, and why. */
  readonly children?: ReactNode
  readonly onDone: (outcome: RouteAnswer<typeof removeFromList>) => void
  readonly onClose: () => void
}

/** Takes people off the list of their organisation, one or all of them, with a reason of the rules. Mounted while open. */
export function RemoveDialog(props: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={text.removeTitle(figure(locale, props.people.length))}
      description={text.removeText}
      size="large"
    >
      {props.children}
      <RemoveForm {...props} />
    </Dialog>
  )
}

function RemoveForm({ caseId, people, reasons, chosen, onDone, onClose }: Props) {
  const text = useBatchesText().intake
  const { cancel } = useText().kit.dialog
  const locale = useLocale()
  const [ticked, tick] = useState<ReadonlySet<string>>(new Set(chosen))
  const { run, pending, problem } = useRemoving(caseId)
  const reasoning = useReasoning(reasons, false, false)
  const confirm = async () => {
    const given = reasoning.given()
    if (!given) return
    const outcome = await run([...ticked], given)
    if (outcome) onDone(outcome)
  }
  const action = {
    key: 'Ctrl+Enter',
    label: ticked.size > 0 ? text.removeChosen(figure(locale, ticked.size)) : text.nobodyChosen,
    run: confirm,
    when: ticked.size > 0 && !pending,
  } as const
  useShortcuts([action])
  return (
    <>
      <PeopleToRemove people={people} ticked={ticked} onTick={tick} />
      <ReasonFields {...reasoning.fields} />
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{cancel}</Button>
        <ActionButton action={action} icon={UserX} variant="danger" busy={pending} />
      </DialogActions>
    </>
  )
}

/** The same people for the same reason again, after an answer that was lost, are the same act. */
function useRemoving(caseId: string) {
  const { run, pending, problem } = useAct(removeFromList)
  const [actIds, setActIds] = useState<ReadonlyMap<string, string>>(new Map())
  const remove = (cases: string[], given: { reasonCode: string; note: string }) => {
    const key = [...cases].sort().join(' ')
    const actId = actIds.get(key) ?? newActId()
    setActIds(new Map([...actIds, [key, actId]]))
    return run({ params: { caseId }, body: { actId, cases, ...given } })
  }
  return { run: remove, pending, problem }
}
