/** As much of pdfkit as the measurements call; it comes without types. */
declare module 'pdfkit' {
  import type { Readable } from 'node:stream'

  type Page = { readonly size?: readonly [number, number]; readonly margin?: number }

  export default class PDFDocument {
    pipe: Readable['pipe']
    constructor(options: { readonly autoFirstPage: boolean; readonly margin: number })
    addPage(page: Page): this
    registerFont(name: string, file: string): this
    font(name: string): this
    fontSize(size: number): this
    fillColor(colour: string | readonly [number, number, number]): this
    text(text: string, x: number, y: number, options: { lineBreak: boolean; baseline: string }): this
    save(): this
    restore(): this
    rotate(degrees: number, options: { readonly origin: readonly [number, number] }): this
    translate(x: number, y: number): this
    lineWidth(width: number): this
    moveTo(x: number, y: number): this
    lineTo(x: number, y: number): this
    rect(x: number, y: number, width: number, height: number): this
    path(svg: string): this
    stroke(): this
    fill(): this
    end(): this
  }
}
