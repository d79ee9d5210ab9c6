import { type FormEvent, useState } from 'react'
import { type HouseholdItem, mergeHousehold, searchHouseholds } from '../../../contract/desk/households.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { ask, useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { useMayWithdraw } from './useKeeper.ts'

type Props = {
  household: HouseholdItem | null
  onClose: () => void
  onMerged: (household: HouseholdItem) => void
}

/** Takes another household, named by its number, into this one. */
export function MergeDialog({ household, onClose, onMerged }: Props) {
  const text = useHouseholdsText()
  return (
    <Dialog
      open={household !== null}
      onClose={onClose}
      title={text.merge}
      description={text.mergeText}
      size="small"
    >
      {household && <MergeForm household={household} onClose={onClose} onMerged={onMerged} />}
    </Dialog>
  )
}

function MergeForm({ household, onClose, onMerged }: Props & { household: HouseholdItem }) {
  const text = useHouseholdsText()
  const locale = useLocale()
  const kit = useText().kit
  const say = useToast()
  const mayWithdraw = useMayWithdraw()
  const [actId] = useState(newActId)
  const [unknown, setUnknown] = useState(false)
  const { run, pending, problem } = useAct(mergeHousehold)
  const { householdId, version } = household
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget)
    const typed = wordAt(data, 'number').trim()
    const found = await ask(searchHouseholds, { body: { text: typed } })
    const other = found.answer?.items.find((one) => String(one.number) === typed)
    setUnknown(!other)
    if (!other) return
    const endCards = data.has('endCards')
    const body = { actId, version, other: other.householdId, otherVersion: other.version, endCards }
    const done = await run({ params: { householdId }, body })
    if (!done) return
    readAnew(['households', 'cases', 'batches'])
    const waiting = done.cardsToEnd.length
    if (waiting > 0) say({ tone: 'warning', title: text.cardsWait(figure(locale, waiting)) })
    say({ tone: 'success', title: text.merged(figure(locale, done.number)) })
    onMerged(done)
  }
  return (
    <EntryForm columns={1} onSubmit={(event) => void submit(event)}>
      <TextField
        name="number"
        label={text.mergeNumber}
        inputMode="numeric"
        figures
        error={unknown ? text.mergeUnknown : undefined}
        required
      />
      {mayWithdraw && <Checkbox name="endCards" label={text.endCards} />}
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{kit.dialog.cancel}</Button>
          <Button type="submit" variant="primary" busy={pending}>
            {text.merge}
          </Button>
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}
