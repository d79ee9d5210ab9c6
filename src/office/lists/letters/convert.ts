import { fromLegacy } from '../../../domain/text/legacy-font.ts'
import { repair } from '../../../domain/text/repair.ts'
import { headingMeaning } from '../columns/headings.ts'
import type { Cell, Table, TableRow } from '../table.ts'
import { type Guessed, guessed } from './legacy.ts'
import { type Reading, readingOf, saysIn, wordsRead } from './readings.ts'

/**
 * Turns every text of a table into Unicode NFC: what the fonts of a workbook told is converted already; what only the
 * letters tell (a text file, a font that was lost) is converted here, cell by cell, since lists are pasted together from
 * several offices; UTF-8 read as a code page is put right. A cell that changed keeps its text before. What nobody can
 * tell for sure keeps its other reading: a cell that reads well both ways in a table with an old font, and every
 * conversion in a table that has rows in Unicode, too.
 */
export function convertTable<T extends Table>(table: T): T {
  const names = new Set<string>()
  let count = 0
  const told = (name: string) => {
    names.add(name)
    count += 1
  }
  const repaired = mapTexts(table.rows, (cell) => {
    if (cell.before !== null) told('.Vn*, VNI-*')
    return cell.before === null ? repairedCell(cell, () => told('UTF-8')) : cell
  })
  const rows = convertRows(repaired, (font) => told(font === 'vni' ? 'VNI' : 'TCVN3 (ABC)'))
  const encoding = [...names].join(', ')
  const notices = [...table.notices]
  if (count > 0) notices.push({ code: 'letters-converted', data: { count, encoding } })
  return { ...table, rows, notices }
}

function mapTexts(rows: readonly TableRow[], change: (cell: Cell, at: number) => Cell): TableRow[] {
  return rows.map(({ number, cells }, at) => ({
    number,
    cells: cells.map((cell) => (cell?.kind === 'text' ? change(cell, at) : cell)),
  }))
}

function repairedCell(cell: Cell, told: () => void): Cell {
  if (!/[^ -~]/u.test(cell.text)) return cell
  const { text, from } = repair(cell.text)
  // Decomposed letters look alike on any screen: nothing that a person would call a change.
  if (from === null || from === 'decomposed') return text === cell.text ? cell : { ...cell, text }
  told()
  return { ...cell, text, before: cell.text }
}

/** What a row says about itself: the old font most of its clear cells have, and whether any is Unicode. */
type RowFont = { readonly font: Guessed | null; readonly hasUnicode: boolean }

function convertRows(rows: readonly TableRow[], told: (font: Guessed) => void): readonly TableRow[] {
  const read = reader()
  const fonts = fontsOf(rows, read)
  if (fonts.length === 0) return rows
  const around = rows.map(({ cells }): RowFont => {
    const readings = cells.flatMap((cell) => (cell && read(cell)) ?? [])
    const old = readings.filter((reading) => saysIn(reading, fonts) === 'old')
    return { font: mostOf(old, fonts), hasUnicode: readings.some((one) => saysIn(one, fonts) === 'unicode') }
  })
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 1)
  const isMixed = rows.some((row, at) => around[at]?.hasUnicode && isFull(row, width) && !isHeading(row))
  return mapTexts(rows, (cell, at) => {
    const reading = read(cell)
    const row = around[at]
    if (!reading || !row) return cell
    const settled = settle(cell, reading, { row, fonts, isMixed })
    if (settled.font !== null) told(settled.font)
    return settled.cell
  })
}

type Around = { readonly row: RowFont; readonly fonts: readonly Guessed[]; readonly isMixed: boolean }

/** One cell as it is taken, and the font it was converted from. */
function settle(
  cell: Cell,
  reading: Reading,
  { row, fonts, isMixed }: Around,
): { cell: Cell; font: Guessed | null } {
  const kept = { cell, font: null }
  const says = saysIn(reading, fonts)
  if (says === 'plain' || says === 'unicode') return kept
  const ways = fonts.filter((font) => reading.by.includes(font))
  const font = [row.font, ...ways, ...fonts].find(
    (one) => one !== null && (ways.length === 0 || ways.includes(one)),
  )
  if (!font) return kept
  const { text } = cell
  const after = fromLegacy(text, font)
  const rival = ways.find((one) => one !== font && row.font === null && fromLegacy(text, one) !== after)
  const doubted = { cell: { ...cell, other: after }, font: null }
  const converted = (other: string | undefined) => ({
    cell: { ...cell, text: after, before: text, ...(other === undefined ? {} : { other }) },
    font,
  })
  if (says === 'two-ways') {
    const isOld = row.font === null ? !isMixed : !row.hasUnicode
    return isOld ? converted(text) : doubted
  }
  if (says === 'old') return converted(isMixed ? text : rival && fromLegacy(text, rival))
  if (after === text) return kept
  const gain = wordsRead(after) - wordsRead(text)
  return gain > 0 || (gain === 0 && row.font !== null) ? converted(isMixed ? text : undefined) : doubted
}

type Read = (cell: Cell) => Reading | null

/** Readings of the cells whose font nobody told, each text read once. */
function reader(): Read {
  const known = new Map<string, Reading | null>()
  return ({ kind, text, before }) => {
    if (kind !== 'text' || before !== null) return null
    const found = known.get(text)
    if (found !== undefined) return found
    const reading = readingOf(text)
    known.set(text, reading)
    return reading
  }
}

/** The old fonts of a table: those without which a cell of it would not be Vietnamese. */
function fontsOf(rows: readonly TableRow[], read: Read): readonly Guessed[] {
  const either = new Set<Guessed>()
  const certain = new Set<Guessed>()
  for (const { cells } of rows)
    for (const cell of cells) {
      const reading = cell && read(cell)
      if (!reading || saysIn(reading, guessed) !== 'old') continue
      for (const font of reading.by) (reading.by.length === 1 ? certain : either).add(font)
    }
  return guessed.filter((font) => (certain.size > 0 ? certain : either).has(font))
}

function mostOf(readings: readonly Reading[], fonts: readonly Guessed[]): Guessed | null {
  const counted = fonts.map((font) => ({
    font,
    count: readings.filter(({ by }) => by.includes(font)).length,
  }))
  const best = counted.toSorted((one, other) => other.count - one.count)[0]
  return best && best.count > 0 ? best.font : null
}

/** Titles above a table and signatures below it fill few of its columns. */
function isFull({ cells }: TableRow, width: number): boolean {
  return cells.filter((cell) => cell !== undefined).length * 2 >= width
}

/** The heading of a list comes from whoever asked for it; its letters say nothing of the rows. */
function isHeading({ cells }: TableRow): boolean {
  return cells.filter((cell) => cell && headingMeaning(cell.text, '', 'households') !== null).length >= 2
}
