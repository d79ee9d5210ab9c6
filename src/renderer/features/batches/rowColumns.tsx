import { Ban, CircleCheck, Eye, Flag } from 'lucide-react'
import { useMemo } from 'react'
import type { BatchRowView } from '../../../contract/desk/batches.ts'
import { compareNames } from '../../../domain/text/name.ts'
import { useBatchesText } from '../../text/batches.ts'
import { StatusChip } from '../../ui/Badge.tsx'
import type { Column } from '../../ui/Table.tsx'
import { StateChip } from '../case/StateChip.tsx'
import styles from './Batches.module.css'

/** The columns of the rows of a list; `mustSee` are those to be opened before an act on all. */
export function useRowColumns(mustSee: ReadonlySet<string>): readonly Column<BatchRowView>[] {
  const text = useBatchesText()
  return useMemo(() => {
    const { columns } = text
    return [
      {
        key: 'row',
        label: columns.row,
        width: '4rem',
        align: 'end',
        cell: ({ row }) => <span className={styles.figures}>{row}</span>,
        sortBy: ({ row }) => row,
      },
      {
        key: 'fullName',
        label: columns.fullName,
        width: 'minmax(9rem, 1fr)',
        cell: ({ fullName }) => fullName,
        compare: (one, other) => compareNames(one.fullName, other.fullName),
      },
      {
        key: 'idNumber',
        label: columns.idNumber,
        width: '9.6rem',
        cell: ({ idNumber }) => <span className={styles.figures}>{idNumber}</span>,
        sortBy: ({ idNumber }) => idNumber,
      },
      {
        key: 'about',
        label: columns.about,
        width: 'minmax(8rem, 1.4fr)',
        cell: ({ about }) => <span title={about}>{about}</span>,
      },
      {
        key: 'state',
        label: columns.state,
        width: '9.5rem',
        cell: ({ state, withdrawn }) =>
          withdrawn ? (
            <StatusChip tone="error" icon={Ban}>
              {text.withdrawn}
            </StatusChip>
          ) : (
            <StateChip state={state} />
          ),
      },
      {
        key: 'paper',
        label: columns.paper,
        width: '10.5rem',
        cell: ({ permitNumber }) => <span title={permitNumber ?? undefined}>{permitNumber ?? ''}</span>,
      },
      {
        key: 'look',
        label: columns.look,
        width: '7rem',
        cell: (row) => <LookMark row={row} mustSee={mustSee.has(row.caseId)} />,
        sortBy: (row) => (mustSee.has(row.caseId) ? (row.seen ? 1 : 0) : 2),
      },
    ]
  }, [text, mustSee])
}

function LookMark({ row: { flags, seen }, mustSee }: { row: BatchRowView; mustSee: boolean }) {
  const { marks } = useBatchesText()
  if (seen)
    return (
      <StatusChip tone="success" icon={CircleCheck}>
        {marks.seen}
      </StatusChip>
    )
  if (mustSee)
    return (
      <StatusChip tone="info" icon={Eye}>
        {marks.mustSee}
      </StatusChip>
    )
  if (flags.length > 0)
    return (
      <StatusChip tone="warning" icon={Flag}>
        {marks.flagged}
      </StatusChip>
    )
  return null
}
