import { useMemo } from 'react'
import { compareNames } from '../../../domain/text/name.ts'
import { useBatchesText } from '../../text/batches.ts'
import { type Column, Table } from '../../ui/Table.tsx'
import styles from './Batches.module.css'

/** Somebody a list no longer names. */
export type Removable = {
  readonly caseId: string
  readonly number: string
  readonly fullName: string
  readonly idNumber: string
  readonly permitNumber: string | null
}

type Props = {
  readonly people: readonly Removable[]
  readonly ticked: ReadonlySet<string>
  readonly onTick: (ticked: ReadonlySet<string>) => void
}

/** The people, ticked one by one with Space or all at once in the heading. */
export function PeopleToRemove({ people, ticked, onTick }: Props) {
  const { fields, intake } = useBatchesText()
  const columns = useMemo<readonly Column<Removable>[]>(
    () => [
      {
        key: 'name',
        label: fields.fullName,
        width: 'minmax(10rem, 1.4fr)',
        cell: ({ fullName }) => fullName,
        compare: (one, other) => compareNames(one.fullName, other.fullName),
      },
      { key: 'id', label: fields.idNumber, width: '9rem', cell: ({ idNumber }) => idNumber },
      {
        key: 'paper',
        label: intake.paper,
        width: 'minmax(10rem, 1fr)',
        cell: ({ permitNumber }) => permitNumber ?? intake.noPaper,
      },
    ],
    [fields, intake],
  )
  return (
    <div className={styles.people}>
      <Table
        label={intake.people}
        rows={people}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        choice={{ keys: ticked, onChange: onTick }}
      />
    </div>
  )
}
