import { parse } from 'csv-parse/sync'
import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import { type TableRow, tableBuilder, textCell } from '../table.ts'

const delimiters = ['\t', ';', ',', '|'] as const

/**
 * The rows of a text of cells: .csv, .tsv or a table pasted from Excel. The sign between cells is the one that cuts the
 * first lines most evenly; a first line `sep=;` of Excel says it. Quotes are read leniently, since people type them in
 * names. Refuses: list-damaged, and what `tableBuilder` does.
 */
export function readDelimited(text: string, limits: ListLimits): readonly TableRow[] {
  const declared = /^\ufeff?sep=(.)\r?\n/i.exec(text)
  const table = tableBuilder(limits)
  let row = declared ? 1 : 0
  const keep = (record: readonly string[]) => {
    row += 1
    table.row(row)
    record.forEach((cell, column) => {
      if (cell.trim() !== '') table.set(column, textCell(cell))
    })
    return null
  }
  try {
    parse(declared ? text.slice(declared[0].length) : text, {
      delimiter: declared?.[1] ?? delimiterOf(text),
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      // A quote that is never closed would swallow the rest of the file as one cell.
      max_record_size: limits.cellText * 4,
      on_record: keep,
    })
  } catch (error) {
    if (error instanceof Refusal) throw error
    if (error instanceof Error && 'code' in error && error.code === 'CSV_MAX_RECORD_SIZE')
      throw new Refusal('list-text-too-long', { row: row + 1, most: limits.cellText })
    throw new Refusal('list-damaged', { detail: `CSV ${row + 1}` })
  }
  return table.rows
}

/** Lines looked at for the sign between cells. */
const sampleLines = 30

function delimiterOf(text: string): string {
  const lines = text
    .slice(0, 100_000)
    .split(/\r?\n|\r/)
    .filter((line) => line.trim() !== '')
    .slice(0, sampleLines)
  const evenness = (delimiter: string) => {
    const counts = lines.map((line) => cutsOf(line, delimiter))
    const usual = mode(counts.filter((count) => count > 0))
    return usual === 0 ? 0 : counts.filter((count) => count === usual).length * 100 + usual
  }
  return delimiters.toSorted((a, b) => evenness(b) - evenness(a))[0] ?? ','
}

/** How often a line is cut, not counting what stands in quotes. */
function cutsOf(line: string, delimiter: string): number {
  return line.replace(/"[^"]*"/g, '').split(delimiter).length - 1
}

function mode(counts: readonly number[]): number {
  const times = new Map<number, number>()
  for (const count of counts) times.set(count, (times.get(count) ?? 0) + 1)
  return [...times].toSorted((a, b) => b[1] - a[1])[0]?.[0] ?? 0
}
