import { type FormEvent, useRef, useState } from 'react'
import { searchHouseholds } from '../../../contract/desk/households.ts'
import { makeCards, planMarketDays } from '../../../contract/desk/market-days.ts'
import { type CivilDate, dateAt } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showDate } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import { useLateField } from '../../ui/useLateField.ts'
import { CardsLeft, type MadeCards } from './CardsLeft.tsx'

type Props = { open: boolean; onClose: () => void; onMade: (list: string) => void }

/** The days of the cards and whose they are; afterwards who got none, and why. */
export function MakeCardsDialog({ open, onClose, onMade }: Props) {
  const text = useHouseholdsText().cards
  const [made, setMade] = useState<MadeCards | null>(null)
  const close = () => {
    setMade(null)
    onClose()
  }
  const take = (done: MadeCards) => {
    if (done.batchId) onMade(done.batchId)
    if (done.left.length > 0) setMade(done)
    else close()
  }
  return (
    <Dialog open={open} onClose={close} title={text.make} description={text.makeText}>
      {open &&
        (made ? (
          <CardsLeft key={made.actId} made={made} onClose={close} onMade={take} />
        ) : (
          <MakeForm onClose={close} onMade={take} />
        ))}
    </Dialog>
  )
}

function MakeForm({ onClose, onMade }: { onClose: () => void; onMade: (made: MadeCards) => void }) {
  const plan = useRoute(planMarketDays, { query: {} }, ['households', 'policies'])
  const groups = useRoute(searchHouseholds, { body: {} }, ['households'])
  const text = useHouseholdsText()
  const locale = useLocale()
  const kit = useText().kit
  const say = useToast()
  const [batchId] = useState(newActId)
  const { run, pending, problem } = useAct(makeCards)
  const form = useRef<HTMLFormElement>(null)
  const isReady = plan.data !== undefined && groups.data !== undefined
  const from = useLateField<HTMLInputElement>(isReady)
  const make = {
    key: 'Ctrl+Enter',
    label: text.cards.make,
    run: () => form.current?.requestSubmit(),
    when: isReady && !pending,
  } as const
  useShortcuts([make])
  if (!plan.data || !groups.data) return <LoadingState />
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const data = new FormData(event.currentTarget)
    const day = (name: string) => readTypedDate(wordAt(data, name), dateAt(Date.now()))
    const [firstDay, lastDay] = [day('from'), day('to')]
    if (!firstDay || !lastDay) return
    const done = await run({ body: { batchId, firstDay, lastDay, group: wordAt(data, 'group') || null } })
    if (!done) return
    readAnew(['batches', 'cases', 'households'])
    const [count, left] = [figure(locale, done.made), figure(locale, done.left.length)]
    say({ tone: 'success', title: text.cards.made(count, left) })
    onMade({ ...done, actId: batchId, firstDay, lastDay })
  }
  const { firstDay, lastDay } = plan.data
  return (
    <EntryForm ref={form} onSubmit={(event) => void submit(event)}>
      <DateField
        name="from"
        label={text.days.from}
        defaultValue={showDate(firstDay as CivilDate)}
        required
        ref={from}
      />
      <DateField name="to" label={text.days.to} defaultValue={showDate(lastDay as CivilDate)} required />
      <WholeRow>
        <Select
          name="group"
          label={text.group}
          placeholder={text.everyGroup}
          options={groups.data.groups.map(({ group, households }) => ({
            value: group,
            label: `${group} (${figure(locale, households)})`,
          }))}
        />
      </WholeRow>
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{kit.dialog.cancel}</Button>
          <ActionButton action={make} variant="primary" busy={pending} />
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}
