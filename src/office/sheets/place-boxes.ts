import { lowered, type Mark, type ShapeMark } from './drawing.ts'
import { placeText } from './paragraph.ts'
import { perMillimetre, straight, type Placed, type Room } from './placed.ts'
import type { BannerBlock, CellsBlock, Points } from './sheet.ts'

const frame: Points = 1.6
const fine: Points = 0.5

/** Words in a frame: white on their colour, or in their colour within a thick line of it. */
export function placeBanner(block: BannerBlock, room: Room): Placed {
  const width = block.width === undefined ? room.width : block.width * perMillimetre
  const left = room.left + (room.width - width) / 2
  const text = placeText(
    { kind: 'text', runs: [{ text: block.text, bold: true }], size: block.size, align: 'center' },
    { ...room, left: left + 4, width: width - 8 },
  )
  const height = text.height + 5
  const ink = block.filled ? ([1, 1, 1] as const) : block.colour
  const letters = text.marks.map((mark) => {
    const down = lowered(mark, 2.5)
    return down.kind === 'text' ? { ...down, colour: ink } : down
  })
  const half = block.filled ? 0 : frame / 2
  const box: ShapeMark = {
    kind: 'shape',
    x: left + half,
    y: half,
    path: rectangle(width - 2 * half, height - 2 * half),
    ...(block.filled ? { fill: block.colour } : { stroke: { colour: block.colour, thickness: frame } }),
  }
  return { height, marks: [box, ...letters], longestLine: text.longestLine }
}

function rectangle(width: Points, height: Points): ShapeMark['path'] {
  return [['M', 0, 0], ['L', width, 0], ['L', width, height], ['L', 0, height], ['Z']]
}

/** Boxes of equal size, row by row over the width of the column, the last row as long as it is. */
export function placeCells({ labels, perRow, height: tall }: CellsBlock, room: Room): Placed {
  const [width, height] = [room.width / perRow, tall * perMillimetre]
  const marks: Mark[] = []
  labels.forEach((text, index) => {
    const [left, top] = [room.left + (index % perRow) * width, Math.floor(index / perRow) * height]
    const [right, bottom] = [left + width, top + height]
    marks.push(straight({ x: left, y: top }, { x: right, y: top }, fine))
    marks.push(straight({ x: left, y: bottom }, { x: right, y: bottom }, fine))
    marks.push(straight({ x: left, y: top }, { x: left, y: bottom }, fine))
    marks.push(straight({ x: right, y: top }, { x: right, y: bottom }, fine))
    const label = placeText(
      { kind: 'text', runs: [{ text }], size: 6.5, align: 'left' },
      { ...room, left: left + 1.5, width: width - 3 },
    )
    marks.push(...label.marks.map((mark) => lowered(mark, top + 0.8)))
  })
  return { height: Math.ceil(labels.length / perRow) * height, marks, longestLine: room.width }
}
