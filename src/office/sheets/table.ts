import { lowered, type Mark } from './drawing.ts'
import { placeText } from './paragraph.ts'
import { perMillimetre, straight, type Placed, type Room } from './placed.ts'
import type { Align, Cell, Points, Run, TableBlock } from './sheet.ts'

const padding = { side: 1.2 * perMillimetre, above: 1.5, below: 2 }
const ruled: Points = 0.5

/** The whole table: its head and all rows. */
export function placeTable(table: TableBlock, room: Room): Placed {
  const rows = [tableHead(table, room)]
  for (const cells of table.rows) rows.push(tableRow(table, room, cells))
  return stack(rows)
}

/** The head: titles in the middle of their cells, groups above theirs. */
export function tableHead(table: TableBlock, room: Room): Placed {
  const groups = groupsOf(table, room)
  const titles = cellsOf(table, room).map(({ left, width }, index) =>
    placed(table, { text: table.columns[index]?.title ?? '', bold: true }, 'center', {
      ...room,
      left,
      width,
    }),
  )
  const upper = Math.max(
    0,
    ...groups.map(({ label }) => (label ? label.height + padding.above + padding.below : 0)),
  )
  const grouped = new Set(groups.flatMap(({ from, to, label }) => (label ? range(from, to) : [])))
  const lower = Math.max(...titles.map((title, index) => title.height - (grouped.has(index) ? 0 : upper)))
  const height = upper + lower + padding.above + padding.below
  const marks: Mark[] = []
  for (const { from, to, left, right, label } of groups) {
    const top = label ? upper : 0
    if (label) {
      const down = (upper - label.height) / 2
      marks.push(...label.marks.map((mark) => lowered(mark, down)))
      marks.push(straight({ x: left, y: upper }, { x: right, y: upper }, ruled))
    }
    for (const title of titles.slice(from, to)) {
      const down = top + (height - top - title.height) / 2
      marks.push(...title.marks.map((mark) => lowered(mark, down)))
    }
  }
  const inGroup = new Set(groups.flatMap(({ from, to, label }) => (label ? range(from + 1, to) : [])))
  return ruledRow(table, room, { height, marks, top: (edge) => (inGroup.has(edge) ? upper : 0), head: true })
}

/** One row with its lines. */
export function tableRow(table: TableBlock, room: Room, cells: readonly Cell[]): Placed {
  const texts = cellsOf(table, room).map(({ left, width }, index) => {
    const cell = cells[index] ?? ''
    const run = typeof cell === 'string' ? { text: cell } : cell
    return placed(table, run, table.columns[index]?.align ?? 'left', { ...room, left, width })
  })
  const height = Math.max(...texts.map((cell) => cell.height)) + padding.above + padding.below
  const marks = texts.flatMap((cell) => cell.marks.map((mark) => lowered(mark, padding.above)))
  return ruledRow(table, room, { height, marks, top: () => 0, head: false })
}

type Group = { from: number; to: number; left: Points; right: Points; label: Placed | null }

/** Neighbouring columns of one name; columns without one stand alone. */
function groupsOf(table: TableBlock, room: Room): Group[] {
  const edges = edgesOf(table, room)
  const groups: Group[] = []
  let from = 0
  while (from < table.columns.length) {
    const name = table.columns[from]?.group
    const beyond = table.columns.findIndex((column, index) => index > from && column.group !== name)
    const last = beyond === -1 ? table.columns.length : beyond
    const to = name === undefined ? from + 1 : last
    const [left, right] = [edges[from] ?? 0, edges[to] ?? 0]
    const inner = { ...room, left: left + padding.side, width: right - left - 2 * padding.side }
    const label = name === undefined ? null : placed(table, { text: name, bold: true }, 'center', inner)
    groups.push({ from, to, left, right, label })
    from = to
  }
  return groups
}

function edgesOf(table: TableBlock, room: Room): Points[] {
  const edges: Points[] = [room.left]
  for (const { width } of table.columns) edges.push((edges.at(-1) ?? 0) + width * perMillimetre)
  return edges
}

/** Where the text of each column stands. */
function cellsOf(table: TableBlock, room: Room): { left: Points; width: Points }[] {
  const edges = edgesOf(table, room)
  return table.columns.map(({ width }, index) => ({
    left: (edges[index] ?? 0) + padding.side,
    width: width * perMillimetre - 2 * padding.side,
  }))
}

function placed(table: TableBlock, run: Run, align: Align, room: Room): Placed {
  return placeText({ kind: 'text', runs: [run], size: table.size, align }, room)
}

type Row = {
  readonly height: Points
  readonly marks: readonly Mark[]
  /** Where the line at an edge (0 = left) begins. */
  readonly top: (edge: number) => Points
  readonly head: boolean
}

function ruledRow(table: TableBlock, room: Room, { height, marks, top, head }: Row): Placed {
  const edges = edgesOf(table, room)
  const right = edges.at(-1) ?? room.left
  const lines = edges.map((x, index) => straight({ x, y: top(index) }, { x, y: height }, ruled))
  for (const y of head ? [0, height] : [height])
    lines.push(straight({ x: room.left, y }, { x: right, y }, ruled))
  return { height, marks: [...marks, ...lines], longestLine: right - room.left }
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

function stack(rows: readonly Placed[]): Placed {
  const marks: Mark[] = []
  let height = 0
  for (const row of rows) {
    for (const mark of row.marks) marks.push(lowered(mark, height))
    height += row.height
  }
  return { height, marks, longestLine: rows[0]?.longestLine ?? 0 }
}
