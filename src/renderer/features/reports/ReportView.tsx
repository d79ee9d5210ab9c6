import {
  exportReport,
  type Ledger,
  printReport,
  readReport,
  type Report,
} from '../../../contract/desk/reports.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { ProblemState } from '../../app/problems.tsx'
import { ask, useRoute } from '../../app/queries.ts'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { useLocale, useText } from '../../text/Text.tsx'
import { Badge } from '../../ui/Badge.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { LoadingState } from '../../ui/States.tsx'
import { BookBar } from './BookBar.tsx'
import { LedgerChoice } from './LedgerChoice.tsx'
import { pathOf } from './LedgerView.tsx'
import { PeriodFields } from './PeriodFields.tsx'
import styles from './Reports.module.css'
import { Tally, type TallyRow } from './Tally.tsx'
import { addressOf, useBookFiles } from './useBookFiles.ts'
import { useLedgers, useShown } from './useShown.ts'

/** What a ledger comes to in figures; names nobody, so an administrator may see it too. */
export function ReportView() {
  const { read, ledgers, first } = useLedgers()
  if (!first)
    return read.isError ? (
      <ProblemState error={read.error} onRetry={() => void read.refetch()} />
    ) : (
      <LoadingState />
    )
  return <OneReport ledgers={ledgers} ledger={first} />
}

function OneReport({ ledgers, ledger }: { ledgers: readonly Ledger[]; ledger: Ledger }) {
  const { period } = useShown()
  const text = useText().reports
  const files = useBookFiles()
  const { pack, procedure } = ledger
  const params = { pack, procedure }
  const read = useRoute(readReport, { params, query: period }, ['cases', 'office'])
  const print = () =>
    files.print({
      address: addressOf(pathOf(printReport.path, params), period),
      read: () => ask(printReport, { params, query: period }),
      name: `bao-cao-${procedure}-${period.firstDay}-${period.lastDay}`,
    })
  return (
    <>
      <PeriodFields>
        <LedgerChoice ledgers={ledgers} chosen={ledger} />
      </PeriodFields>
      <BookBar
        files={files}
        printLabel={text.printReport}
        onPrint={print}
        onSave={() => files.save(() => ask(exportReport, { params, body: period }))}
      >
        {read.data && (
          <span className={styles.muted}>{text.counted(showInstant(Date.parse(read.data.asOf)))}</span>
        )}
      </BookBar>
      {read.isError && <ProblemState error={read.error} onRetry={() => void read.refetch()} />}
      {!read.data && !read.isError && <LoadingState />}
      {read.data && <Parts report={read.data} />}
    </>
  )
}

function Parts({ report }: { report: Report }) {
  const { reports, app } = useText()
  const text = reports.parts
  const states = report.states.map(({ state, count }) => ({ label: app.states[state], count }))
  const days = report.days.map(({ day, count }) => ({ label: dayWords(day), count }))
  return (
    <div className={styles.parts}>
      <Tally title={text.totals} rows={totalsOf(report, text)} />
      <Payments report={report} />
      <Holders report={report} />
      <Tally title={text.states} rows={states} shares />
      <Tally title={text.categories} rows={report.categories} shares />
      <Tally title={text.zones} rows={report.zones} shares />
      {report.fields.map(({ id, label, values }) => (
        <Tally key={id} title={label} rows={values} shares />
      ))}
      <Tally title={text.days} rows={days} shares />
    </div>
  )
}

type PartWords = { received: string; open: string; overdue: string; late: string }

function totalsOf({ total, open, overdue, late }: Report, text: PartWords): TallyRow[] {
  return [
    { label: text.received, count: total },
    { label: text.open, count: open },
    { label: text.overdue, count: overdue },
    { label: text.late, count: late },
  ]
}

function Payments({ report: { payments } }: { report: Report }) {
  const text = useText().reports.parts
  const locale = useLocale()
  if (!payments) return null
  const withSum = ({ label, count, sum }: { label: string; count: number; sum: number }): TallyRow => ({
    label,
    count,
    aside: text.sum(figure(locale, sum)),
  })
  return (
    <>
      <Tally
        title={text.paidSum}
        rows={[withSum({ label: text.paidCount, count: payments.count, sum: payments.sum })]}
      />
      {payments.by.map(({ label, values }) => (
        <Tally key={label} title={text.paidBy(label)} rows={values.map(withSum)} />
      ))}
    </>
  )
}

function Holders({ report: { holders } }: { report: Report }) {
  const text = useText().reports.parts
  if (!holders) return null
  if (holders.length === 0)
    return (
      <Panel title={text.holders}>
        <p className={styles.muted}>{text.noHolders}</p>
      </Panel>
    )
  const rows = holders.map(({ label, count, held }) => ({
    label,
    count,
    mark: held ? <Badge tone="warning">{text.held}</Badge> : undefined,
  }))
  return <Tally title={text.holders} rows={rows} />
}

function dayWords(day: string): string {
  const date = civilDate(day)
  return date ? showDate(date) : day
}
