import { type FormEvent, useRef, useState } from 'react'
import {
  changeHousehold,
  enterHousehold,
  type HouseholdItem,
  splitHousehold,
} from '../../../contract/desk/households.ts'
import { readPack } from '../../../contract/desk/cases.ts'
import type { RouteAnswer } from '../../../contract/route.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { HouseholdFields } from './HouseholdFields.tsx'
import { type HouseholdForm, readForm } from './householdForm.ts'
import { HouseholdHistory } from './HouseholdHistory.tsx'

export type Way = 'add' | 'edit' | 'split'
type Props = {
  way: Way | null
  household: HouseholdItem | null
  onClose: () => void
  /** Gets the household as it is now. */
  onSaved: (household: HouseholdItem) => void
}

/** A household written down: a new one, one corrected, or the part that leaves another. */
export function HouseholdDialog({ way, household, onClose, onSaved }: Props) {
  const text = useHouseholdsText()
  const titles = { add: text.add, edit: text.edit, split: text.split }
  return (
    <Dialog
      open={way !== null}
      onClose={onClose}
      title={way === null ? '' : titles[way]}
      size="large"
      {...(way === 'split' ? { description: text.splitText } : {})}
    >
      {way !== null && (
        <Form way={way} household={way === 'add' ? null : household} onClose={onClose} onSaved={onSaved} />
      )}
    </Dialog>
  )
}

function Form({ way, household, onClose, onSaved }: Omit<Props, 'way'> & { way: Way }) {
  const text = useHouseholdsText()
  const kit = useText().kit
  const { save, pending, problem } = useSaving(way, household, onSaved)
  const [wrong, setWrong] = useState<ReadonlySet<string>>(new Set())
  const pack = useRoute(readPack, { query: {} }, ['policies'])
  const form = useRef<HTMLFormElement>(null)
  const write = {
    key: 'Ctrl+Enter',
    label: text.save,
    run: () => form.current?.requestSubmit(),
    when: !pending,
  } as const
  useShortcuts([write])
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (pending) return
    const sent = event.currentTarget
    const { household: typed, issues } = readForm(new FormData(sent))
    setWrong(new Set(issues))
    if (typed) void save(typed)
    else sent.querySelector<HTMLElement>(`[name="${issues[0] ?? 'head'}"]`)?.focus()
  }
  return (
    <EntryForm ref={form} columns={3} onSubmit={submit}>
      <HouseholdFields
        initial={household}
        part={way === 'split'}
        zones={pack.data?.zones ?? []}
        error={(name) => (wrong.has(name) ? text.wrong : undefined)}
      />
      <WholeRow>
        {way === 'edit' && household && <HouseholdHistory householdId={household.householdId} />}
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{kit.dialog.cancel}</Button>
          <ActionButton action={write} variant="primary" busy={pending} />
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}

/** One press acts once: the ids are made with the form. */
function useSaving(way: Way, household: HouseholdItem | null, onSaved: Props['onSaved']) {
  const text = useHouseholdsText()
  const locale = useLocale()
  const say = useToast()
  const [ids] = useState(() => ({ actId: newActId(), householdId: newActId() }))
  const enter = useAct(enterHousehold)
  const change = useAct(changeHousehold)
  const split = useAct(splitHousehold)
  const send = (typed: HouseholdForm): Promise<RouteAnswer<typeof enterHousehold> | null> => {
    if (way === 'add' || !household)
      return enter.run({ body: { householdId: ids.householdId, household: typed } })
    const params = { householdId: household.householdId }
    const seen = { actId: ids.actId, version: household.version }
    return way === 'edit'
      ? change.run({ params, body: { ...seen, household: typed } })
      : split.run({ params, body: { ...seen, partId: ids.householdId, part: typed } })
  }
  return {
    pending: enter.pending || change.pending || split.pending,
    problem: enter.problem ?? change.problem ?? split.problem,
    async save(typed: HouseholdForm) {
      const done = await send(typed)
      if (!done) return
      readAnew(['households'])
      say({ tone: 'success', title: text.saved(figure(locale, done.number)) })
      onSaved(done)
    },
  }
}
