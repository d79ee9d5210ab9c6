import type { CSSProperties } from 'react'
import { useText } from '../text/Text.tsx'
import { Checkbox } from './Checkbox.tsx'
import { classes } from './classes.ts'
import type { Column } from './Table.tsx'
import styles from './Table.module.css'
import type { RovingRow } from './useRovingRows.ts'

type Props<Row> = {
  row: Row
  columns: readonly Column<Row>[]
  tone: 'danger' | 'warning' | undefined
  /** Undefined when the table has no ticks. */
  chosen: boolean | undefined
  onToggle: () => void
  style: CSSProperties
  roving: RovingRow
}

/** One row of a table. The row, not its cells, takes the cursor. */
export function TableRow<Row>({ row, columns, tone, chosen, onToggle, style, roving }: Props<Row>) {
  const text = useText().kit.table
  return (
    <div role="row" aria-selected={chosen} data-tone={tone} className={styles.row} style={style} {...roving}>
      {chosen !== undefined && (
        <div role="gridcell" className={styles.cell}>
          <Checkbox label={text.choose} labelHidden tabIndex={-1} checked={chosen} onChange={onToggle} />
        </div>
      )}
      {columns.map((column) => (
        <div
          key={column.key}
          role="gridcell"
          className={classes(styles.cell, styles[column.align ?? 'start'])}
        >
          {column.cell(row)}
        </div>
      ))}
    </div>
  )
}
