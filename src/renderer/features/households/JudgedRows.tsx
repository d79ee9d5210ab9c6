import type { JudgedList, JudgedRow } from '../../../contract/lists/judged-list.ts'
import { findingText } from '../../../contract/lists/reasons.ts'
import { useHouseholdsText } from '../../text/households.ts'
import { useLocale } from '../../text/Text.tsx'
import { StatusChip } from '../../ui/Badge.tsx'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Households.module.css'

const tones = { good: 'success', 'to-check': 'warning', bad: 'error' } as const
const weight = { bad: 0, 'to-check': 1, good: 2 } as const

/** The rows of a list that was read, those to correct first. */
export function JudgedRows({ list }: { list: JudgedList }) {
  const text = useHouseholdsText()
  const columns = useRowColumns()
  const rows = [...list.rows].sort((one, other) => weight[one.verdict] - weight[other.verdict])
  return (
    <Table
      className={styles.preview}
      label={text.rows}
      rows={rows}
      columns={columns}
      rowKey={({ row }) => String(row)}
    />
  )
}

function useRowColumns(): readonly Column<JudgedRow>[] {
  const text = useHouseholdsText()
  const locale = useLocale()
  const { rowColumns } = text
  return [
    { key: 'row', label: rowColumns.row, width: '4rem', align: 'end', cell: ({ row }) => row },
    {
      key: 'verdict',
      label: rowColumns.verdict,
      width: '8rem',
      cell: ({ verdict }) => <StatusChip tone={tones[verdict]}>{text.verdicts[verdict]}</StatusChip>,
    },
    {
      key: 'head',
      label: rowColumns.head,
      width: 'minmax(9rem, 1fr)',
      cell: ({ values }) => values.fullName ?? '',
    },
    {
      key: 'address',
      label: rowColumns.address,
      width: 'minmax(9rem, 1fr)',
      cell: ({ values }) => values.residence ?? '',
    },
    {
      key: 'why',
      label: rowColumns.why,
      width: 'minmax(14rem, 2fr)',
      cell: ({ reasons }) => reasons.map((reason) => findingText(reason, locale)).join(' '),
    },
  ]
}
