import {
  type ColumnDef,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import {
  type CSSProperties,
  type ReactNode,
  type Ref,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react'
import { classes } from './classes.ts'
import styles from './Table.module.css'
import { TableHeader } from './TableHeader.tsx'
import { TableRow } from './TableRow.tsx'
import { useRovingRows } from './useRovingRows.ts'

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() })

/** One column. `width` is a CSS grid track: `8rem`, `minmax(10rem, 2fr)`. */
export type Column<Row> = {
  readonly key: string
  readonly label: string
  readonly width: string
  readonly cell: (row: Row) => ReactNode
  /** Makes the column sortable by this value; texts letter by letter in the Vietnamese order. */
  readonly sortBy?: (row: Row) => string | number
  /** Sorts otherwise than by the plain value; names by `compareNames` of the domain. Needs no `sortBy`. */
  readonly compare?: (one: Row, other: Row) => number
  readonly align?: 'start' | 'end' | 'center'
}

/** Which rows are ticked, by key. */
export type Choice = {
  readonly keys: ReadonlySet<string>
  readonly onChange: (keys: ReadonlySet<string>) => void
}

/** What a page may ask of a table. */
export type TableHandle = { focus: () => void }

type Props<Row> = {
  /** What the list is, spoken. */
  label: string
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  /** Enter or double click. */
  onOpen?: (row: Row) => void
  /** The row under the cursor, for a preview beside the list. */
  onCurrent?: (row: Row | null) => void
  /** Ticks rows with Space. */
  choice?: Choice
  /** What the person reads when there are no rows. */
  empty?: ReactNode
  /** A band at the start of the row: what needs attention. */
  rowTone?: (row: Row) => 'danger' | 'warning' | undefined
  defaultSort?: { key: string; descending?: boolean }
  className?: string
  ref?: Ref<TableHandle>
}

const collator = new Intl.Collator('vi', { numeric: true })
const compare = (a: unknown, b: unknown) =>
  typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b))

/**
 * A list of any length, one tab stop: arrows, Home, End, PageUp and PageDown move, Enter opens, Space ticks. Only the
 * rows in view are drawn. Fills the height it is given.
 */
export function Table<Row extends RowData>(props: Props<Row>) {
  const { label, columns, onOpen, choice, empty, rowTone, className, ref } = props
  const { sorted, sorting, setSorting } = useSortedRows(props)
  const keys = useMemo(() => sorted.map((row) => row.id), [sorted])
  const toggle = (key: string) => choice?.onChange(toggled(choice.keys, key))
  const scrollRef = useRef<HTMLDivElement>(null)
  const roving = useRovingRows({
    scrollRef,
    keys,
    onOpen: (index) => sorted[index] && onOpen?.(sorted[index].original),
    onCurrent: (index) => props.onCurrent?.(sorted[index]?.original ?? null),
    onToggle: (index) => keys[index] !== undefined && toggle(keys[index]),
  })
  useImperativeHandle(ref, () => ({ focus: roving.focus }), [roving.focus])

  const tracks = tracksOf(columns, choice !== undefined)
  const row = (index: number, start: number) => {
    const one = sorted[index]
    if (!one) return null
    const placed = { ...tracks, transform: `translateY(${start}px)` }
    return (
      <TableRow
        key={one.id}
        row={one.original}
        columns={columns}
        tone={rowTone?.(one.original)}
        chosen={choice?.keys.has(one.id)}
        onToggle={() => toggle(one.id)}
        style={placed}
        roving={roving.rowProps(index)}
      />
    )
  }
  return (
    <div className={classes(styles.table, className)} ref={scrollRef} tabIndex={-1}>
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={sorted.length + 1}
        aria-multiselectable={choice ? true : undefined}
      >
        <TableHeader {...{ columns, tracks, sorting, choice, keys }} onSort={setSorting} />
        <div role="rowgroup" className={styles.body} style={{ height: roving.height }}>
          {roving.items.map(({ index, start }) => row(index, start))}
        </div>
      </div>
      {sorted.length === 0 && <div className={styles.empty}>{empty}</div>}
    </div>
  )
}

function tracksOf<Row>(columns: readonly Column<Row>[], ticks: boolean): CSSProperties {
  return { gridTemplateColumns: [ticks ? '2.4rem' : '', ...columns.map((column) => column.width)].join(' ') }
}

/** The rows in the order the person asked for. */
function useSortedRows<Row extends RowData>({ rows, columns, rowKey, defaultSort }: Props<Row>) {
  const [sorting, setSorting] = useState<SortingState>(() =>
    defaultSort ? [{ id: defaultSort.key, desc: defaultSort.descending ?? false }] : [],
  )
  const definitions = useMemo(() => columns.map((column) => definition(column)), [columns])
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    state: { sorting },
    onSortingChange: setSorting,
  })
  return { sorted: table.getRowModel().rows, sorting, setSorting }
}

/** Whether a column's heading can be pressed to sort. */
export function isSortable<Row>(column: Column<Row>): boolean {
  return column.sortBy !== undefined || column.compare !== undefined
}

function definition<Row extends RowData>(column: Column<Row>): ColumnDef<typeof features, Row> {
  return {
    id: column.key,
    accessorFn: (row) => column.sortBy?.(row) ?? '',
    enableSorting: isSortable(column),
    sortFn: (a, b, id) => column.compare?.(a.original, b.original) ?? compare(a.getValue(id), b.getValue(id)),
  }
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys)
  if (!next.delete(key)) next.add(key)
  return next
}
