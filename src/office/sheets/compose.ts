import { lowered, opened, type DrawnPage, type Drawing, type Mark } from './drawing.ts'
import { placeColumn, placeBlock } from './place.ts'
import { placeText } from './paragraph.ts'
import { imposed } from './impose.ts'
import { perMillimetre, straight, type Placed, type Room, type SetBefore } from './placed.ts'
import type { Block, BodyType, Layout, PageLayout, Points } from './sheet.ts'
import { tableHead, tableRow } from './table.ts'
import { markAcross, trainingText, viewingText } from './training-mark.ts'

/**
 * Breaks the lines of a layout and puts every mark in its place. A page takes the first of its body types with
 * which everything fits; if none does, it goes on over further pages in the last one, with page numbers from the
 * second, and its last two blocks stay together so that signatures never stand alone.
 */
export function compose(layout: Layout): Drawing {
  return { pages: Array.from(composePages(layout), (page) => ({ ...page, marks: opened(page.marks) })) }
}

/**
 * The same, page by page: a page is made when it is asked for, so that a long book is never held whole. What the
 * papers of one document share is set once; it may be marked as shared. `setBefore` goes on from paper to paper.
 */
export function* composePages(layout: Layout, setBefore: SetBefore = new Map()): Generator<DrawnPage> {
  const pages = markedPages(layout, setBefore)
  yield* layout.imposed ? imposed(pages, layout.imposed) : pages
}

function* markedPages(layout: Layout, setBefore: SetBefore): Generator<DrawnPage> {
  // Either says that the paper is worth nothing; both would hide each other.
  const mark = layout.training ? trainingText : layout.viewing ? viewingText : null
  for (const page of layout.pages)
    for (const set of composePage(page, setBefore))
      yield mark === null ? set : { ...set, marks: [...markOnce(set, mark, setBefore), ...set.marks] }
}

/** The mark across a page, looked for once for all pages of that size with a code at that place. */
function markOnce(page: DrawnPage, text: string, setBefore: SetBefore): readonly Mark[] {
  const codes = page.marks.flatMap((mark) => (mark.kind === 'symbol' ? [mark.x, mark.y, mark.box] : []))
  const key = JSON.stringify([text, page.width, page.height, codes])
  const before = setBefore.get(key)
  if (before) return before.marks
  const marks: Mark[] = [{ kind: 'shared', x: 0, y: 0, marks: [markAcross(page, text)] }]
  setBefore.set(key, { height: 0, longestLine: 0, marks })
  return marks
}

/** A stretch that stays together; `again` is repeated above it when it opens a page (the head of a table). */
type Unit = { readonly placed: Placed; readonly again?: Placed }

type Frame = { readonly room: Room; readonly top: Points; readonly bottom: Points; readonly footer: Placed }

/** Rounding of lengths may add up to this much. */
const hair: Points = 0.001

function* composePage(page: PageLayout, setBefore: SetBefore): Generator<DrawnPage> {
  if (page.long !== true)
    for (const body of page.body) {
      const frame = frameOf(page, body, setBefore)
      const { height, marks } = placeColumn(page.blocks, frame.room)
      if (frame.top + height > frame.bottom - frame.footer.height + hair) continue
      return yield* drawn(page, frame, [marks.map((mark) => lowered(mark, frame.top))])
    }
  const body = page.long === true ? page.body[0] : (page.body[page.body.length - 1] ?? page.body[0])
  const frame = frameOf(page, body, setBefore)
  yield* drawn(page, frame, paginate(keptTogether(unitsOf(page.blocks, frame.room), frame), frame))
}

function frameOf(page: PageLayout, body: BodyType, setBefore: SetBefore): Frame {
  const { margins } = page
  const left = margins.left * perMillimetre
  const width = (page.width - margins.left - margins.right) * perMillimetre
  const room = { left, width, body, longestLine: 0, setBefore }
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

function* unitsOf(blocks: readonly Block[], room: Room): Generator<Unit> {
  let longestLine = 0
  for (const block of blocks) {
    if (block.kind === 'later') {
      yield* unitsOf(block.blocks(), room)
      continue
    }
    if (block.kind === 'table') {
      const head = tableHead(block, room)
      let first = true
      for (const cells of block.rows) {
        const row = tableRow(block, room, cells)
        yield first ? { placed: joined(head, row) } : { placed: row, again: head }
        first = false
      }
      if (first) yield { placed: head }
      continue
    }
    const placed = placeBlock(block, { ...room, longestLine })
    longestLine = placed.longestLine
    yield { placed }
  }
}

/** Joins the last two units, unless no page could hold both. */
function* keptTogether(units: Iterable<Unit>, frame: Frame): Generator<Unit> {
  let beforeLast: Unit | undefined
  let last: Unit | undefined
  for (const unit of units) {
    if (beforeLast) yield beforeLast
    ;[beforeLast, last] = [last, unit]
  }
  if (beforeLast && last) {
    const both = { ...beforeLast, placed: joined(beforeLast.placed, last.placed) }
    const repeated = beforeLast.again?.height ?? 0
    if (repeated + both.placed.height <= frame.bottom - frame.top) return yield both
    yield beforeLast
  }
  if (last) yield last
}

function joined(above: Placed, below: Placed): Placed {
  const marks = [...above.marks, ...below.marks.map((mark) => lowered(mark, above.height))]
  return { height: above.height + below.height, marks, longestLine: below.longestLine }
}

/** Throws RangeError for a stretch that no page can hold: it would run over the edge unseen. */
function* paginate(units: Iterable<Unit>, frame: Frame): Generator<readonly Mark[]> {
  let marks: Mark[] = []
  let y = frame.top
  let floor = frame.bottom - frame.footer.height
  for (const { placed, again } of units) {
    let unit = placed
    if (y + placed.height > floor + hair && y > frame.top) {
      yield marks
      marks = []
      y = frame.top
      floor = frame.bottom
      if (again) unit = joined(again, placed)
    }
    if (y + unit.height > floor + hair) throw new RangeError('a stretch of the paper is taller than its page')
    for (const mark of unit.marks) marks.push(lowered(mark, y))
    y += unit.height
  }
  yield marks
}

function* drawn(page: PageLayout, frame: Frame, pages: Iterable<readonly Mark[]>): Generator<DrawnPage> {
  const size = { width: page.width * perMillimetre, height: page.height * perMillimetre }
  let number = 0
  for (const marks of pages) {
    number++
    if (number > 1) yield { ...size, marks: [...pageHead(page, frame, number), ...marks] }
    else {
      const footer = frame.footer.marks.map((mark) => lowered(mark, frame.bottom - frame.footer.height))
      yield { ...size, marks: [...marks, ...footer] }
    }
  }
}

/** The number of a further page in the middle of its upper margin, and its running words right of it. */
function pageHead({ running }: PageLayout, { room, top }: Frame, number: number): Mark[] {
  const middle = room.left + room.width / 2
  const beside = { ...room, left: middle + beyond, width: room.width / 2 - beyond }
  const line = (
    text: string,
    style: { size: Points; align: 'center' | 'right'; italic: boolean },
    at: Room,
  ) => {
    const { size, align, italic } = style
    const { marks, height } = placeText({ kind: 'text', runs: [{ text, italic }], size, align }, at)
    return marks.map((mark) => lowered(mark, top / 2 - height / 2))
  }
  return [
    ...line(`${number}`, { size: 13, align: 'center', italic: false }, room),
    ...(running === undefined ? [] : line(running, { size: 9, align: 'right', italic: true }, beside)),
  ]
}

/** Room kept for a page number on either side of the middle. */
const beyond = 10 * perMillimetre
