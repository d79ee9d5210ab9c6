import { CalendarCheck } from 'lucide-react'
import { useMemo } from 'react'
import { type ClosedDay, listClosedDays } from '../../../contract/desk/stock.ts'
import { civilDate } from '../../../domain/calendar.ts'
import { ProblemState } from '../../app/problems.tsx'
import { useRoute } from '../../app/queries.ts'
import { figure, showDate, showInstant } from '../../text/figures.ts'
import { type StockText, useStockText } from '../../text/stock.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { EmptyState, LoadingState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Stock.module.css'

/** Days that were closed, newest first; Enter opens the sheet of one. */
export function DaysTable({ onSheet }: { onSheet: (countId: string) => Promise<void> }) {
  const text = useStockText()
  const locale = useLocale()
  const read = useRoute(listClosedDays, {}, ['stock'])
  const columns = useMemo(() => columnsOf(text, locale), [text, locale])
  if (read.error) return <ProblemState error={read.error} onRetry={() => void read.refetch()} />
  if (!read.data) return <LoadingState />
  return (
    <div className={styles.table}>
      {read.data.days.length > 0 && <p className={styles.muted}>{text.days.hint}</p>}
      <Table
        label={text.views.days}
        rows={read.data.days}
        columns={columns}
        rowKey={({ countId }) => countId}
        onOpen={({ countId }) => void onSheet(countId)}
        empty={<EmptyState icon={CalendarCheck} title={text.days.none} />}
      />
    </div>
  )
}

function columnsOf(text: StockText, locale: Locale): readonly Column<ClosedDay>[] {
  const { columns, days } = text
  const date = (day: string) => {
    const read = civilDate(day)
    return read ? showDate(read) : day
  }
  return [
    {
      key: 'number',
      label: columns.number,
      width: '5rem',
      align: 'end',
      cell: ({ number }) => <span className={styles.figures}>{figure(locale, number)}</span>,
    },
    {
      key: 'days',
      label: columns.days,
      width: 'minmax(11rem, 1fr)',
      cell: ({ firstDay, lastDay }) => days.from(date(firstDay), date(lastDay)),
    },
    { key: 'counted', label: columns.counted, width: 'minmax(10rem, 1fr)', cell: ({ by }) => by },
    {
      key: 'closed',
      label: columns.closed,
      width: 'minmax(14rem, 1.3fr)',
      cell: ({ closedBy, closedAt }) => `${closedBy}, ${showInstant(Date.parse(closedAt))}`,
    },
    {
      key: 'difference',
      label: columns.difference,
      width: '12rem',
      cell: ({ explanations }) =>
        explanations.length === 0 ? (
          <StatusChip tone="success">{days.matched}</StatusChip>
        ) : (
          <StatusChip tone="warning">{days.explained}</StatusChip>
        ),
    },
  ]
}
