import { type FormEvent, useRef, useState } from 'react'
import { countStock, type KindNow, type Stock } from '../../../contract/desk/stock.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { TextArea } from '../../ui/TextArea.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'

/** What lies at the desk. What the books say is not shown: whoever counts, counts. */
export function CountForm({ stock, onClose }: { stock: Stock; onClose: () => void }) {
  const text = useStockText().count
  const cancel = useText().kit.dialog.cancel
  const locale = useLocale()
  const say = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [actId] = useState(newActId)
  const [wrong, setWrong] = useState<string | null>(null)
  const { run, pending, problem } = useAct(countStock)
  const save = async () => {
    if (!form.current) return
    const data = new FormData(form.current)
    const silent = stock.kinds.find((kind) => !kind.numbered && countIn(data, kind) === null)
    setWrong(silent?.kind ?? null)
    if (silent) return form.current.querySelector<HTMLElement>(`[name="${silent.kind}"]`)?.focus()
    const counts = stock.kinds.map((kind) => ({
      kind: kind.kind,
      quantity: countIn(data, kind),
      serials: kind.numbered ? wordAt(data, kind.kind).trim() : '',
    }))
    const done = await run({ body: { actId, counts, missing: missingIn(data) } })
    if (!done) return
    readAnew(['stock'])
    say({ tone: 'success', title: text.saved })
    onClose()
  }
  useScans(({ text: scanned }) => {
    const field = form.current?.querySelector<HTMLTextAreaElement>('[name=missing]')
    if (field && scanned !== null) field.value = [field.value.trim(), scanned].filter(Boolean).join('\n')
  })
  const action = { key: 'Ctrl+Enter', label: text.save, run: save, when: !pending } as const
  useShortcuts([action])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  const waiting = stock.papers.waiting + stock.papers.earlier
  return (
    <EntryForm ref={form} columns={1} onSubmit={submit}>
      {stock.kinds.map((kind) => (
        <KindField key={kind.kind} kind={kind} error={wrong === kind.kind ? text.wrong : undefined} />
      ))}
      <TextArea
        name="missing"
        label={text.missing(figure(locale, waiting))}
        hint={text.missingHint}
        rows={2}
      />
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

function KindField({ kind, error }: { kind: KindNow; error: string | undefined }) {
  const text = useStockText().count
  return kind.numbered ? (
    <TextField
      name={kind.kind}
      label={text.serials(kind.name)}
      hint={text.serialsHint}
      figures
      maxLength={2000}
      error={error}
    />
  ) : (
    <TextField
      name={kind.kind}
      label={text.quantity(kind.name)}
      required
      figures
      inputMode="numeric"
      maxLength={7}
      error={error}
    />
  )
}

function countIn(data: FormData, { kind, numbered }: KindNow): number | null {
  const typed = wordAt(data, kind).trim()
  return !numbered && /^\d{1,7}$/.test(typed) ? Number(typed) : null
}

/** One a line, or with commas: a code has none. */
function missingIn(data: FormData): string[] {
  return wordAt(data, 'missing')
    .split(/[\n,;]/)
    .map((said) => said.trim())
    .filter((said) => said !== '')
}
