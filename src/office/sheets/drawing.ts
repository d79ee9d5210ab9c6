import type { Piece } from './lines.ts'
import type { Points } from './sheet.ts'

/**
 * A paper with every line broken and every mark in its place: what a writer needs and nothing more. Points;
 * x from the left edge, y from the top edge downwards. Marks are drawn in order.
 */
export type Drawing = { readonly pages: readonly DrawnPage[] }

export type DrawnPage = {
  readonly width: Points
  readonly height: Points
  readonly marks: readonly Mark[]
}

/** Grey of a mark: 0 black … 1 white. */
export type Shade = number

export type TextMark = {
  readonly kind: 'text'
  /** Left end of the baseline. */
  readonly x: Points
  readonly y: Points
  readonly size: Points
  readonly pieces: readonly Piece[]
  /** Added to every plain space. */
  readonly stretch: Points
  readonly shade: Shade
  /** Turned counter-clockwise about (x, y), degrees. */
  readonly angle: number
}

export type LineMark = {
  readonly kind: 'line'
  readonly from: { readonly x: Points; readonly y: Points }
  readonly to: { readonly x: Points; readonly y: Points }
  readonly thickness: Points
  readonly shade: Shade
  /** Length of dashes and of the gaps between them; solid without. */
  readonly dash?: Points
}

/** A QR symbol: the white box at (x, y) and its modules, row by row, true = dark. */
export type SymbolMark = {
  readonly kind: 'symbol'
  readonly x: Points
  readonly y: Points
  readonly box: Points
  readonly size: number
  readonly module: Points
  readonly modules: readonly (readonly boolean[])[]
}

export type Mark = TextMark | LineMark | SymbolMark

/** The same mark further down. */
export function lowered(mark: Mark, by: Points): Mark {
  if (mark.kind !== 'line') return { ...mark, y: mark.y + by }
  return { ...mark, from: { ...mark.from, y: mark.from.y + by }, to: { ...mark.to, y: mark.to.y + by } }
}
