import { ArrowLeftRight } from 'lucide-react'
import { useMemo } from 'react'
import type { Stock, StockMovement } from '../../../contract/desk/stock.ts'
import { figure, showInstant } from '../../text/figures.ts'
import { type StockText, useStockText } from '../../text/stock.ts'
import { type Locale, useLocale } from '../../text/Text.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Stock.module.css'

/** What was recorded since the last close, newest first; printing is counted in the account itself. */
export function MovementsTable({ stock }: { stock: Stock }) {
  const text = useStockText()
  const locale = useLocale()
  const columns = useMemo(() => columnsOf(text, locale, stock.kinds), [text, locale, stock.kinds])
  return (
    <div className={styles.table}>
      <Table
        label={text.views.movements}
        rows={stock.movements}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={ArrowLeftRight} title={text.movements.none} />}
      />
    </div>
  )
}

function columnsOf(text: StockText, locale: Locale, kinds: Stock['kinds']): readonly Column<StockMovement>[] {
  const { columns, reasons, spoiledStates, ways } = text
  const more = ({ reason, spoiled }: StockMovement) =>
    [reason && reasons[reason], spoiled && spoiledStates[spoiled]].filter(Boolean).join(', ')
  const wayOf = (movement: StockMovement) => [ways[movement.way], more(movement)].filter(Boolean).join(': ')
  return [
    { key: 'at', label: columns.at, width: '10.5rem', cell: ({ at }) => showInstant(Date.parse(at)) },
    { key: 'way', label: columns.way, width: 'minmax(11rem, 1.2fr)', cell: wayOf },
    {
      key: 'kind',
      label: columns.kind,
      width: 'minmax(10rem, 1fr)',
      cell: (movement) => kinds.find(({ kind }) => kind === movement.kind)?.name ?? '–',
    },
    {
      key: 'quantity',
      label: columns.quantity,
      width: '5rem',
      align: 'end',
      cell: ({ quantity }) => <span className={styles.figures}>{figure(locale, quantity)}</span>,
    },
    {
      key: 'serials',
      label: columns.serials,
      width: 'minmax(10rem, 1.2fr)',
      cell: ({ serials, paper }) => <span className={styles.figures}>{paper ?? serials}</span>,
    },
    {
      key: 'people',
      label: columns.people,
      width: 'minmax(10rem, 1.2fr)',
      cell: ({ people, note }) => [...people, note].filter((word) => word !== '').join('; '),
    },
    { key: 'by', label: columns.by, width: '10rem', cell: ({ by }) => by },
  ]
}
