import type { CsvFile } from '../../../contract/desk/reports.ts'

type CsvCell = string | number | null

/**
 * A table as CSV (RFC 4180) for a spreadsheet: UTF-8 with byte order mark, CRLF, every text in quotes. An apostrophe
 * is put before what a spreadsheet would calculate (`= + - @`, tab, CR), and before numbers that it would round or whose
 * leading zero it would drop: a personal number must come out as it went in.
 */
export function csvFile(name: string, head: readonly string[], rows: Iterable<readonly CsvCell[]>): CsvFile {
  const lines = [lineOf(head)]
  for (const row of rows) lines.push(lineOf(row))
  return { name: `${name}.csv`, csv: `\uFEFF${lines.join('')}`, rows: lines.length - 1 }
}

function lineOf(cells: readonly CsvCell[]): string {
  return `${cells.map(cellText).join(',')}\r\n`
}

function cellText(cell: CsvCell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  return `"${asText(cell).replaceAll('"', '""')}"`
}

const calculated = /^\s*[=+\-@\t\r]/
/** 15 digits are all a spreadsheet keeps; from 12 on it shows a power of ten. */
const misread = /^(0\d+|\d{12,})$/

function asText(text: string): string {
  return calculated.test(text) || misread.test(text) ? `'${text}` : text
}
