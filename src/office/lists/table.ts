import { mostColumns } from '../../contract/lists/fields.ts'
import type { ListNotice } from '../../contract/lists/notices.ts'
import { Refusal } from '../../contract/refusals.ts'
import type { ListLimits } from './limits.ts'

/** One cell that holds something. */
export type Cell = {
  /** As read, old fonts converted: a number without exponent, a date as `yyyy-mm-dd`. */
  readonly text: string
  /** How the file holds it; everything in a text file is text. */
  readonly kind: 'text' | 'number' | 'date'
  /** The text before an old font was converted. */
  readonly before: string | null
  /** What it says instead when nobody can tell for sure whether it was typed in an old font. */
  readonly other?: string
  /** It is the stored result of a formula, or an error such as `#N/A`. */
  readonly trait: 'formula' | 'error' | null
}

/** A row with something in it; `cells` has holes where nothing stands. */
export type TableRow = { readonly number: number; readonly cells: (Cell | undefined)[] }

/** What stands in a sheet or text, before anybody knows what the columns mean. */
export type Table = { readonly rows: readonly TableRow[]; readonly notices: readonly ListNotice[] }

export function textCell(text: string): Cell {
  return { text, kind: 'text', before: null, trait: null }
}

/** Collects rows and refuses what is too much for one list. */
export type TableBuilder = {
  readonly rows: TableRow[]
  /** Begins the row with that number; nothing is kept of it until a cell is set. */
  row(number: number): void
  set(column: number, cell: Cell): void
}

export function tableBuilder(limits: ListLimits): TableBuilder {
  const rows: TableRow[] = []
  let current: TableRow = { number: 0, cells: [] }
  let kept = true
  let cells = 0
  let characters = 0
  return {
    rows,
    row(number) {
      current = { number, cells: [] }
      kept = false
    },
    set(column, cell) {
      if (column >= mostColumns) throw new Refusal('list-too-wide', { most: mostColumns })
      if (cell.text.length > limits.cellText)
        throw new Refusal('list-text-too-long', { row: current.number, most: limits.cellText })
      cells += 1
      characters += cell.text.length
      if (cells > limits.cells) throw new Refusal('list-too-many-cells', { most: limits.cells })
      if (characters > limits.allText)
        throw new Refusal('list-inflates', { limit: `${limits.allText / 1e6} MB` })
      if (!kept) rows.push(current)
      kept = true
      if (rows.length > limits.rows) throw new Refusal('list-too-many-rows', { most: limits.rows })
      current.cells[column] = cell
    },
  }
}

/** The letters of a column as Excel names it: 0 is A, 26 is AA. */
export function columnName(column: number): string {
  const letter = String.fromCharCode(0x41 + (column % 26))
  return column < 26 ? letter : columnName(Math.floor(column / 26) - 1) + letter
}
