import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import { type Cell, tableBuilder, textCell, type TableRow } from '../table.ts'
import type { Archive } from './archive.ts'
import { numberValue, textValue } from './cell-value.ts'
import { fillMerged, type MergedArea, mergedArea } from './merged.ts'
import { runCollector, type SharedText } from './shared-strings.ts'
import type { CellStyle } from './styles.ts'
import { readXml, unescaped } from './xml.ts'

/** What the parts of a workbook say that its sheets share. */
export type Shared = {
  readonly texts: readonly SharedText[]
  readonly styleOf: (style: number) => CellStyle
  readonly isFrom1904: boolean
}

/** One sheet, merged cells filled. */
export type Sheet = {
  readonly rows: readonly TableRow[]
  readonly formulas: number
  readonly hiddenRows: number
  readonly merged: number
}

/** The last row of any sheet. */
const lastRow = 1_048_576

/** A cell while it is read. */
type Reading = { column: number; type: string; style: number; value: string; hasFormula: boolean }

/** Reads a sheet. Formulas are noticed and never computed; a cell with one has its stored result. */
export async function readSheet(
  archive: Archive,
  part: string,
  shared: Shared,
  limits: ListLimits,
): Promise<Sheet> {
  const stream = await archive.open(part)
  if (!stream) throw new Refusal('list-damaged', { detail: part })
  const table = tableBuilder(limits)
  const merges: MergedArea[] = []
  const runs = runCollector()
  const counts = { formulas: 0, hiddenRows: 0 }
  let row = 0
  let column = -1
  let cell: Reading | null = null
  let isValue = false
  let isHidden = false
  await readXml(part, stream, {
    open(name, attributes) {
      if (name === 'c') {
        column = columnOf(attributes['r']) ?? column + 1
        cell = begun(attributes, column)
      } else if (name === 'row') {
        row = nextRow(attributes['r'], row, part)
        column = -1
        isHidden = ['1', 'true'].includes(attributes['hidden'] ?? '')
        table.row(row)
      } else if (name === 'v') isValue = true
      else if (name === 'f' && cell) cell.hasFormula = true
      else if (name === 'mergeCell') merges.push(mergedArea(attributes['ref'] ?? ''))
      else if (cell) runs.open(name, attributes)
    },
    text(text) {
      if (isValue && cell) cell.value += text
      else if (cell) runs.text(text)
    },
    close(name) {
      if (name === 'v') isValue = false
      else if (name === 'c' && cell) {
        const value = valueOf(cell, cell.type === 'inlineStr' ? runs.take() : '', shared)
        if (cell.hasFormula) counts.formulas += 1
        if (value) table.set(cell.column, value)
        if (value && isHidden) counts.hiddenRows += 1
        if (value) isHidden = false
        cell = null
      } else if (cell) runs.close(name)
    },
  })
  fillMerged(table.rows, merges, limits)
  return { rows: table.rows, ...counts, merged: merges.length }
}

function begun(attributes: Readonly<Record<string, string>>, column: number): Reading {
  return {
    column,
    type: attributes['t'] ?? 'n',
    style: Number(attributes['s'] ?? 0),
    value: '',
    hasFormula: false,
  }
}

/** Rows come in their order (ECMA-376 part 1, 18.3.1.73); numbers that do not would name a row twice. */
function nextRow(written: string | undefined, last: number, part: string): number {
  const row = written === undefined ? last + 1 : Number(written)
  if (!Number.isInteger(row) || row <= last || row > lastRow)
    throw new Refusal('list-damaged', { detail: part })
  return row
}

function valueOf(cell: Reading, inline: SharedText, shared: Shared): Cell | null {
  const value = plainValue(cell, inline, shared)
  if (cell.type === 'e') return { ...textCell(cell.value), trait: 'error' }
  if (!cell.hasFormula) return value
  return { ...(value ?? textCell('')), trait: 'formula' }
}

/** The value by the type of its cell (ECMA-376 part 1, 18.18.11). */
function plainValue({ type, style, value }: Reading, inline: SharedText, shared: Shared): Cell | null {
  const look = shared.styleOf(style)
  switch (type) {
    case 's':
      return textValue(shared.texts[Number(value)] ?? '', look)
    case 'inlineStr':
      return textValue(inline, look)
    case 'str':
      return textValue(unescaped(value), look)
    case 'd':
      return { ...textCell(value.slice(0, 10)), kind: 'date' }
    case 'b':
      return textCell(value === '1' ? 'x' : '')
    default:
      return numberValue(value, look, shared.isFrom1904)
  }
}

/** The column of a reference: `B7` is 1. */
function columnOf(reference: string | undefined): number | null {
  if (reference === undefined) return null
  let column = 0
  for (let i = 0; i < reference.length && i < 4; i++) {
    const letter = reference.charCodeAt(i) - 0x40
    if (letter < 1 || letter > 26) break
    column = column * 26 + letter
  }
  return column === 0 ? null : column - 1
}
