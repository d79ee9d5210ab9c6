import type { DrawnPage, SymbolMark, TextMark } from './drawing.ts'
import { widthOf } from './faces.ts'
import type { Points } from './sheet.ts'

/** What stands across every page of a training office. */
export const trainingText = 'TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ'
/** What stands across every page of a copy that is only to be looked at. */
export const viewingText = 'BẢN XEM – KHÔNG CÓ GIÁ TRỊ'

const shade = 0.84
/** Room kept between the mark and a QR box, and between the mark and the edge of the page. */
const clear: Points = 8
const scales = [1, 0.9, 0.8]
const angles = [52, 46, 40, 34, 28, 22, 16]
const heights = [0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62, 0.34, 0.3]

type Point = { readonly x: Points; readonly y: Points }

/**
 * A mark across a page: large, light grey, rising from left to right as steeply as the page allows
 * without touching a QR box. Drawn below everything else.
 */
export function markAcross(page: DrawnPage, text: string): TextMark {
  const boxes = page.marks.filter((mark) => mark.kind === 'symbol')
  for (const scale of scales)
    for (const angle of angles)
      for (const height of heights) {
        const mark = across(page, text, { scale, angle, height })
        const taken = corners(mark, text)
        if (isInside(taken, page) && boxes.every((box) => isClear(taken, boxCorners(box)))) return mark
      }
  throw new Error('the page leaves no room for a mark across it')
}

type Slant = {
  readonly scale: number
  readonly angle: number /** Share of the page above its middle. */
  readonly height: number
}

function across(page: DrawnPage, text: string, { scale, angle, height }: Slant): TextMark {
  const turn = (angle * Math.PI) / 180
  const width = scale * Math.min((page.width * 0.88) / Math.cos(turn), (page.height * 0.8) / Math.sin(turn))
  const size = width / widthOf(text, 'bold', 1)
  const middle = { x: page.width / 2, y: page.height * height }
  const fall = 0.33 * size
  return {
    kind: 'text',
    x: middle.x - (width / 2) * Math.cos(turn) + fall * Math.sin(turn),
    y: middle.y + (width / 2) * Math.sin(turn) + fall * Math.cos(turn),
    size,
    pieces: [{ text, face: 'bold' }],
    stretch: 0,
    shade,
    angle,
  }
}

const isInside = (points: readonly Point[], page: DrawnPage) =>
  points.every(({ x, y }) => x >= 0 && x <= page.width && y >= 0 && y <= page.height)

/** The four corners of the mark's letters, with the clear room around them. */
function corners(mark: TextMark, text: string): Point[] {
  const turn = (mark.angle * Math.PI) / 180
  const width = widthOf(text, 'bold', mark.size)
  const at = (along: Points, up: Points): Point => ({
    x: mark.x + along * Math.cos(turn) - up * Math.sin(turn),
    y: mark.y - along * Math.sin(turn) - up * Math.cos(turn),
  })
  const low = -0.22 * mark.size - clear
  const high = 0.92 * mark.size + clear
  return [at(-clear, low), at(width + clear, low), at(width + clear, high), at(-clear, high)]
}

function boxCorners({ x, y, box }: SymbolMark): Point[] {
  return [
    { x, y },
    { x: x + box, y },
    { x: x + box, y: y + box },
    { x, y: y + box },
  ]
}

/** Whether a straight line can be drawn between two rectangles, parallel to a side of either. */
function isClear(one: readonly Point[], other: readonly Point[]): boolean {
  return [one, other].some((rectangle) =>
    rectangle.slice(0, 2).some((corner, index) => {
      const next = rectangle[index + 1] ?? corner
      const axis = { x: next.x - corner.x, y: next.y - corner.y }
      const along = (point: Point) => point.x * axis.x + point.y * axis.y
      const [a, b] = [one.map(along), other.map(along)]
      return Math.max(...a) < Math.min(...b) || Math.max(...b) < Math.min(...a)
    }),
  )
}
