import { composePages } from './compose.ts'
import type { PictureMark } from './drawing.ts'
import type { Layout, Points } from './sheet.ts'

/** A rectangle of a PDF page as annotations state it: points from the lower left corner. */
export type PageRectangle = {
  readonly left: Points
  readonly bottom: Points
  readonly right: Points
  readonly top: Points
}

/** Where the visible signature of a paper stands. */
export type SignaturePlace = {
  /** Index of the page, from 0. */
  readonly page: number
  /** Hand and seal together: the rectangle of the signature field. */
  readonly field: PageRectangle
  /** The seal alone. */
  readonly seal: PageRectangle
}

/** Where hand and seal of an electronic document stand; null when the paper is sealed by hand. */
export function signaturePlace(layout: Layout): SignaturePlace | null {
  let index = 0
  for (const page of composePages(layout)) {
    const pictures = page.marks.filter((mark) => mark.kind === 'picture')
    const seal = pictures.find(({ role }) => role === 'seal')
    if (seal) {
      const both = pictures.map((mark) => rectangle(mark, page.height))
      return {
        page: index,
        field: {
          left: Math.min(...both.map(({ left }) => left)),
          bottom: Math.min(...both.map(({ bottom }) => bottom)),
          right: Math.max(...both.map(({ right }) => right)),
          top: Math.max(...both.map(({ top }) => top)),
        },
        seal: rectangle(seal, page.height),
      }
    }
    index++
  }
  return null
}

function rectangle({ x, y, width, height }: PictureMark, pageHeight: Points): PageRectangle {
  return {
    left: x,
    bottom: pageHeight - y - height,
    right: x + width,
    top: pageHeight - y,
  }
}
