import { Refusal } from '../../../contract/refusals.ts'
import type { ListLimits } from '../limits.ts'
import type { Cell, TableRow } from '../table.ts'

/** An area of merged cells: first and last row as Excel counts, first and last column from 0. */
export type MergedArea = {
  readonly top: number
  readonly bottom: number
  readonly left: number
  readonly right: number
}

const nowhere: MergedArea = { top: 0, bottom: -1, left: 0, right: -1 }

/** The area of a reference such as `B3:D3`; a reference that is none covers nothing. */
export function mergedArea(reference: string): MergedArea {
  const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference)
  if (!match) return nowhere
  const [, left = '', top, right = '', bottom] = match
  return { top: Number(top), bottom: Number(bottom), left: columnAt(left), right: columnAt(right) }
}

function columnAt(letters: string): number {
  return Array.from(letters).reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 0x40, 0) - 1
}

/**
 * Repeats the value of each merged area in the cells it covers, in rows that hold something of their own and no farther
 * right than the table: an area may claim the whole sheet.
 */
export function fillMerged(
  rows: readonly TableRow[],
  areas: readonly MergedArea[],
  limits: ListLimits,
): void {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0)
  let filled = 0
  for (const { top, bottom, left, right } of areas) {
    const first = firstFrom(rows, top)
    const head = rows[first]
    const value = head?.number === top ? head.cells[left] : undefined
    if (!value) continue
    for (let at = first; at < rows.length; at++) {
      const row = rows[at]
      if (!row || row.number > bottom) break
      filled += fillRow(row.cells, left, Math.min(right, width - 1), value)
      if (filled > limits.cells) throw new Refusal('list-too-many-cells', { most: limits.cells })
    }
  }
}

function fillRow(cells: (Cell | undefined)[], left: number, right: number, value: Cell): number {
  for (let column = left; column <= right; column++) cells[column] ??= value
  // Areas that cover nothing cost a step all the same.
  return Math.max(1, right - left + 1)
}

/** Index of the first row with that number or a later one. */
function firstFrom(rows: readonly TableRow[], number: number): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.number ?? 0) < number) low = middle + 1
    else high = middle
  }
  return low
}
