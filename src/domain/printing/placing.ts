import type { PaperSize } from './sheet-kinds.ts'

/**
 * How content is put on paper so that it comes out where it was drawn: everything is made so large, counted from the
 * upper left corner, then moved right and down. Millimetres in steps of 0.1; percent in steps of 0.1.
 */
export type Placing = { readonly xMm: number; readonly yMm: number; readonly percent: number }

/** As it was drawn. */
export const asDrawn: Placing = { xMm: 0, yMm: 0, percent: 100 }

/** How far a placing goes; a QR module at the smallest is still 0.40 mm wide (qr-token.md 10). */
export const placingLimits = { mm: 20, leastPercent: 95, mostPercent: 105 } as const

/** What a person reads from the calibration page with a ruler: from the paper's edges to the cross, and the square. */
export type Measured = {
  readonly leftMm: number
  readonly topMm: number
  readonly widthMm: number
  readonly heightMm: number
}

/** Where the calibration page has its cross, from the left and the upper edge. */
export const crossMm = 10

/** The sides of the calibration page's square: 100 mm, less where the paper is small. */
export function squareOn(paper: PaperSize): number {
  return paper === 'A6' ? 80 : 100
}

/** More between width and height is no printer's scale: it was read wrongly, or the paper slips. */
const mostUneven = 1

/** The placing a printer needs, or why there is none. */
export type Calibration =
  | { readonly outcome: 'placing'; readonly placing: Placing }
  /** `far`: this is more than a placing puts right. */
  | { readonly outcome: 'uneven' | 'far' }

/**
 * The placing with which a printer puts things where they belong, from what came out under the placing `printedWith` of
 * a square with sides of `squareMm`.
 */
export function calibrate(measured: Measured, squareMm: number, printedWith: Placing): Calibration {
  const { leftMm, topMm, widthMm, heightMm } = measured
  if (Math.abs(widthMm - heightMm) > mostUneven) return { outcome: 'uneven' }
  const before = printedWith.percent / 100
  // What the printer itself does: it makes everything `own` times as large, and moves it.
  const own = (widthMm + heightMm) / 2 / (squareMm * before)
  const percent = tenths(100 / own)
  const offset = (read: number, moved: number) => {
    const ownMove = read - own * (crossMm * before + moved)
    return tenths((crossMm - ownMove) / own - (crossMm * percent) / 100)
  }
  const placing = { xMm: offset(leftMm, printedWith.xMm), yMm: offset(topMm, printedWith.yMm), percent }
  return isWithin(placing) ? { outcome: 'placing', placing } : { outcome: 'far' }
}

/** Whether a placing keeps to the limits. */
export function isWithin({ xMm, yMm, percent }: Placing): boolean {
  const { mm, leastPercent, mostPercent } = placingLimits
  return [xMm, yMm].every((move) => Math.abs(move) <= mm) && percent >= leastPercent && percent <= mostPercent
}

function tenths(value: number): number {
  // Never a zero below nothing: it would be written as one.
  return Math.round(value * 10) / 10 || 0
}
