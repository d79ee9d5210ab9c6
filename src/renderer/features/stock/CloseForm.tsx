import { type FormEvent, useRef, useState } from 'react'
import { closeStockDay, type Stock } from '../../../contract/desk/stock.ts'
import type { StockLine } from '../../../contract/events/stock-events.ts'
import { needsWords, toExplain } from '../../../domain/stock/account.ts'
import { runsText } from '../../../domain/stock/serials.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { type StockText, useStockText } from '../../text/stock.ts'
import { type Locale, useLocale, useText } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Stock.module.css'

type Count = NonNullable<Stock['count']>
type Props = { count: Count; onClose: () => void; onSheet: (countId: string) => Promise<void> }

/** The count against the books; each difference asks for its words. Then the sheet of the day opens. */
export function CloseForm({ count, onClose, onSheet }: Props) {
  const text = useStockText()
  const cancel = useText().kit.dialog.cancel
  const locale = useLocale()
  const say = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [actId] = useState(newActId)
  const [silent, setSilent] = useState<string | null>(null)
  const { run, pending, problem } = useAct(closeStockDay)
  const open = toExplain(count)
  const close = async () => {
    if (!form.current) return
    const data = new FormData(form.current)
    const explanations = open.map(({ about }) => ({ about, text: wordAt(data, about).trim() }))
    const missing = explanations.find((one) => one.text === '')?.about ?? null
    setSilent(missing)
    if (missing) return form.current.querySelector<HTMLElement>(`[name="${missing}"]`)?.focus()
    const { countId } = count
    const done = await run({ params: { countId }, body: { actId, explanations } })
    readAnew(['stock'])
    if (!done) return
    say({ tone: 'success', title: text.close.done })
    onClose()
    await onSheet(countId)
  }
  const action = { key: 'Ctrl+Enter', label: text.close.action, run: close, when: !pending } as const
  useShortcuts([action])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void close()
  }
  return (
    <EntryForm ref={form} columns={1} onSubmit={submit}>
      <ul className={styles.lines}>
        {count.lines.map((line) => (
          <li key={line.kind}>
            <strong>{line.name}</strong>:{' '}
            {text.close.line(figure(locale, line.counted), figure(locale, line.expected))}{' '}
            <StatusChip tone={needsWords(line) ? 'warning' : 'success'}>
              {differenceText(line, text, locale)}
            </StatusChip>
          </li>
        ))}
        {count.papers.missing.length > 0 && (
          <li>{text.close.missing(count.papers.missing.map(({ number }) => number).join(', '))}</li>
        )}
      </ul>
      {open.map(({ about, name }) => (
        <TextArea
          key={about}
          name={about}
          label={text.close.explain(about === 'papers' ? text.close.papers : name)}
          required
          rows={2}
          maxLength={500}
          error={silent === about ? text.close.wrong : undefined}
        />
      ))}
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{cancel}</Button>
          <ActionButton action={action} variant="primary" busy={pending} />
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}

function differenceText(line: StockLine, text: StockText, locale: Locale): string {
  const { difference, strange } = line
  const sign = difference > 0 ? '+' : ''
  const parts = [
    ...(difference !== 0 ? [text.close.difference(`${sign}${figure(locale, difference)}`)] : []),
    ...(strange.length > 0 ? [text.close.strange(runsText(strange))] : []),
  ]
  return parts.length > 0 ? parts.join('; ') : text.close.matches
}
