import { lowered, type Mark } from './drawing.ts'
import { placeText } from './paragraph.ts'
import { perMillimetre, straight, type Placed, type Room } from './placed.ts'
import type { Points, TableBlock } from './sheet.ts'

const padding = { side: 1.2 * perMillimetre, above: 1.5, below: 2 }
const ruled: Points = 0.5

/** The whole table: its head and all rows. */
export function placeTable(table: TableBlock, room: Room): Placed {
  return stack(tableRows(table, room))
}

/** The head, then each row, each with its lines, so that a page may end between any two rows. */
export function tableRows(table: TableBlock, room: Room): readonly [Placed, ...Placed[]] {
  const head = placeRow(
    table,
    room,
    table.columns.map((column) => column.title),
    true,
  )
  return [head, ...table.rows.map((cells) => placeRow(table, room, cells, false))]
}

function placeRow(table: TableBlock, room: Room, cells: readonly string[], head: boolean): Placed {
  const placed: Placed[] = []
  const edges: Points[] = [room.left]
  let left = room.left
  table.columns.forEach((column, index) => {
    const width = column.width * perMillimetre
    const align = head ? 'center' : column.align
    const runs = [{ text: cells[index] ?? '', bold: head }]
    const inner = { ...room, left: left + padding.side, width: width - 2 * padding.side }
    placed.push(placeText({ kind: 'text', runs, size: table.size, align }, inner))
    left += width
    edges.push(left)
  })
  const height = Math.max(...placed.map((cell) => cell.height)) + padding.above + padding.below
  const marks: Mark[] = placed.flatMap((cell) => cell.marks.map((mark) => lowered(mark, padding.above)))
  for (const x of edges) marks.push(straight({ x, y: 0 }, { x, y: height }, ruled))
  for (const y of head ? [0, height] : [height])
    marks.push(straight({ x: room.left, y }, { x: left, y }, ruled))
  return { height, marks, longestLine: left - room.left }
}

function stack(rows: readonly [Placed, ...Placed[]]): Placed {
  const marks: Mark[] = []
  let height = 0
  for (const row of rows) {
    marks.push(...row.marks.map((mark) => lowered(mark, height)))
    height += row.height
  }
  return { height, marks, longestLine: rows[0].longestLine }
}
