import papa from 'papaparse'
import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import { type TableRow, tableBuilder, textCell } from '../table.ts'

const delimiters = ['\t', ';', ',', '|'] as const

/**
 * The rows of a text of cells: .csv, .tsv or a table pasted from Excel (RFC 4180). The sign between cells is the one that
 * cuts the first lines most evenly; a first line `sep=;` of Excel says it. Quotes inside a cell are letters; one that
 * opens a cell and is not closed is refused, since it would swallow the rows behind it.
 * Refuses: list-quotes, and what `tableBuilder` does.
 */
export function readDelimited(text: string, limits: ListLimits): readonly TableRow[] {
  const declared = /^sep=(.)\r?\n/i.exec(text)
  const table = tableBuilder(limits)
  let row = declared ? 1 : 0
  papa.parse<string[]>(declared ? text.slice(declared[0].length) : text, {
    delimiter: declared?.[1] ?? delimiterOf(text),
    step({ data, errors }) {
      row += 1
      if (errors.length > 0) throw new Refusal('list-quotes', { row })
      table.row(row)
      data.forEach((cell, column) => {
        if (cell.trim() !== '') table.set(column, textCell(cell))
      })
    },
  })
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
