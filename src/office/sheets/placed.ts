import type { LineMark, Mark } from './drawing.ts'
import type { BodyType, Points } from './sheet.ts'

/** Points per millimetre. */
export const perMillimetre = 72 / 25.4

/** What was set before on the pages of one document, by the words and the room it had. */
export type SetBefore = Map<string, Placed>

/** Where a block stands: the left edge and width of its column, the body type, the last text's longest line. */
export type Room = {
  readonly setBefore: SetBefore
  readonly left: Points
  readonly width: Points
  readonly body: BodyType
  readonly longestLine: Points
}

/** A block with its marks, y counted from its own top edge. */
export type Placed = {
  readonly height: Points
  readonly marks: readonly Mark[]
  readonly longestLine: Points
}

/** A solid black line. */
export function straight(from: LineMark['from'], to: LineMark['to'], thickness: Points): LineMark {
  return { kind: 'line', from, to, thickness, shade: 0 }
}
