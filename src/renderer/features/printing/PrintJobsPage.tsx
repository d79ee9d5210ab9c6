import { useNavigate } from '@tanstack/react-router'
import { Printer, SlidersHorizontal } from 'lucide-react'
import { useMemo } from 'react'
import { listPrintJobs, type PrintJobSummary } from '../../../contract/desk/print-jobs.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { useShortcuts } from '../../keys/Shortcuts.tsx'
import { figure, showInstant } from '../../text/figures.ts'
import { type PrintingText, usePrintingText } from '../../text/printing.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { ActionButton } from '../../ui/Button.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { PageHeader } from '../../ui/Panel.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import { useFilledTable } from '../../ui/useFilledTable.ts'
import { jobTones } from './jobTones.ts'
import { printerName } from './printerOptions.ts'
import styles from './Printing.module.css'

/** The print jobs of this PC, newest first. */
export function PrintJobsPage() {
  const text = usePrintingText()
  const navigate = useNavigate()
  const read = useRoute(listPrintJobs, {}, ['print-jobs'])
  const setUp = {
    key: 'Insert',
    label: text.printers.title,
    run: () => void navigate({ to: '/printing/printers' }),
  } as const
  useShortcuts([setUp])
  return (
    <>
      <PageHeader
        title={text.title}
        note={text.note}
        actions={<ActionButton action={setUp} icon={SlidersHorizontal} />}
      />
      {read.error && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.error && !read.data && <LoadingState />}
      {read.data && (
        <div className={styles.table}>
          <Jobs jobs={read.data.jobs} />
        </div>
      )}
    </>
  )
}

function Jobs({ jobs }: { jobs: readonly PrintJobSummary[] }) {
  const text = usePrintingText()
  const locale = useLocale()
  const navigate = useNavigate()
  const table = useFilledTable(jobs.length > 0)
  const columns = useMemo(() => columnsOf(text, locale), [text, locale])
  return (
    <Table
      ref={table}
      label={text.list}
      rows={jobs}
      columns={columns}
      rowKey={({ jobId }) => jobId}
      onOpen={({ jobId }) => void navigate({ to: '/printing/$jobId', params: { jobId } })}
      empty={
        <EmptyState icon={Printer} title={text.none}>
          {text.noneText}
        </EmptyState>
      }
    />
  )
}

function columnsOf(text: PrintingText, locale: Locale): readonly Column<PrintJobSummary>[] {
  const { columns } = text
  const count = (key: 'printed' | 'all'): Column<PrintJobSummary> => ({
    key,
    label: columns[key],
    width: '7rem',
    align: 'end',
    cell: ({ counts }) => <span className={styles.figures}>{figure(locale, counts[key])}</span>,
  })
  return [
    { key: 'title', label: columns.title, width: 'minmax(10rem, 1fr)', cell: ({ title }) => title },
    {
      key: 'printer',
      label: columns.printer,
      width: 'minmax(16rem, 1fr)',
      cell: ({ printer }) => printerName(text, printer),
    },
    {
      key: 'made',
      label: columns.made,
      width: '10.5rem',
      cell: ({ madeAt }) => showInstant(Date.parse(madeAt)),
    },
    { key: 'by', label: columns.by, width: '11rem', cell: ({ madeBy }) => madeBy },
    count('printed'),
    count('all'),
    {
      key: 'state',
      label: columns.state,
      width: '12rem',
      cell: ({ state }) => <StatusChip tone={jobTones[state]}>{text.states[state]}</StatusChip>,
    },
  ]
}
