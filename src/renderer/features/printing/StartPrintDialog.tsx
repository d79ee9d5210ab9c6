import { useNavigate } from '@tanstack/react-router'
import { Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import { listPrinters } from '../../../contract/desk/issuing.ts'
import { makePrintJob } from '../../../contract/desk/print-jobs.ts'
import { byHand } from '../../../contract/desk/printers.ts'
import { newActId } from '../../app/actId.ts'
import { ProblemNotice, ProblemState } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { usePrintingText } from '../../text/printing.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { EntryForm, WholeRow } from '../../ui/EntryForm.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Select } from '../../ui/Select.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { useLateField } from '../../ui/useLateField.ts'
import { chosenPrinter, rememberPrinter } from '../case/printerChoice.ts'
import { firstPrinter, printerOptions } from './printerOptions.ts'

type Props = { batchId: string; onClose: () => void }

/** Where the papers of a list are printed, and which rows of it; then the job is shown. Mounted while open. */
export function StartPrintDialog(props: Props) {
  const text = usePrintingText().begin
  const read = useRoute(listPrinters, {}, ['office'])
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text}>
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.error && !read.data && <LoadingState />}
      {read.data && <StartForm {...props} printers={read.data.printers} />}
    </Dialog>
  )
}

type FormProps = Props & { printers: readonly { readonly name: string; readonly isDefault: boolean }[] }

function StartForm({ batchId, printers, onClose }: FormProps) {
  const text = usePrintingText()
  const cancel = useText().kit.dialog.cancel
  const navigate = useNavigate()
  const [jobId] = useState(newActId)
  const [printer, setPrinter] = useState(() => firstPrinter(printers, chosenPrinter()))
  const [wrong, setWrong] = useState(false)
  const which = useLateField<HTMLSelectElement>()
  const from = useRef<HTMLInputElement>(null)
  const to = useRef<HTMLInputElement>(null)
  const { run, pending, problem } = useAct(makePrintJob)
  const start = async () => {
    const rows = readRows(from.current?.value ?? '', to.current?.value ?? '')
    setWrong(rows === 'wrong')
    if (rows === 'wrong') return from.current?.focus()
    if (!(await run({ body: { jobId, batchId, printer, rows } }))) return
    if (printer !== byHand) rememberPrinter(printer)
    void navigate({ to: '/printing/$jobId', params: { jobId } })
  }
  const action = { key: 'Ctrl+Enter', label: text.begin.begin, run: start, when: !pending } as const
  useShortcuts([action])
  return (
    <EntryForm onSubmit={(event) => event.preventDefault()}>
      {printers.length === 0 && (
        <WholeRow>
          <Notice tone="info" title={text.begin.noPrinters} />
        </WholeRow>
      )}
      <WholeRow>
        <Select
          ref={which}
          label={text.columns.printer}
          hint={printer === byHand ? text.byHandHint : undefined}
          placeholder={false}
          options={printerOptions(text, printers)}
          defaultValue={printer}
          onChange={(event) => setPrinter(event.currentTarget.value)}
        />
      </WholeRow>
      <TextField
        ref={from}
        label={text.begin.from}
        hint={text.begin.rows}
        error={wrong ? text.begin.wrongRows : undefined}
        figures
        inputMode="numeric"
        maxLength={5}
      />
      <TextField ref={to} label={text.begin.to} figures inputMode="numeric" maxLength={5} />
      <WholeRow>
        <ProblemNotice problem={problem} />
        <DialogActions>
          <Button onClick={onClose}>{cancel}</Button>
          <ActionButton action={action} variant="primary" icon={Printer} busy={pending} />
        </DialogActions>
      </WholeRow>
    </EntryForm>
  )
}

const lastRow = 99_999

/** The rows somebody typed; null for the whole list. An end left empty is the list's. */
function readRows(from: string, to: string): { from: number; to: number } | null | 'wrong' {
  if (from.trim() === '' && to.trim() === '') return null
  const [first, last] = [Number(from.trim() || 1), Number(to.trim() || lastRow)]
  const isRange = Number.isInteger(first) && Number.isInteger(last) && first >= 1 && first <= last
  return isRange ? { from: first, to: last } : 'wrong'
}
