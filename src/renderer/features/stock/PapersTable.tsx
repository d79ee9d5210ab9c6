import { useNavigate } from '@tanstack/react-router'
import { BadgeCheck } from 'lucide-react'
import { useMemo } from 'react'
import type { OpenPaper } from '../../../contract/desk/stock.ts'
import { figure } from '../../text/figures.ts'
import { type StockText, useStockText } from '../../text/stock.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { EmptyState } from '../../ui/States.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Stock.module.css'

/** Papers that are sealed and with nobody: not printed, or waiting at the desk. Enter opens the case. */
export function PapersTable({ papers, all }: { papers: readonly OpenPaper[]; all: number }) {
  const text = useStockText()
  const locale = useLocale()
  const navigate = useNavigate()
  const columns = useMemo(() => columnsOf(text), [text])
  return (
    <div className={styles.table}>
      {all > papers.length && (
        <p className={styles.muted}>{text.papers.more(figure(locale, papers.length), figure(locale, all))}</p>
      )}
      <Table
        label={text.views.papers}
        rows={papers}
        columns={columns}
        rowKey={({ permitNumber }) => permitNumber}
        rowTone={({ state }) => (state === 'unprinted' ? 'warning' : undefined)}
        onOpen={({ caseId }) => void navigate({ to: '/cases/$caseId', params: { caseId } })}
        empty={<EmptyState icon={BadgeCheck} title={text.papers.none} />}
      />
    </div>
  )
}

function columnsOf({ columns, papers }: StockText): readonly Column<OpenPaper>[] {
  return [
    {
      key: 'permit',
      label: columns.permit,
      width: 'minmax(10rem, 1fr)',
      cell: ({ permitNumber }) => <span className={styles.figures}>{permitNumber}</span>,
      sortBy: ({ permitNumber }) => permitNumber,
    },
    {
      key: 'case',
      label: columns.case,
      width: 'minmax(12rem, 1.4fr)',
      cell: ({ caseNumber }) => <span className={styles.figures}>{caseNumber}</span>,
      sortBy: ({ caseNumber }) => caseNumber,
    },
    {
      key: 'state',
      label: columns.state,
      width: '14rem',
      cell: ({ state }) => (
        <StatusChip tone={state === 'unprinted' ? 'warning' : 'info'}>{papers.states[state]}</StatusChip>
      ),
      sortBy: ({ state }) => papers.states[state],
    },
  ]
}
