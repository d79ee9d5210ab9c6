import { lowered, type Mark } from './drawing.ts'
import { perMillimetre, straight, type Placed, type Room } from './placed.ts'
import { placeText } from './paragraph.ts'
import { placeBanner, placeCells } from './place-boxes.ts'
import { placeSeal } from './place-seal.ts'
import { placeSymbol } from './qr-box.ts'
import type { Block, ColumnsBlock, Points, SharedBlock, StampSpaceBlock } from './sheet.ts'
import { placeTable } from './table.ts'

const fine: Points = 0.6
const guide = { thickness: 0.4, shade: 0.65, arm: 5 * perMillimetre, dash: 2 }

/** Blocks one below the other. */
export function placeColumn(blocks: readonly Block[], room: Room): Placed {
  const marks: Mark[] = []
  let height = 0
  let longestLine = room.longestLine
  for (const block of blocks) {
    const placed = placeBlock(block, { ...room, longestLine })
    for (const mark of placed.marks) marks.push(lowered(mark, height))
    height += placed.height
    longestLine = placed.longestLine
  }
  return { height, marks, longestLine }
}

/** One block in its room. */
export function placeBlock(block: Block, room: Room): Placed {
  switch (block.kind) {
    case 'text':
      return placeText(block, room)
    case 'rule':
      return placeRule(block.share, room)
    case 'columns':
      return placeColumns(block, room)
    case 'table':
      return placeTable(block, room)
    case 'symbol':
      return placeSymbol(block, room)
    case 'stamp-space':
      return placeStampSpace(block, room)
    case 'seal':
      return placeSeal(block, room)
    case 'banner':
      return placeBanner(block, room)
    case 'cells':
      return placeCells(block, room)
    case 'later':
      return placeColumn(block.blocks(), room)
    case 'shared':
      return placeShared(block, room)
    case 'gap':
      break
  }
  return { height: block.height * perMillimetre, marks: [], longestLine: room.longestLine }
}

function placeShared({ blocks }: SharedBlock, room: Room): Placed {
  const { left, width, longestLine, body, setBefore } = room
  const key = JSON.stringify([left, width, longestLine, body, blocks])
  const before = setBefore.get(key)
  if (before) return before
  const { marks, ...size } = placeColumn(blocks, room)
  const placed: Placed = { ...size, marks: [{ kind: 'shared', x: 0, y: 0, marks }] }
  setBefore.set(key, placed)
  return placed
}

function placeRule(share: number, room: Room): Placed {
  const length = room.longestLine * share
  const left = room.left + (room.width - length) / 2
  const mark = straight({ x: left, y: 2.5 }, { x: left + length, y: 2.5 }, fine)
  return { height: 5, marks: [mark], longestLine: room.longestLine }
}

function placeColumns(block: ColumnsBlock, room: Room): Placed {
  const marks: Mark[] = []
  let height = 0
  let left = room.left
  for (const column of block.columns) {
    const width = column.width * perMillimetre
    const placed = placeColumn(column.blocks, { ...room, left, width, longestLine: 0 })
    marks.push(...placed.marks)
    height = Math.max(height, placed.height)
    left += width + block.spacing * perMillimetre
  }
  return { height, marks, longestLine: room.width }
}

function placeStampSpace(block: StampSpaceBlock, room: Room): Placed {
  const height = block.height * perMillimetre
  if (!block.guide) return { height, marks: [], longestLine: room.longestLine }
  const left = room.left + block.left * perMillimetre
  const right = left + block.width * perMillimetre
  const marks: Mark[] = []
  for (const [x, across] of [
    [left, guide.arm],
    [right, -guide.arm],
  ] as const)
    for (const [y, down] of [
      [0, guide.arm],
      [height, -guide.arm],
    ] as const) {
      const { thickness, shade, dash } = guide
      marks.push({ ...straight({ x, y }, { x: x + across, y }, thickness), shade, dash })
      marks.push({ ...straight({ x, y }, { x, y: y + down }, thickness), shade, dash })
    }
  return { height, marks, longestLine: room.longestLine }
}
