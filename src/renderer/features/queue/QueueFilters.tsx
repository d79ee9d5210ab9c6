import { useNavigate } from '@tanstack/react-router'
import { FilterX } from 'lucide-react'
import type { QueuePage } from '../../../contract/desk/cases.ts'
import { closedStates } from '../../../domain/case.ts'
import { useText } from '../../text/Text.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Option, Select } from '../../ui/Select.tsx'
import { EmptyState } from '../../ui/States.tsx'
import styles from './Queue.module.css'
import type { QueueView } from './QueuePage.tsx'
import type { QueuePick } from './useQueueList.ts'

type Props = { view: QueueView; pick: QueuePick; choices: QueuePage['choices'] }

/** What the office may pick a queue by; a choice of one is none, unless it is what was picked. */
export function QueueFilters({ view, pick, choices }: Props) {
  const text = useText().queue
  const options = useOptions(view, choices)
  const show = usePicking(view, pick)
  const shown = pickedBy.filter((name) => options[name].length > 1 || pick[name] !== undefined)
  if (shown.length === 0) return null
  return (
    <div role="group" aria-label={text.picks.label} className={styles.filters}>
      {shown.map((name) => (
        <Select
          // The list is put in anew with its choices, and with what is picked from elsewhere.
          key={`${name} ${options[name].length} ${pick[name] ?? ''}`}
          className={styles.filter}
          label={text.picks[name]}
          labelHidden
          placeholder={text.picks[name]}
          options={options[name]}
          defaultValue={pick[name] ?? ''}
          onChange={(event) => show(name, event.currentTarget.value)}
        />
      ))}
    </div>
  )
}

const pickedBy = [
  'procedure',
  'category',
  'step',
  'deadline',
  'state',
] as const satisfies readonly (keyof QueuePick)[]

function useOptions(view: QueueView, choices: Props['choices']): Readonly<Record<keyof QueuePick, Option[]>> {
  const { app, kit } = useText()
  const plain = (texts: readonly string[]) => texts.map((text) => ({ value: text, label: text }))
  const waits: Readonly<Partial<Record<string, string>>> = app.waits
  const isClosed = view === 'closed'
  const { onTime, soon, overdue } = kit.deadline
  return {
    procedure: plain(choices.procedures),
    category: plain(choices.categories),
    step: choices.steps.map((step) => ({ value: step, label: waits[step] ?? app.acts[step] })),
    deadline: isClosed
      ? []
      : [
          { value: 'overdue', label: overdue },
          { value: 'soon', label: soon },
          { value: 'on-time', label: onTime },
        ],
    state: isClosed ? closedStates.map((state) => ({ value: state, label: app.states[state] })) : [],
  }
}

function usePicking(view: QueueView, pick: QueuePick): (name: keyof QueuePick, chosen: string) => void {
  const navigate = useNavigate()
  return (name, chosen) =>
    void navigate({
      to: '/',
      search: { ...searchOf(view), ...pick, [name]: chosen === '' ? undefined : chosen },
      replace: true,
    })
}

/** The address of a view with nothing picked. */
export function searchOf(view: QueueView): { queue?: QueueView } {
  return view === 'mine' ? {} : { queue: view }
}

/** Nothing fits what is picked: back to everything. */
export function NonePicked({ view }: { view: QueueView }) {
  const text = useText().queue
  const navigate = useNavigate()
  const all = () => void navigate({ to: '/', search: searchOf(view), replace: true })
  return (
    <EmptyState icon={FilterX} title={text.noneOf} action={<Button onClick={all}>{text.pickAll}</Button>}>
      {text.noneOfText}
    </EmptyState>
  )
}
