import { ListPlus } from 'lucide-react'
import { useState } from 'react'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { type ListPreview, takeOrganisationList } from '../../../contract/desk/list-intake.ts'
import { civilDate, dateAt } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useBatchesText } from '../../text/batches.ts'
import { figure, showDate } from '../../text/figures.ts'
import { useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { SuggestField } from '../../ui/SuggestField.tsx'
import { TimeWindowsField } from '../../ui/TimeWindowsField.tsx'
import { readTypedDate } from '../../ui/typedDates.ts'
import type { TimeWindow } from '../../ui/typedTimes.ts'
import { WeekdaysField } from '../../ui/WeekdaysField.tsx'
import styles from './Batches.module.css'
import { OutcomeNotice } from './OutcomeNotice.tsx'

type Props = {
  caseId: string
  preview: ListPreview
  without: ReadonlySet<string>
  onTaken: (batchId: string, outcome: BulkOutcome) => void
}

type Typed = {
  category: string
  zone: string
  purpose: string
  from: string
  until: string
  weekdays: readonly number[]
  windows: readonly TimeWindow[] | null
}

/** What is asked for everybody new on the list, once; Ctrl+Enter takes them. */
export function TakeForm({ caseId, preview, without, onTaken }: Props) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const { asks, intakeId, rows } = preview
  const [batchId] = useState(newActId)
  const [typed, setTyped] = useState(() => startOf(asks))
  const [tried, setTried] = useState(false)
  const [stayed, setStayed] = useState<BulkOutcome | null>(null)
  const { run, pending, problem } = useAct(takeOrganisationList)
  const count = rows.filter(({ row, standing }) => standing === 'new' && !without.has(String(row))).length
  const asked = asks.zones.length > 0 && typed.zone === '' ? null : askedOf(typed)
  const take = async () => {
    setTried(true)
    if (!asked) return
    const body = { batchId, intakeId, without: [...without].map(Number), ...asked }
    const outcome = await run({ params: { caseId }, body })
    if (outcome && outcome.done > 0) onTaken(batchId, outcome)
    else setStayed(outcome)
  }
  const action = {
    key: 'Ctrl+Enter',
    label: count > 0 ? text.takeAll(figure(locale, count)) : text.nothingNew,
    run: take,
    when: count > 0 && !pending,
  } as const
  useShortcuts([action])
  return (
    <Panel title={text.form}>
      <div className={styles.form}>
        <Fields
          asks={asks}
          typed={typed}
          tried={tried}
          onChange={(part) => setTyped({ ...typed, ...part })}
        />
        <ProblemNotice problem={problem} />
        {stayed && <OutcomeNotice outcome={stayed} />}
        <ActionButton action={action} icon={ListPlus} variant="primary" busy={pending} />
      </div>
    </Panel>
  )
}

function startOf({ categories, zone, purposes, firstDay, lastDay }: ListPreview['asks']): Typed {
  const shown = (day: string) => {
    const date = civilDate(day)
    return date ? showDate(date) : day
  }
  return {
    category: String(categories[0]?.code ?? ''),
    zone: zone ?? '',
    purpose: purposes[0] ?? '',
    from: shown(firstDay),
    until: shown(lastDay),
    weekdays: [0, 1, 2, 3, 4, 5, 6],
    windows: [],
  }
}

/** The first and last day as typed; null while they cannot be read, or end before they begin. */
function daysOf({ from, until }: Typed) {
  const today = dateAt(Date.now())
  const [firstDay, lastDay] = [readTypedDate(from, today), readTypedDate(until, today)]
  return !firstDay || !lastDay || lastDay < firstDay ? null : { firstDay, lastDay }
}

/** What was typed as the office takes it; null while something is missing. */
function askedOf(typed: Typed) {
  const { category, zone, purpose, weekdays, windows } = typed
  const days = daysOf(typed)
  if (!days) return null
  if (purpose === '' || weekdays.length === 0 || windows === null) return null
  return {
    category: Number(category),
    ...(zone === '' ? {} : { zone }),
    purpose,
    schedule: {
      ...days,
      weekdays: [...weekdays],
      windows: windows.map((one): [number, number] => [one.from, one.to]),
    },
  }
}

type FieldsProps = {
  asks: ListPreview['asks']
  typed: Typed
  tried: boolean
  onChange: (part: Partial<Typed>) => void
}

function Fields({ asks, typed, tried, onChange }: FieldsProps) {
  const text = useBatchesText().intake
  const daysWrong = tried && daysOf(typed) === null
  const missing = (isMissing: boolean, words: string) => (tried && isMissing ? { error: words } : {})
  return (
    <>
      {asks.categories.length > 1 && (
        <Select
          label={text.category}
          required
          placeholder={false}
          options={asks.categories.map(({ code, label }) => ({ value: String(code), label }))}
          defaultValue={typed.category}
          onChange={(event) => onChange({ category: event.currentTarget.value })}
        />
      )}
      {asks.zones.length > 0 && (
        <Select
          label={text.zone}
          required
          options={asks.zones.map(({ code, label }) => ({ value: code, label }))}
          defaultValue={typed.zone}
          onChange={(event) => onChange({ zone: event.currentTarget.value })}
          {...missing(typed.zone === '', text.zoneMissing)}
        />
      )}
      <SuggestField
        label={text.purpose}
        required
        suggestions={asks.purposes}
        defaultValue={typed.purpose}
        onChange={(purpose) => onChange({ purpose })}
        {...missing(typed.purpose === '', text.purposeMissing)}
      />
      <div className={styles.days}>
        <DateField
          label={text.from}
          required
          defaultValue={typed.from}
          onChange={(event) => onChange({ from: event.currentTarget.value })}
        />
        <DateField
          label={text.until}
          required
          defaultValue={typed.until}
          onChange={(event) => onChange({ until: event.currentTarget.value })}
          {...(daysWrong ? { error: text.daysWrong } : {})}
        />
      </div>
      <WeekdaysField
        label={text.weekdays}
        quick={false}
        defaultValue={typed.weekdays}
        onChange={(weekdays) => onChange({ weekdays })}
        {...missing(typed.weekdays.length === 0, text.weekdaysMissing)}
      />
      <TimeWindowsField
        label={text.hours}
        most={3}
        onChange={(windows) => onChange({ windows })}
        {...missing(typed.windows === null, text.hoursWrong)}
      />
    </>
  )
}
