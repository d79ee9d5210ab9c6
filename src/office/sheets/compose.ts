import { lowered, type DrawnPage, type Drawing, type Mark } from './drawing.ts'
import { placeColumn, placeBlock } from './place.ts'
import { placeText } from './paragraph.ts'
import { perMillimetre, straight, type Placed, type Room } from './placed.ts'
import type { BodyType, Layout, PageLayout, Points } from './sheet.ts'
import { tableRows } from './table.ts'
import { markAcross, trainingText, viewingText } from './training-mark.ts'

/**
 * Breaks the lines of a layout and puts every mark in its place. A page takes the first of its body types with
 * which everything fits; if none does, it goes on over further pages in the last one, with page numbers from the
 * second, and its last two blocks stay together so that signatures never stand alone.
 */
export function compose(layout: Layout): Drawing {
  const pages = layout.pages.flatMap(composePage)
  // Either says that the paper is worth nothing; both would hide each other.
  const mark = layout.training ? trainingText : layout.viewing ? viewingText : null
  if (mark === null) return { pages }
  return { pages: pages.map((page) => ({ ...page, marks: [markAcross(page, mark), ...page.marks] })) }
}

/** A stretch that stays together; `again` is repeated above it when it opens a page (the head of a table). */
type Unit = { readonly placed: Placed; readonly again?: Placed }

type Frame = { readonly room: Room; readonly top: Points; readonly bottom: Points; readonly footer: Placed }

function composePage(page: PageLayout): DrawnPage[] {
  for (const body of page.body) {
    const frame = frameOf(page, body)
    const { height, marks } = placeColumn(page.blocks, frame.room)
    if (frame.top + height > frame.bottom - frame.footer.height + 0.001) continue
    return drawn(page, frame, [marks.map((mark) => lowered(mark, frame.top))])
  }
  const frame = frameOf(page, page.body[page.body.length - 1] ?? page.body[0])
  return drawn(page, frame, paginate(unitsOf(page, frame.room), frame))
}

function frameOf(page: PageLayout, body: BodyType): Frame {
  const { margins } = page
  const left = margins.left * perMillimetre
  const width = (page.width - margins.left - margins.right) * perMillimetre
  const room = { left, width, body, longestLine: 0 }
  const footer = placeFooter(page, room)
  const bottom = (page.height - margins.bottom) * perMillimetre
  return { room, top: margins.top * perMillimetre, bottom, footer }
}

function placeFooter(page: PageLayout, room: Room): Placed {
  if (!page.footer || page.footer.length === 0) return { height: 0, marks: [], longestLine: 0 }
  const lines = placeColumn(page.footer, room)
  const rule = straight({ x: room.left, y: 8 }, { x: room.left + room.width, y: 8 }, 0.6)
  return {
    ...lines,
    height: lines.height + 10,
    marks: [rule, ...lines.marks.map((mark) => lowered(mark, 10))],
  }
}

function unitsOf(page: PageLayout, room: Room): Unit[] {
  const units: Unit[] = []
  let longestLine = 0
  for (const block of page.blocks) {
    if (block.kind === 'table') {
      const [head, ...rows] = tableRows(block, room)
      rows.forEach((row, index) =>
        units.push(index === 0 ? { placed: joined(head, row) } : { placed: row, again: head }),
      )
      continue
    }
    const placed = placeBlock(block, { ...room, longestLine })
    longestLine = placed.longestLine
    units.push({ placed })
  }
  return keptTogether(units)
}

function keptTogether(units: readonly Unit[]): Unit[] {
  const [beforeLast, last] = units.slice(-2)
  if (!beforeLast || !last) return [...units]
  return [...units.slice(0, -2), { ...beforeLast, placed: joined(beforeLast.placed, last.placed) }]
}

function joined(above: Placed, below: Placed): Placed {
  const marks = [...above.marks, ...below.marks.map((mark) => lowered(mark, above.height))]
  return { height: above.height + below.height, marks, longestLine: below.longestLine }
}

function paginate(units: readonly Unit[], frame: Frame): Mark[][] {
  const pages: Mark[][] = [[]]
  let y = frame.top
  for (const { placed, again } of units) {
    const floor = frame.bottom - (pages.length === 1 ? frame.footer.height : 0)
    let unit = placed
    if (y + placed.height > floor + 0.001 && y > frame.top) {
      pages.push([])
      y = frame.top
      if (again) unit = joined(again, placed)
    }
    pages[pages.length - 1]?.push(...unit.marks.map((mark) => lowered(mark, y)))
    y += unit.height
  }
  return pages
}

function drawn(page: PageLayout, frame: Frame, pages: readonly (readonly Mark[])[]): DrawnPage[] {
  const size = { width: page.width * perMillimetre, height: page.height * perMillimetre }
  return pages.map((marks, index) => {
    if (index === 0) {
      const footer = frame.footer.marks.map((mark) => lowered(mark, frame.bottom - frame.footer.height))
      return { ...size, marks: [...marks, ...footer] }
    }
    const number = placeText(
      { kind: 'text', runs: [{ text: `${index + 1}` }], size: 13, align: 'center' },
      frame.room,
    )
    const raised = frame.top / 2 - number.height / 2
    return { ...size, marks: [...number.marks.map((mark) => lowered(mark, raised)), ...marks] }
  })
}
