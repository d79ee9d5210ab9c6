import { type FormEvent, useState } from 'react'
import { type HouseholdItem, leaveHousehold } from '../../../contract/desk/households.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useMayWithdraw } from './useKeeper.ts'

const reasons = ['moved-out', 'entered-in-error'] as const
type Props = { household: HouseholdItem | null; onClose: () => void }

/** A household that moved out, or was written down in error. */
export function LeaveDialog({ household, onClose }: Props) {
  const text = useHouseholdsText()
  return (
    <Dialog open={household !== null} onClose={onClose} title={text.leave} size="small">
      {household && <LeaveForm household={household} onClose={onClose} />}
    </Dialog>
  )
}

function LeaveForm({ household, onClose }: { household: HouseholdItem; onClose: () => void }) {
  const text = useHouseholdsText()
  const locale = useLocale()
  const kit = useText().kit
  const say = useToast()
  const mayWithdraw = useMayWithdraw()
  const [actId] = useState(newActId)
  const { run, pending, problem } = useAct(leaveHousehold)
  const { householdId, version, number, head } = household
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget)
    const said = wordAt(data, 'reason')
    const reason = reasons.find((one) => one === said) ?? 'moved-out'
    const done = await run({
      params: { householdId },
      body: { actId, version, reason, endCards: data.has('endCards') },
    })
    if (!done) return
    readAnew(['households', 'cases', 'batches'])
    const waiting = done.cardsToEnd.length
    if (waiting > 0) say({ tone: 'warning', title: text.cardsWait(figure(locale, waiting)) })
    say({ tone: 'success', title: text.leaveDone(figure(locale, number)) })
    onClose()
  }
  return (
    <EntryForm columns={1} onSubmit={(event) => void submit(event)}>
      <p>{text.leaveText(head)}</p>
      <RadioGroup
        name="reason"
        label={text.leaveReason}
        options={reasons.map((value) => ({ value, label: text.leaveReasons[value] }))}
        defaultValue="moved-out"
      />
      {mayWithdraw && <Checkbox name="endCards" label={text.endCards} />}
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{kit.dialog.cancel}</Button>
          <Button type="submit" variant="danger" busy={pending}>
            {text.leave}
          </Button>
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}
