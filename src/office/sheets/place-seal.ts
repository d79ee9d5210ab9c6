import type { PictureMark } from './drawing.ts'
import { perMillimetre, type Placed, type Room } from './placed.ts'
import type { Picture } from './png.ts'
import type { Millimetres, SealBlock } from './sheet.ts'

/** The largest box of a signer's hand, and the width that is reckoned with where no picture of it is given. */
const hand = { width: 45, height: 22, assumed: 40 }

/** Room between the title and the name that a seal takes. */
export function sealHeight({ diameter }: SealBlock): Millimetres {
  return Math.max(diameter, hand.height)
}

/**
 * The hand in the middle of the column, and over its left third the seal (Decree 30/2020, Annex I, II.7-8): the seal's
 * right edge is a third of the hand's width from its left edge, both at the same height.
 */
export function placeSeal(block: SealBlock, room: Room): Placed {
  const tall = sealHeight(block)
  const size = block.hand ? handSize(block.hand) : { width: hand.assumed, height: 0 }
  const left = room.left / perMillimetre + (room.width / perMillimetre - size.width) / 2
  const seal = {
    left: left + size.width / 3 - block.diameter,
    top: (tall - block.diameter) / 2,
    width: block.diameter,
    height: block.diameter,
  }
  const marks = [mark('seal', block.picture, seal)]
  if (block.hand) marks.unshift(mark('hand', block.hand, { left, top: (tall - size.height) / 2, ...size }))
  return { height: tall * perMillimetre, marks, longestLine: room.longestLine }
}

function handSize({ width, height }: Picture): { width: Millimetres; height: Millimetres } {
  const scale = Math.min(hand.width / width, hand.height / height)
  return { width: width * scale, height: height * scale }
}

type Box = { left: Millimetres; top: Millimetres; width: Millimetres; height: Millimetres }

function mark(role: PictureMark['role'], picture: Picture, box: Box): PictureMark {
  return {
    kind: 'picture',
    role,
    picture,
    x: box.left * perMillimetre,
    y: box.top * perMillimetre,
    width: box.width * perMillimetre,
    height: box.height * perMillimetre,
  }
}
