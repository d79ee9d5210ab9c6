import { createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import fontkit from '@pdf-lib/fontkit'
import { degrees, grayscale, PDFDocument, type PDFFont, type PDFPage, rgb } from 'pdf-lib'
import Kit from 'pdfkit'
import { create, toBuffer } from 'qrcode'
import type { Mark, Step, TextMark } from '../../src/office/sheets/drawing.ts'
import { type FaceName, widthOf } from '../../src/office/sheets/faces.ts'
import type { PeerPage } from './print-papers.ts'

const files: Readonly<Record<FaceName, string>> = {
  regular: 'Tinos-Regular.ttf',
  bold: 'Tinos-Bold.ttf',
  italic: 'Tinos-Italic.ttf',
  'bold-italic': 'Tinos-BoldItalic.ttf',
}
const fontFile = (face: FaceName) => join(import.meta.dirname, '../../resources/fonts', files[face])
const faces: readonly FaceName[] = ['regular', 'bold', 'italic', 'bold-italic']

/** The pages as the manual of pdf-lib draws them; answers with their number. */
export async function naivePapers(papers: Iterable<PeerPage>, out: string): Promise<number> {
  const document = await PDFDocument.create()
  document.registerFontkit(fontkit)
  const fonts = new Map<FaceName, PDFFont>()
  for (const face of faces)
    fonts.set(face, await document.embedFont(readFileSync(fontFile(face)), { subset: true }))
  let pages = 0
  for (const { page: drawn, codes } of papers) {
    const page = document.addPage([drawn.width, drawn.height])
    const texts = codes.values()
    for (const mark of drawn.marks) {
      if (mark.kind !== 'symbol') naiveMark(page, mark, drawn.height, fonts)
      else {
        const png = await toBuffer(texts.next().value ?? '', {
          errorCorrectionLevel: 'M',
          scale: 5,
          margin: 4,
        })
        const [x, y] = [mark.x, drawn.height - mark.y - mark.box]
        page.drawImage(await document.embedPng(png), { x, y, width: mark.box, height: mark.box })
      }
    }
    pages++
  }
  writeFileSync(out, await document.save())
  return pages
}

function naiveMark(page: PDFPage, mark: Mark, height: number, fonts: ReadonlyMap<FaceName, PDFFont>): void {
  if (mark.kind === 'text')
    for (const { text, face, x, y } of piecesOf(mark)) {
      const font = fonts.get(face)
      if (!font) continue
      const color = mark.colour ? rgb(...mark.colour) : grayscale(mark.shade)
      page.drawText(text, { x, y: height - y, size: mark.size, font, color, rotate: degrees(mark.angle) })
    }
  if (mark.kind === 'line')
    page.drawLine({
      start: { x: mark.from.x, y: height - mark.from.y },
      end: { x: mark.to.x, y: height - mark.to.y },
      thickness: mark.thickness,
    })
  if (mark.kind === 'shape')
    page.drawSvgPath(svg(mark.path), { x: mark.x, y: height - mark.y, borderWidth: 1 })
}

/** The same pages by pdfkit, which writes them out as they come; answers with their number. */
export async function kitPapers(papers: Iterable<PeerPage>, out: string): Promise<number> {
  const document = new Kit({ autoFirstPage: false, margin: 0 })
  const file = createWriteStream(out)
  document.pipe(file)
  for (const face of faces) document.registerFont(face, fontFile(face))
  let pages = 0
  for (const { page, codes } of papers) {
    document.addPage({ size: [page.width, page.height], margin: 0 })
    const texts = codes.values()
    for (const mark of page.marks) {
      if (mark.kind === 'symbol') kitCode(document, mark, texts.next().value ?? '')
      else kitMark(document, mark)
    }
    pages++
    // Lets the stream write, as a program that streams would.
    if (pages % 20 === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  document.end()
  await finished(file)
  return pages
}

function kitMark(document: Kit, mark: Mark): void {
  if (mark.kind === 'text')
    for (const { text, face, x, y } of piecesOf(mark)) {
      document.save()
      if (mark.angle !== 0) document.rotate(-mark.angle, { origin: [x, y] })
      const tone = Math.round(mark.shade * 255)
      document.font(face).fontSize(mark.size).fillColor([tone, tone, tone])
      document.text(text, x, y, { lineBreak: false, baseline: 'alphabetic' }).restore()
    }
  if (mark.kind === 'line')
    document.lineWidth(mark.thickness).moveTo(mark.from.x, mark.from.y).lineTo(mark.to.x, mark.to.y).stroke()
  if (mark.kind === 'shape')
    document.save().translate(mark.x, mark.y).path(svg(mark.path)).lineWidth(1).stroke().restore()
}

function kitCode(document: Kit, { x, y, box }: { x: number; y: number; box: number }, text: string): void {
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const side = box / (modules.size + 8)
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column) !== 0)
        document.rect(x + (column + 4) * side, y + (row + 4) * side, side, side)
  document.fillColor('black').fill()
}

/** Each piece of a line where it begins. */
function piecesOf({ pieces, x, y, size, angle }: TextMark) {
  const [cos, sin] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)]
  let along = 0
  return pieces.map(({ text, face }) => {
    const at = { text, face, x: x + along * cos, y: y - along * sin }
    along += widthOf(text, face, size)
    return at
  })
}

const svg = (path: readonly Step[]) =>
  path.map(([kind, ...numbers]) => `${kind}${numbers.join(' ')}`).join('')
