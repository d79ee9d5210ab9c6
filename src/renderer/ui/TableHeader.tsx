import type { SortingState } from '@tanstack/react-table'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useText } from '../text/Text.tsx'
import { Checkbox } from './Checkbox.tsx'
import { classes } from './classes.ts'
import { type Choice, type Column, isSortable } from './Table.tsx'
import styles from './Table.module.css'

type Props<Row> = {
  columns: readonly Column<Row>[]
  tracks: CSSProperties
  sorting: SortingState
  onSort: (sorting: SortingState) => void
  choice: Choice | undefined
  keys: readonly string[]
}

/** The heading row of a table; a sortable column's heading is a button: up, down, back to the given order. */
export function TableHeader<Row>({ columns, tracks, sorting, onSort, choice, keys }: Props<Row>) {
  const text = useText().kit.table
  const chosen = choice ? keys.filter((key) => choice.keys.has(key)).length : 0
  const all = keys.length > 0 && chosen === keys.length
  return (
    <div role="rowgroup" className={styles.head}>
      <div role="row" aria-rowindex={1} className={styles.headRow} style={tracks}>
        {choice && (
          <div role="columnheader" className={styles.headCell}>
            <Checkbox
              label={text.chooseAll}
              labelHidden
              checked={all}
              mixed={chosen > 0 && !all}
              onChange={() => choice.onChange(new Set(all ? [] : keys))}
            />
          </div>
        )}
        {columns.map((column) => (
          <HeadCell key={column.key} column={column} sorting={sorting} onSort={onSort} />
        ))}
      </div>
    </div>
  )
}

type CellProps<Row> = { column: Column<Row>; sorting: SortingState; onSort: (sorting: SortingState) => void }

function HeadCell<Row>({ column, sorting, onSort }: CellProps<Row>) {
  const text = useText().kit.table
  const sort = sorting.find((one) => one.id === column.key)
  const order = sort ? (sort.desc ? 'descending' : 'ascending') : undefined
  const Arrow = sort?.desc ? ArrowDown : ArrowUp
  return (
    <div
      role="columnheader"
      aria-sort={order}
      className={classes(styles.headCell, styles[column.align ?? 'start'])}
    >
      {isSortable(column) ? (
        <button
          type="button"
          className={styles.sort}
          title={text.sortBy(column.label)}
          onClick={() => onSort(sort?.desc ? [] : [{ id: column.key, desc: sort !== undefined }])}
        >
          {column.label}
          <Arrow size="1em" aria-hidden className={sort ? styles.arrow : styles.arrowIdle} />
        </button>
      ) : (
        column.label
      )}
    </div>
  )
}
