import { Printer } from 'lucide-react'
import { useMemo, useState } from 'react'
import {
  byHand,
  listPrinterProfiles,
  type PrinterProfile,
  type ProfiledPrinter,
} from '../../../contract/desk/printers.ts'
import {
  fitsOn,
  paperOf,
  type PaperSize,
  paperSizes,
  type SheetKind,
  sheetKinds,
} from '../../../domain/printing/sheet-kinds.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { showInstant } from '../../text/figures.ts'
import { type PrintingText, usePrintingText } from '../../text/printing.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHeader, Panel } from '../../ui/Panel.tsx'
import { Select } from '../../ui/Select.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { chosenPrinter } from '../case/printerChoice.ts'
import { CalibrationPanel } from './CalibrationPanel.tsx'
import { decimal } from './decimals.ts'
import { firstPrinter, printerName, printerOptions } from './printerOptions.ts'
import styles from './Printing.module.css'

/** How the printers of this PC are set right, for each kind of sheet. */
export function PrintersPage() {
  const text = usePrintingText().printers
  const read = useRoute(listPrinterProfiles, {}, ['printers', 'office'])
  return (
    <>
      <PageHeader title={text.title} note={text.note} />
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.error && !read.data && <LoadingState />}
      {read.data && <Printers printers={read.data.printers} />}
    </>
  )
}

/** `paper` once somebody chose another than what is set. */
type Chosen = { readonly printer: string; readonly kind: SheetKind; readonly paper?: PaperSize }

function Printers({ printers }: { printers: readonly ProfiledPrinter[] }) {
  const text = usePrintingText()
  const [chosen, choose] = useState<Chosen>(() => ({
    printer: firstPrinter(printers, chosenPrinter()),
    kind: 'permit',
  }))
  const { printer, kind } = chosen
  const sizes = paperSizes.filter((size) => fitsOn(kind, size))
  const profile = printers.find(({ name }) => name === printer)?.profiles.find((one) => one.kind === kind)
  const paper = chosen.paper ?? profile?.paper ?? paperOf[kind]
  return (
    <>
      {printers.length === 1 && (
        <Notice tone="info" title={text.printers.none}>
          {text.printers.noneText}
        </Notice>
      )}
      <div className={styles.setting}>
        <div className={styles.main}>
          <Panel title={text.printers.which}>
            <div className={styles.form}>
              <Select
                key={`${printer} ${printers.length}`}
                label={text.columns.printer}
                autoFocus
                placeholder={false}
                options={printerOptions(text, printers)}
                defaultValue={printer}
                onChange={(event) => choose({ printer: event.currentTarget.value, kind })}
              />
              <Select
                key={kind}
                label={text.printers.kind}
                hint={text.printers.signed}
                placeholder={false}
                options={sheetKinds.map((value) => ({ value, label: text.printers.kinds[value] }))}
                defaultValue={kind}
                onChange={(event) => {
                  const wanted = sheetKinds.find((one) => one === event.currentTarget.value)
                  if (wanted) choose({ printer, kind: wanted })
                }}
              />
              <Select
                key={`${kind} ${paper}`}
                label={text.printers.paper}
                placeholder={false}
                options={sizes.map((value) => ({ value, label: value }))}
                defaultValue={paper}
                onChange={(event) => {
                  const wanted = sizes.find((size) => size === event.currentTarget.value)
                  if (wanted) choose({ printer, kind, paper: wanted })
                }}
              />
            </div>
          </Panel>
          <Panel title={text.printers.list} fill>
            <div className={styles.profiles}>
              <Profiles printers={printers} onOpen={choose} />
            </div>
          </Panel>
        </div>
        <CalibrationPanel
          // Fields begin anew with what is set now.
          key={`${printer} ${kind} ${profile?.setAt ?? ''}`}
          printer={printer}
          kind={kind}
          paper={paper}
          profile={profile ?? null}
          isByHand={printer === byHand}
        />
      </div>
    </>
  )
}

type Row = PrinterProfile & { readonly printer: string }

function Profiles({
  printers,
  onOpen,
}: {
  printers: readonly ProfiledPrinter[]
  onOpen: (row: Chosen) => void
}) {
  const text = usePrintingText()
  const locale = useLocale()
  const columns = useMemo(() => columnsOf(text, locale), [text, locale])
  const rows = printers.flatMap(({ name, profiles }): Row[] =>
    profiles.map((profile) => ({ ...profile, printer: name })),
  )
  return (
    <Table
      label={text.printers.list}
      rows={rows}
      columns={columns}
      rowKey={({ printer, kind }) => `${printer} ${kind}`}
      onOpen={({ printer, kind }) => onOpen({ printer, kind })}
      empty={
        <EmptyState icon={Printer} title={text.printers.nothingSet}>
          {text.printers.nothingSetText}
        </EmptyState>
      }
    />
  )
}

function columnsOf(text: PrintingText, locale: Locale): readonly Column<Row>[] {
  const { printers } = text
  return [
    {
      key: 'printer',
      label: text.columns.printer,
      width: 'minmax(8rem, 1fr)',
      cell: ({ printer }) => printerName(text, printer),
    },
    {
      key: 'kind',
      label: printers.kind,
      width: 'minmax(9rem, 1.3fr)',
      cell: ({ kind, paper }) => `${printers.kinds[kind]}, ${paper}`,
    },
    {
      key: 'placing',
      label: printers.placing,
      width: '12rem',
      cell: ({ xMm, yMm, percent }) => (
        <span className={styles.figures}>
          {`${decimal(locale, xMm)}; ${decimal(locale, yMm)} mm; ${decimal(locale, percent)} %`}
        </span>
      ),
    },
    {
      key: 'by',
      label: printers.setBy,
      width: '9.5rem',
      cell: ({ setBy, setAt }) => <span title={showInstant(Date.parse(setAt))}>{setBy}</span>,
    },
  ]
}
