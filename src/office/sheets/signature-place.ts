import { composePages } from './compose.ts'
import type { PictureMark } from './drawing.ts'
import type { Layout, Points } from './sheet.ts'

/** A rectangle of a page as sheets count: points, from the upper left corner of the page. */
export type PageBox = {
  readonly x: Points
  readonly y: Points
  readonly width: Points
  readonly height: Points
}

/** Where the visible signature of a paper stands. */
export type SignaturePlace = {
  /** Index of the page, from 0. */
  readonly page: number
  /** Hand and seal together: the place of the signature field. */
  readonly field: PageBox
  /** The seal alone. */
  readonly seal: PageBox
}

/**
 * Where hand and seal of an electronic document stand; null when the paper is sealed by hand. Sets the paper, so
 * import this module when it is needed: it loads the libraries of type.
 */
export function signaturePlace(layout: Layout): SignaturePlace | null {
  let index = 0
  for (const page of composePages(layout)) {
    const pictures = page.marks.filter((mark) => mark.kind === 'picture')
    const seal = pictures.find(({ role }) => role === 'seal')
    if (seal) return { page: index, field: around(pictures), seal: around([seal]) }
    index++
  }
  return null
}

/** The smallest box that holds these pictures. */
function around(pictures: readonly PictureMark[]): PageBox {
  const x = Math.min(...pictures.map((picture) => picture.x))
  const y = Math.min(...pictures.map((picture) => picture.y))
  return {
    x,
    y,
    width: Math.max(...pictures.map((picture) => picture.x + picture.width)) - x,
    height: Math.max(...pictures.map((picture) => picture.y + picture.height)) - y,
  }
}
