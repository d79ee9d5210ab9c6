import { moved, type DrawnPage, type LineMark, type Mark } from './drawing.ts'
import { perMillimetre, straight } from './placed.ts'
import type { Imposition, Points } from './sheet.ts'

const thickness: Points = 0.3
/** Arms of a cut mark. */
const arm: Points = 4 * perMillimetre
/** Office printers leave the outermost millimetres of the paper white. */
const unprinted: Points = 5 * perMillimetre

/**
 * Small pages on pages of paper, row by row, with marks where to cut: a tick at both ends of every cut, a cross where
 * two cuts meet. They lie on the cuts themselves, so nothing of them is left inside a piece. The last page of paper may
 * have empty fields.
 */
export function* imposed(pages: Iterable<DrawnPage>, paper: Imposition): Generator<DrawnPage> {
  const [width, height] = [paper.width * perMillimetre, paper.height * perMillimetre]
  const field = { width: width / paper.columns, height: height / paper.rows }
  const cuts = cutMarks(paper, field, { width, height })
  let marks: Mark[] = []
  let filled = 0
  for (const page of pages) {
    const right = (filled % paper.columns) * field.width + (field.width - page.width) / 2
    const down = Math.floor(filled / paper.columns) * field.height + (field.height - page.height) / 2
    for (const mark of page.marks) marks.push(moved(mark, right, down))
    filled++
    if (filled < paper.columns * paper.rows) continue
    yield { width, height, marks: [...marks, cuts] }
    marks = []
    filled = 0
  }
  if (filled > 0) yield { width, height, marks: [...marks, cuts] }
}

type Size = { readonly width: Points; readonly height: Points }

/** All cut marks, alike on every page. */
function cutMarks({ columns, rows }: Imposition, field: Size, paper: Size): Mark {
  const across = inner(columns, field.width)
  const down = inner(rows, field.height)
  const marks = [
    ...across.flatMap((x) => [
      line(x, unprinted, x, unprinted + arm),
      line(x, paper.height - unprinted - arm, x, paper.height - unprinted),
    ]),
    ...down.flatMap((y) => [
      line(unprinted, y, unprinted + arm, y),
      line(paper.width - unprinted - arm, y, paper.width - unprinted, y),
    ]),
    ...across.flatMap((x) =>
      down.flatMap((y) => [line(x, y - arm, x, y + arm), line(x - arm, y, x + arm, y)]),
    ),
  ]
  return { kind: 'shared', x: 0, y: 0, marks }
}

const inner = (count: number, step: Points) =>
  Array.from({ length: count - 1 }, (_, index) => (index + 1) * step)

const line = (fromX: Points, fromY: Points, toX: Points, toY: Points): LineMark =>
  straight({ x: fromX, y: fromY }, { x: toX, y: toY }, thickness)
