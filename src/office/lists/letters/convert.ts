import { fromLegacy, type LegacyEncoding } from '../../../domain/text/legacy-font.ts'
import { repair } from '../../../domain/text/repair.ts'
import type { Cell, Table, TableRow } from '../table.ts'
import { guessLegacy, isBeyondLatin1 } from './legacy.ts'

/**
 * Turns every text of a table into Unicode NFC: what the fonts of a workbook told is converted already; what only the
 * letters tell (a text file, a font that was lost) is converted here; UTF-8 read as a code page is put right. Each
 * cell that changed keeps its text before.
 */
export function convertTable<T extends Table>(table: T): T {
  const guess = guessLegacy(unconverted(table.rows))
  let byFont = 0
  let byLetters = 0
  const rows = table.rows.map(({ number, cells }) => ({
    number,
    cells: cells.map((cell) => {
      if (!cell || cell.kind !== 'text') return cell
      if (cell.before !== null) {
        byFont += 1
        return cell
      }
      const unicode = unicodeOf(cell, guess)
      if (unicode.before !== null) byLetters += 1
      return unicode
    }),
  }))
  const notices = [...table.notices]
  const count = byFont + byLetters
  if (count > 0)
    notices.push({
      code: 'letters-converted',
      data: { count, encoding: byLetters > 0 ? nameOf(guess) : '.Vn*, VNI-*' },
    })
  return { ...table, rows, notices }
}

function nameOf(encoding: LegacyEncoding | null): string {
  if (encoding === null) return 'UTF-8'
  return encoding === 'vni' ? 'VNI' : 'TCVN3 (ABC)'
}

function unicodeOf(cell: Cell, guess: LegacyEncoding | null): Cell {
  const { text } = cell
  if (!/[^ -~]/u.test(text)) return cell
  const repaired = repair(text)
  // Decomposed letters look alike on any screen: nothing that a person would call a change.
  if (repaired.from === 'decomposed' || (repaired.from === null && (guess === null || isBeyondLatin1(text))))
    return { ...cell, text: repaired.text }
  const after = repaired.from === null && guess !== null ? fromLegacy(text, guess) : repaired.text
  return after === text ? cell : { ...cell, text: after, before: text }
}

function* unconverted(rows: readonly TableRow[]): Generator<string> {
  for (const { cells } of rows)
    for (const cell of cells) if (cell?.kind === 'text' && cell.before === null) yield cell.text
}
