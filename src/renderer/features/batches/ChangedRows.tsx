import { UserPen } from 'lucide-react'
import { useState } from 'react'
import type { BulkOutcome } from '../../../contract/desk/batches.ts'
import { applyListChanges, type ListPreview, type PlannedRow } from '../../../contract/desk/list-intake.ts'
import { listFields, meaningWord } from '../../../contract/lists/fields.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { type BatchesText, useBatchesText } from '../../text/batches.ts'
import { figure, showDate } from '../../text/figures.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './Batches.module.css'

type Props = {
  readonly caseId: string
  readonly preview: ListPreview
  /** The row under the cursor. */
  readonly current: PlannedRow | null
  readonly onApplied: (outcome: BulkOutcome) => void
}

/** People the list says something new of: before and after, and one press that applies it to one of them or to all. */
export function ChangedRows(props: Props) {
  const changed = props.preview.rows.filter(({ standing }) => standing === 'changed')
  return changed.length === 0 ? null : <Changes {...props} changed={changed} />
}

type ChangesProps = Props & { readonly changed: readonly PlannedRow[] }

function Changes({ current, changed, ...props }: ChangesProps) {
  const text = useBatchesText().intake
  const locale = useLocale()
  const { stopReasons } = props.preview.asks
  const [reasonCode, setReason] = useState(stopReasons[0]?.code ?? '')
  const { apply, pending, problem } = useApplying(props, reasonCode)
  const one = current?.standing === 'changed' ? current : null
  // A paper in force is withdrawn one by one, by somebody who has looked at it.
  const together = changed.filter((row) => row.apply !== 'withdraw')
  const all = {
    key: 'Shift+F9',
    label: text.applyAll(figure(locale, together.length)),
    run: () => apply(together),
    when: together.length > 0 && !pending,
  } as const
  const single = {
    key: 'Shift+F7',
    label: text.applyOne,
    run: () => apply(one ? [one] : []),
    when: one !== null && !pending,
  } as const
  useShortcuts([all, single])
  return (
    <Notice
      tone="info"
      title={text.changed(figure(locale, changed.length))}
      actions={
        <>
          {one && <ActionButton action={single} icon={UserPen} busy={pending} />}
          <ActionButton action={all} icon={UserPen} busy={pending} />
        </>
      }
    >
      <p>
        {one && <strong>{one.values.fullName}: </strong>}
        {one ? changeWords(one, text, locale) : text.changedText}
      </p>
      {one?.apply && <p>{text.applies[one.apply]}</p>}
      <Select
        label={text.stopReason}
        placeholder={false}
        options={stopReasons.map(({ code, label }) => ({ value: code, label }))}
        defaultValue={reasonCode}
        onChange={(event) => setReason(event.currentTarget.value)}
        className={styles.choice}
      />
      <ProblemNotice problem={problem} />
    </Notice>
  )
}

/** Applies rows under the reason that was chosen; pressed again after a lost answer it is the same act. */
function useApplying({ caseId, preview, onApplied }: Omit<Props, 'current'>, reasonCode: string) {
  const { run, pending, problem } = useAct(applyListChanges)
  const [actIds, setActIds] = useState<ReadonlyMap<string, string>>(new Map())
  const apply = async (rows: readonly PlannedRow[]) => {
    const numbers = rows.map(({ row }) => row)
    const key = numbers.join(' ')
    const actId = actIds.get(key) ?? newActId()
    setActIds(new Map([...actIds, [key, actId]]))
    const body = { actId, intakeId: preview.intakeId, rows: numbers, reasonCode }
    const done = await run({ params: { caseId }, body })
    if (!done) return
    // Rows that stayed behind may be tried again: that is another act.
    setActIds(new Map())
    onApplied(done)
  }
  return { apply, pending, problem }
}

/** What changes, as it was and as it will be. */
export function changeWords({ changed }: PlannedRow, text: BatchesText['intake'], locale: Locale): string {
  return changed
    .map(({ field, before, after }) => {
      const known = listFields.find((one) => one === field)
      const name = known ? meaningWord(known, locale) : field
      return text.change(name, valueWords(before, text), valueWords(after, text))
    })
    .join('; ')
}

function valueWords(value: string | null, text: BatchesText['intake']): string {
  if (value === null) return text.nothingThere
  const date = civilDate(value)
  return date ? showDate(date) : value
}
