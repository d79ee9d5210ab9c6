import { Plus, Trash2 } from 'lucide-react'
import { type FormEvent, useRef, useState } from 'react'
import { setStock, type Stock } from '../../../contract/desk/stock.ts'
import { maxKinds } from '../../../contract/events/stock-events.ts'
import { newActId } from '../../app/actId.ts'
import { wordAt } from '../../app/formWords.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useStockText } from '../../text/stock.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button, IconButton } from '../../ui/Button.tsx'
import { Checkbox } from '../../ui/Checkbox.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import styles from './Stock.module.css'

type Props = { stock: Stock; onClose: () => void }
type Kind = Pick<Stock['kinds'][number], 'kind' | 'name' | 'numbered' | 'sheets'>

/** Which kinds of blank sheet this PC keeps account of, if any. */
export function SettingDialog({ stock, onClose }: Props) {
  const text = useStockText().setting
  return (
    <Dialog open onClose={onClose} title={text.title} description={text.text} size="large">
      <SettingForm stock={stock} onClose={onClose} />
    </Dialog>
  )
}

function SettingForm({ stock, onClose }: Props) {
  const text = useStockText().setting
  const cancel = useText().kit.dialog.cancel
  const say = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [actId] = useState(newActId)
  const [kinds, setKinds] = useState<readonly Kind[]>(() =>
    stock.kinds.length > 0 ? stock.kinds : [firstKind(text.firstName)],
  )
  const [nameless, setNameless] = useState<string | null>(null)
  const { run, pending, problem } = useAct(setStock)
  const save = async () => {
    if (!form.current) return
    const data = new FormData(form.current)
    const typed = kinds.map((kind) => typedKind(data, kind, stock.sheets))
    const wrong = typed.find(({ name }) => name === '')?.kind ?? null
    setNameless(wrong)
    if (wrong) return form.current.querySelector<HTMLElement>(`[name="${wrong}-name"]`)?.focus()
    const done = await run({ body: { actId, accounts: data.has('accounts'), kinds: typed } })
    if (!done) return
    readAnew(['stock'])
    say({ tone: 'success', title: text.saved })
    onClose()
  }
  const add = () => setKinds([...kinds, { kind: newActId(), name: '', numbered: false, sheets: [] }])
  const action = { key: 'Ctrl+Enter', label: text.save, run: save, when: !pending } as const
  const adding = { key: 'Insert', label: text.add, run: add, when: kinds.length < maxKinds } as const
  useShortcuts([action, adding])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <EntryForm ref={form} columns={1} onSubmit={submit}>
      <Checkbox name="accounts" label={text.accounts} defaultChecked={stock.accounts !== 'off'} />
      {kinds.map((kind, at) => (
        <KindFields
          key={kind.kind}
          kind={kind}
          place={at + 1}
          sheets={stock.sheets}
          error={nameless === kind.kind ? text.wrong : undefined}
          onRemove={() => setKinds(kinds.filter((one) => one !== kind))}
        />
      ))}
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <ActionButton action={adding} icon={Plus} />
          <Button onClick={onClose}>{cancel}</Button>
          <ActionButton action={action} variant="primary" busy={pending} />
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}

type KindProps = {
  kind: Kind
  place: number
  sheets: Stock['sheets']
  error: string | undefined
  onRemove: () => void
}

function KindFields({ kind, place, sheets, error, onRemove }: KindProps) {
  const text = useStockText().setting
  const locale = useLocale()
  return (
    <div className={styles.kind}>
      <TextField
        name={`${kind.kind}-name`}
        label={text.name(figure(locale, place))}
        required
        maxLength={60}
        defaultValue={kind.name}
        error={error}
      />
      <IconButton icon={Trash2} label={text.remove(kind.name)} onClick={onRemove} />
      <div className={styles.choices} role="group" aria-label={text.sheets}>
        <Checkbox name={`${kind.kind}-numbered`} label={text.numbered} defaultChecked={kind.numbered} />
        <span className={styles.muted}>{text.sheets}:</span>
        {sheets.map(({ sheet, title }) => (
          <Checkbox
            key={sheet}
            name={`${kind.kind}-${sheet}`}
            label={title}
            defaultChecked={kind.sheets.includes(sheet)}
          />
        ))}
      </div>
    </div>
  )
}

function firstKind(name: string): Kind {
  return { kind: newActId(), name, numbered: true, sheets: ['permit'] }
}

function typedKind(data: FormData, { kind }: Kind, sheets: Stock['sheets']): Kind {
  return {
    kind,
    name: wordAt(data, `${kind}-name`).trim(),
    numbered: data.has(`${kind}-numbered`),
    sheets: sheets.map(({ sheet }) => sheet).filter((sheet) => data.has(`${kind}-${sheet}`)),
  }
}
