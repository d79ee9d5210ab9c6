import type { Piece } from './lines.ts'
import type { Picture } from './png.ts'
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

/** Red, green and blue of a mark, 0 … 1 each. */
export type Colour = readonly [red: number, green: number, blue: number]

/** The red of seals and of the marks of Decree 30/2020, Annex I (box 10b). */
export const red: Colour = [0.8, 0.05, 0.1]

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
  /** Instead of the grey. */
  readonly colour?: Colour
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

/** A transparent picture in a box: the seal or the hand of a signer. */
export type PictureMark = {
  readonly kind: 'picture'
  readonly x: Points
  readonly y: Points
  readonly width: Points
  readonly height: Points
  readonly picture: Picture
  readonly role: 'seal' | 'hand'
}

/** A part of an outline: move, line, cubic curve, close. Coordinates run right and down. */
export type Step =
  | readonly ['M' | 'L', number, number]
  | readonly ['C', number, number, number, number, number, number]
  | readonly ['Z']

/** A filled or drawn outline whose coordinates (points) count from (x, y); filled where it winds around. */
export type ShapeMark = {
  readonly kind: 'shape'
  readonly x: Points
  readonly y: Points
  readonly path: readonly Step[]
  readonly fill?: Colour
  readonly stroke?: { readonly colour: Colour; readonly thickness: Points }
}

/** Marks that stand alike on many pages of a document, only moved: `x` and `y` count from where they were set. */
export type SharedMark = {
  readonly kind: 'shared'
  readonly x: Points
  readonly y: Points
  readonly marks: readonly Mark[]
}

export type Mark = TextMark | LineMark | SymbolMark | PictureMark | ShapeMark | SharedMark

/** The same mark further right and down. */
export function moved(mark: Mark, right: Points, down: Points): Mark {
  if (mark.kind !== 'line') return { ...mark, x: mark.x + right, y: mark.y + down }
  const { from, to } = mark
  return {
    ...mark,
    from: { x: from.x + right, y: from.y + down },
    to: { x: to.x + right, y: to.y + down },
  }
}

/** The same mark further down. */
export function lowered(mark: Mark, by: Points): Mark {
  return moved(mark, 0, by)
}

/** The marks one by one, each where it stands on the page. */
export function opened(marks: readonly Mark[]): Exclude<Mark, SharedMark>[] {
  return marks.flatMap((mark) =>
    mark.kind === 'shared' ? opened(mark.marks.map((inner) => moved(inner, mark.x, mark.y))) : [mark],
  )
}
