import { PDFDocument, PDFName, type PDFRef } from 'pdf-lib'
import { instantOf } from '../../domain/calendar.ts'
import { compose } from './compose.ts'
import { contentOf } from './content.ts'
import type { Drawing } from './drawing.ts'
import { deflated, embedFace, type EmbeddedFace } from './embedded-face.ts'
import { face, type FaceName } from './faces.ts'
import type { Layout } from './sheet.ts'

const producer = 'Quầy Một Cửa'

/** A finished layout as PDF bytes, under the title of its paper: what `renderLayout` loads when it is needed. */
export async function writePdf(layout: Layout, title: string): Promise<Uint8Array> {
  const document = await PDFDocument.create({ updateMetadata: false })
  describe(document, layout, title)
  const drawing = compose(layout)
  const faces = embedFaces(document, drawing)
  const encode = (name: FaceName, text: string) => faces.get(name)?.encode(text) ?? ''
  const fonts = Object.fromEntries([...faces].map(([name, { ref }]) => [name, ref] as [FaceName, PDFRef]))
  for (const drawn of drawing.pages) {
    const page = document.addPage([drawn.width, drawn.height])
    const content = deflated(document.context, Buffer.from(contentOf(drawn, encode), 'latin1'), {})
    page.node.set(PDFName.of('Contents'), content)
    page.node.set(PDFName.of('Resources'), document.context.obj({ Font: fonts }))
  }
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

function describe(document: PDFDocument, layout: Layout, title: string): void {
  const day = new Date(instantOf(layout.date))
  document.setTitle(title, { showInWindowTitleBar: true })
  document.setLanguage('vi-VN')
  document.setProducer(producer)
  document.setCreator(producer)
  document.setCreationDate(day)
  document.setModificationDate(day)
}

function embedFaces(document: PDFDocument, drawing: Drawing): Map<FaceName, EmbeddedFace> {
  const texts = new Map<FaceName, string[]>()
  for (const page of drawing.pages)
    for (const mark of page.marks)
      if (mark.kind === 'text')
        for (const piece of mark.pieces) {
          const known = texts.get(piece.face)
          if (known) known.push(piece.text)
          else texts.set(piece.face, [piece.text])
        }
  const embedded = new Map<FaceName, EmbeddedFace>()
  for (const [name, pieces] of texts) embedded.set(name, embedFace(document.context, face(name), pieces))
  return embedded
}
