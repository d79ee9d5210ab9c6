import { type FormEvent, useRef, useState } from 'react'
import { type KindNow, moveStock, type Stock } from '../../../contract/desk/stock.ts'
import { spoilReasons, stockWays, type StockWay } from '../../../domain/stock/account.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct } from '../../app/queries.ts'
import { readAnew } from '../../app/queryClient.ts'
import { useScans } from '../../app/scans.tsx'
import { useSession } from '../../app/session.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { useStockText } from '../../text/stock.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { ChipChoice } from '../../ui/ChipChoice.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useToast } from '../../ui/Toasts.tsx'
import { fieldsOf, type MoveField, movementOf } from './moveFields.ts'

/** One movement: what, of which kind, how many or which numbers, who. */
export function MoveForm({ stock, onClose }: { stock: Stock; onClose: () => void }) {
  const text = useStockText()
  const cancel = useText().kit.dialog.cancel
  const say = useToast()
  const form = useRef<HTMLFormElement>(null)
  const [actId] = useState(newActId)
  const [way, setWay] = useState<StockWay>('received')
  const [kindId, setKindId] = useState(stock.kinds[0]?.kind ?? '')
  const [wrong, setWrong] = useState<MoveField | null>(null)
  const [scanned, setScanned] = useState('')
  const { run, pending, problem } = useAct(moveStock)
  const kind = stock.kinds.find((one) => one.kind === kindId)
  const save = async () => {
    if (!form.current || !kind) return
    const { movement, missing } = movementOf(new FormData(form.current), way, kind)
    setWrong(missing)
    if (missing) form.current.querySelector<HTMLElement>(`[name=${missing}]`)?.focus()
    if (!movement) return
    const done = await run({ body: { actId, ...movement } })
    if (!done) return
    readAnew(['stock'])
    say({ tone: 'success', title: text.move.saved(text.ways[way]) })
    onClose()
  }
  // Whoever scans a paper here has been given it back.
  useScans(({ text: read }) => {
    if (read === null) return
    setWay('given-back')
    setScanned(read)
  })
  const action = { key: 'Ctrl+Enter', label: text.move.save, run: save, when: !pending } as const
  useShortcuts([action])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save()
  }
  return (
    <EntryForm ref={form} columns={2} onSubmit={submit}>
      <WholeRow>
        <ChipChoice
          name="way"
          label={text.move.way}
          chips={stockWays.map((value) => ({ value, label: text.ways[value] }))}
          value={way}
          onChange={(value) => setWay(stockWays.find((one) => one === value) ?? 'received')}
        />
      </WholeRow>
      <Select
        name="kind"
        label={text.move.kind}
        placeholder={false}
        defaultValue={kindId}
        onChange={(event) => setKindId(event.currentTarget.value)}
        options={stock.kinds.map(({ kind: value, name: label }) => ({ value, label }))}
      />
      {kind && <Fields way={way} kind={kind} wrong={wrong} scanned={scanned} />}
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

type FieldsProps = { way: StockWay; kind: KindNow; wrong: MoveField | null; scanned: string }

/** Only what this movement needs. */
function Fields({ way, kind, wrong, scanned }: FieldsProps) {
  const text = useStockText()
  const { fullName } = useSession().session
  const asks = fieldsOf(way, kind)
  const error = (field: MoveField) => (wrong === field ? text.move.wrong : undefined)
  const names = { received: text.move.from, 'given-out': text.move.to, 'handed-back': text.move.handedTo }
  return (
    <>
      {asks.serials && (
        <TextField
          name="serials"
          label={text.move.serials}
          hint={asks.serials === 'if-known' ? text.move.serialsIfKnown : text.move.serialsHint}
          required={asks.serials === 'all'}
          figures
          maxLength={2000}
          error={error('serials')}
        />
      )}
      {asks.quantity && (
        <TextField
          name="quantity"
          label={text.move.quantity}
          required
          figures
          inputMode="numeric"
          maxLength={6}
          error={error('quantity')}
        />
      )}
      {asks.reason && (
        <>
          <Select
            name="reason"
            label={text.move.reason}
            placeholder={false}
            defaultValue="jammed"
            options={spoilReasons.map((value) => ({ value, label: text.reasons[value] }))}
          />
          <RadioGroup
            name="spoiled"
            label={text.move.spoiled}
            defaultValue="handed-in"
            inline
            options={(['handed-in', 'missing'] as const).map((value) => ({
              value,
              label: text.move.spoiledChoices[value],
            }))}
          />
        </>
      )}
      {asks.paper && (
        <TextField
          key={scanned}
          name="paper"
          defaultValue={scanned}
          label={text.move.paper}
          required
          figures
          maxLength={1500}
          error={error('paper')}
        />
      )}
      {asks.people === 'other' && way in names && (
        <TextField
          name="person"
          label={names[way as keyof typeof names]}
          required
          maxLength={100}
          error={error('person')}
        />
      )}
      {asks.people === 'two' && (
        <>
          <TextField
            name="person"
            label={text.move.witness('1')}
            required
            maxLength={100}
            defaultValue={fullName}
            error={error('person')}
          />
          <TextField
            name="second"
            label={text.move.witness('2')}
            required
            maxLength={100}
            error={error('second')}
          />
        </>
      )}
      <TextField name="note" label={text.move.note} maxLength={300} />
    </>
  )
}
