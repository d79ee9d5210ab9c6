import { ExternalLink, Printer } from 'lucide-react'
import { useState } from 'react'
import type { Case } from '../../../contract/desk/cases.ts'
import { listPrinters } from '../../../contract/desk/issuing.ts'
import { ProblemNotice } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { ActionButton, Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { DialogActions } from '../../ui/DialogActions.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioGroup } from '../../ui/RadioGroup.tsx'
import { Select } from '../../ui/Select.tsx'
import styles from './CasePage.module.css'
import { chosenPrinter } from './printerChoice.ts'
import { type PrintOrder, type ReprintReason, usePrinting } from './usePrinting.ts'

type Props = { subject: Case; sheet: string; onDone: (after: Case) => void; onClose: () => void }

const papers = ['permit', 'market-card-slip', 'organisation-paper']
const reprintReasons = ['jammed', 'spoiled', 'lost-by-applicant', 'illegible'] as const

/** Which sheet on which printer; a sheet that was printed before needs a reason. Mounted while open. */
export function PrintDialog(props: Props) {
  return (
    <Dialog open onClose={props.onClose} title={useText().case.print.title}>
      <PrintForm {...props} />
    </Dialog>
  )
}

function PrintForm({ subject, sheet: first, onDone, onClose }: Props) {
  const text = useText()
  const [order, setOrder] = useState({ sheet: first, reason: '', missing: false })
  const printers = usePrinters()
  const { print, openToPrint, busy, problem } = usePrinting(subject, onDone)
  const sheet = subject.sheets.find((one) => one.sheet === order.sheet)
  const again = (sheet?.printed ?? 0) > 0 || problem?.code === 'reprint-reason'

  // The paper, not the letters beside it.
  const isSigned = subject.permit?.seal === 'electronic' && papers.includes(order.sheet)

  const ordered = (): PrintOrder | null => {
    const reprintReason = reprintReasons.find((one) => one === order.reason) ?? null
    if (again && reprintReason === null) setOrder({ ...order, missing: true })
    if (!sheet || (again && reprintReason === null)) return null
    return { sheet: sheet.sheet, title: sheet.title, printer: printers.chosen, reprintReason }
  }
  const through = (way: (wanted: PrintOrder) => Promise<void>) => {
    const wanted = ordered()
    return wanted ? way(wanted) : undefined
  }
  const printable = !printers.none && busy === null
  const confirm = {
    key: 'Ctrl+Enter',
    label: text.case.print.confirm,
    run: () => through(print),
    when: printable,
  } as const
  const open = {
    key: 'Shift+F3',
    label: text.case.print.openPdf,
    run: () => through(openToPrint),
    when: busy === null,
  } as const
  useShortcuts([confirm, open])
  return (
    <>
      <SheetChoice
        subject={subject}
        sheet={order.sheet}
        onChange={(chosen) => setOrder({ sheet: chosen, reason: '', missing: false })}
      />
      <PrinterChoice printers={printers} />
      {again && (
        <ReprintChoice
          missing={order.missing}
          onChange={(reason) => setOrder({ ...order, reason, missing: false })}
        />
      )}
      <ProblemNotice problem={problem} />
      {isSigned && <p className={styles.muted}>{text.case.print.signed}</p>}
      <p className={styles.muted}>{text.case.print.pdfHint}</p>
      <DialogActions>
        <Button onClick={onClose}>{text.kit.dialog.cancel}</Button>
        <ActionButton
          action={open}
          icon={ExternalLink}
          busy={busy === 'pdf'}
          variant={printers.none ? 'primary' : 'secondary'}
        />
        <ActionButton action={confirm} icon={Printer} variant="primary" busy={busy === 'printer'} />
      </DialogActions>
    </>
  )
}

type SheetProps = { subject: Case; sheet: string; onChange: (sheet: string) => void }

function SheetChoice({ subject, sheet, onChange }: SheetProps) {
  const text = useText().case.print
  const locale = useLocale()
  const options = subject.sheets.map((one) => {
    const hint = one.printed > 0 ? text.sheetHint.printed(figure(locale, one.printed)) : text.sheetHint.none
    return { value: one.sheet, label: `${one.title} (${hint})` }
  })
  return (
    <RadioGroup
      label={text.sheet}
      options={options}
      defaultValue={sheet}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

function ReprintChoice({ missing, onChange }: { missing: boolean; onChange: (reason: string) => void }) {
  const text = useText().case.print
  const options: { value: ReprintReason; label: string }[] = reprintReasons.map((value) => ({
    value,
    label: text.reasons[value],
  }))
  return (
    <RadioGroup
      label={text.reprint}
      required
      options={options}
      error={missing ? text.reprintMissing : undefined}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  )
}

/** The printers of this PC and the one to use: chosen now, used last time, or the default. */
function usePrinters() {
  const { data } = useRoute(listPrinters, {}, ['office'])
  const [picked, setPicked] = useState<string | null>(chosenPrinter)
  const printers = data?.printers ?? []
  const usual = printers.find((one) => one.isDefault) ?? printers[0]
  const chosen = printers.find((one) => one.name === picked) ?? usual
  return {
    list: printers,
    chosen: chosen?.name ?? null,
    choose: setPicked,
    none: data !== undefined && printers.length === 0,
  }
}

function PrinterChoice({ printers }: { printers: ReturnType<typeof usePrinters> }) {
  const text = useText().case.print
  if (printers.none) return <Notice tone="warning" title={text.noPrinters} />
  const options = printers.list.map(({ name, isDefault }) => ({
    value: name,
    label: isDefault ? `${name} (${text.usual})` : name,
  }))
  return (
    <Select
      // The list comes after the dialog: the choice is put in anew with it.
      key={printers.list.length}
      label={text.printer}
      options={options}
      placeholder={false}
      defaultValue={printers.chosen ?? undefined}
      onChange={(event) => printers.choose(event.currentTarget.value)}
    />
  )
}
