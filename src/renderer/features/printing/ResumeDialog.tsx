import { useRef, useState } from 'react'
import { listPrinters } from '../../../contract/desk/issuing.ts'
import { type PrintJob, resumePrintJob } from '../../../contract/desk/print-jobs.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useAct, useRoute } from '../../app/queries.ts'
import { useScans } from '../../app/scans.tsx'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { usePrintingText } from '../../text/printing.ts'
import { useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { sheetsIn, SpoiledSheets } from '../stock/SpoiledSheets.tsx'
import { printerOptions } from './printerOptions.ts'
import styles from './Printing.module.css'

type Props = { job: PrintJob; onClose: () => void }

/** Asks for the last good paper and goes on behind it, or ends the job there. Mounted while open. */
export function ResumeDialog(props: Props) {
  const text = usePrintingText().dialog
  return (
    <Dialog open onClose={props.onClose} title={text.title} description={text.text}>
      <ResumeForm {...props} />
    </Dialog>
  )
}

function ResumeForm({ job: { jobId, why, printer: before }, onClose }: Props) {
  const text = usePrintingText()
  const cancel = useText().kit.dialog.cancel
  const field = useRef<HTMLInputElement>(null)
  const sheets = useRef<HTMLInputElement>(null)
  const [spoiled, setSpoiled] = useState<'handed-in' | 'missing'>('handed-in')
  const { run, pending, problem } = useAct(resumePrintJob)
  const printers = useRoute(listPrinters, {}, ['office']).data?.printers ?? []
  const [printer, setPrinter] = useState<string | null>(null)
  const [scanned, setScanned] = useState<string | null>(null)
  const resume = async (next: 'go-on' | 'end', now: string | null = null) => {
    const lastGood = now ?? (field.current?.value.trim() || scanned)
    const done = await run({
      params: { jobId },
      body: {
        lastGood,
        spoiled,
        spoiledSheets: sheetsIn(sheets.current),
        next,
        ...(printer === null ? {} : { printer }),
      },
    })
    if (done) onClose()
  }
  useScans(({ text: read }) => {
    if (read === null) return
    const paper = read.slice(0, 1500)
    // Where blank sheets are kept account of, how many were spoiled is said first.
    if (!sheets.current) return void resume('go-on', paper)
    setScanned(paper)
    sheets.current.select()
  })
  const goOn = { key: 'Ctrl+Enter', label: text.resume, run: () => resume('go-on'), when: !pending } as const
  const end = { key: 'Shift+F8', label: text.end, run: () => resume('end'), when: !pending } as const
  useShortcuts([goOn, end])
  const known = printerOptions(text, printers)
  const isGone = before !== null && known.every(({ value }) => value !== before)
  const options = isGone ? [{ value: before, label: before }, ...known] : known
  return (
    <div className={styles.form}>
      <TextField
        ref={field}
        label={text.dialog.lastGood}
        hint={scanned === null ? undefined : text.scanned}
        figures
        maxLength={40}
      />
      <RadioGroup
        label={text.dialog.spoiled}
        defaultValue="handed-in"
        onChange={(event) => setSpoiled(event.currentTarget.value === 'missing' ? 'missing' : 'handed-in')}
        options={[
          { value: 'handed-in', label: text.dialog.handedIn },
          { value: 'missing', label: text.dialog.missing },
        ]}
      />
      <SpoiledSheets ref={sheets} usual={why === 'stopped-here' || why === 'printer-stopped' ? 1 : 0} />
      <Select
        // The list comes after the dialog: the choice is put in anew with it.
        key={printers.length}
        label={text.dialog.printer}
        placeholder={before === null ? text.usualPrinter : false}
        options={options}
        defaultValue={before ?? ''}
        onChange={(event) => setPrinter(event.currentTarget.value || null)}
      />
      <ProblemNotice problem={problem} />
      <DialogActions>
        <Button onClick={onClose}>{cancel}</Button>
        <ActionButton action={end} variant="danger" busy={pending} />
        <ActionButton action={goOn} variant="primary" busy={pending} />
      </DialogActions>
    </div>
  )
}
