import type { Mark } from './drawing.ts'
import { tallest } from './faces.ts'
import { breakLines, type Line } from './lines.ts'
import { perMillimetre, type Placed, type Room } from './placed.ts'
import type { Points, TextBlock } from './sheet.ts'

/** Line spacing of text that is not body text; leaves room for Ễ above and ộ, ỵ below. */
const singleLead = 1.15

/** A paragraph of text. */
export function placeText(block: TextBlock, room: Room): Placed {
  const size = block.size === 'body' ? room.body.size : block.size * (room.body.rest ?? 1)
  const height = size * (block.size === 'body' ? room.body.lead : singleLead)
  const after = block.size === 'body' ? room.body.after : (block.after ?? 0)
  const inset = (index: number) => (index === 0 ? (block.indent ?? 0) : (block.hanging ?? 0)) * perMillimetre
  const widthAt = (index: number) => room.width - inset(index)
  const broken = breakLines(block.runs, size, widthAt)
  const lines = block.align === 'center' ? balanced(block, size, broken, room.width) : broken
  const baseline = (height - (tallest.above + tallest.below) * size) / 2 + tallest.above * size
  const marks = lines.map((line, index): Mark => {
    const free = room.width - inset(index) - line.width
    const justified = block.align === 'justify' && !line.last && line.spaces > 0
    return {
      kind: 'text',
      x: room.left + inset(index) + offset(block.align, free),
      y: index * height + baseline,
      size,
      pieces: line.pieces,
      stretch: justified ? free / line.spaces : 0,
      shade: 0,
      angle: 0,
    }
  })
  return { height: lines.length * height + after, marks, longestLine: longest(lines) }
}

/** Centred lines of about the same length: the narrowest measure that needs no further line. */
function balanced(block: TextBlock, size: Points, broken: Line[], width: Points): Line[] {
  if (broken.length === 1) return broken
  let lines = broken
  for (let narrower = width * 0.97; narrower > width * 0.4; narrower -= width * 0.03) {
    const measure = narrower
    const tried = breakLines(block.runs, size, () => measure)
    if (tried.length > broken.length) break
    lines = tried
  }
  return lines
}

function offset(align: TextBlock['align'], free: Points): Points {
  if (align === 'center') return free / 2
  return align === 'right' ? free : 0
}

const longest = (lines: readonly Line[]) => Math.max(...lines.map((line) => line.width))
