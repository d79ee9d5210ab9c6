import type { Placing } from '../../domain/printing/placing.ts'
import { composePages } from './compose.ts'
import type { Layout } from './sheet.ts'
import { streamPdf } from './stream-pdf.ts'

/** A finished layout as PDF bytes, under the title of its paper: what `renderLayout` loads when it is needed. */
export function writePdf(layout: Layout, title: string, placing?: Placing): Uint8Array {
  return Buffer.concat([...writePdfInParts(layout, title, placing)])
}

/** The same bytes in parts, each page's as soon as it is set. */
export function writePdfInParts(layout: Layout, title: string, placing?: Placing): Generator<Buffer> {
  return streamPdf({ title, date: layout.date }, composePages(layout), placing)
}
