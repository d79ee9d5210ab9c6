import type { Placing } from '../../domain/printing/placing.ts'
import type { Layout, RenderSheet } from './sheet.ts'

/**
 * Prints data on a sheet, as a PDF 1.7 document with embedded type. The metadata name the paper, its language
 * and its day, never a person or a number; the same data give the same bytes.
 */
export const renderSheet: RenderSheet = (sheet, data, placing) =>
  renderLayout(sheet.layout(sheet.schema.parse(data)), sheet.title, placing)

/** A finished layout as PDF bytes, under the title of its paper; `placing` as its printer needs it. */
export async function renderLayout(layout: Layout, title: string, placing?: Placing): Promise<Uint8Array> {
  // The libraries of type and PDF are a quarter of what the office would load at its start, and are needed minutes later.
  const { writePdf } = await import('./write-pdf.ts')
  return writePdf(layout, title, placing)
}
