import { createHash } from 'node:crypto'
import { PDFContext, PDFHexString, PDFString, type PDFObject, type PDFRef } from 'pdf-lib'
import { instantOf, type CivilDate } from '../../domain/calendar.ts'
import { asDrawn, type Placing } from '../../domain/printing/placing.ts'
import { contentOf, placedContent } from './content.ts'
import type { DrawnPage, Mark } from './drawing.ts'
import { deflated, embedFace, growingCodes, packed } from './embedded-face.ts'
import { face } from './faces.ts'
import type { Picture } from './png.ts'

const producer = 'Quầy Một Cửa'

/**
 * Drawn pages as the bytes of a PDF 1.7 document, in parts: a page is written and forgotten before the next one is
 * asked for, so that the memory needed does not grow with the number of pages. Type and pictures follow at the end,
 * when it is known which letters were used. Same pages, same bytes. Ends with the number of pages. `placing` is what
 * the printer needs for things to come out where they were drawn.
 */
export function* streamPdf(
  paper: { readonly title: string; readonly date: CivilDate },
  pages: Iterable<DrawnPage>,
  placing: Placing = asDrawn,
): Generator<Buffer, number> {
  const context = PDFContext.create()
  const file = fileOf(context)
  yield file.begin()
  const tree = context.nextRef()
  const resources = context.nextRef()
  const codes = growingCodes()
  const pictures = naming<Picture>('Picture')
  const shared = naming<readonly Mark[]>('Shared')
  const names = { encode: codes.encode, picture: pictures.name, shared: shared.name }
  const kids: number[] = []
  for (const { width, height, ...page } of pages) {
    const content = placedContent(contentOf({ height, ...page }, names), height, placing)
    const kid = file.reserve()
    kids.push(kid)
    const entries = `/Parent ${tree.tag} /Resources ${resources.tag} /MediaBox [0 0 ${width} ${height}]`
    yield pageBytes(file, kid, entries, content)
  }
  // Shared marks may name further ones, and they use letters and pictures too: they come before both.
  const forms = Array.from(shared.named(), ([marks, name]) => {
    const content = Buffer.from(contentOf({ height: 0, marks }, names), 'latin1')
    const BBox = [-farthest, -farthest, farthest, farthest]
    const entries = { Type: 'XObject', Subtype: 'Form', BBox, Resources: resources }
    return [name, deflated(context, content, entries)] as const
  })
  const Font = Object.fromEntries(
    codes.used().map(([name, letters]) => [name, embedFace(context, face(name), letters)]),
  )
  const XObject = Object.fromEntries([
    ...forms,
    ...Array.from(pictures.named(), ([picture, name]) => [name, embedPicture(context, picture)] as const),
  ])
  context.assign(resources, context.obj({ Font, XObject }))
  const references = kids.map((kid) => `${kid} 0 R`).join(' ')
  const pageTree = file.object(
    tree.objectNumber,
    `<< /Type /Pages /Count ${kids.length} /Kids [${references}] >>`,
  )
  const root = context.register(catalog(context, tree))
  const info = context.register(description(context, paper))
  yield Buffer.concat([pageTree, file.written()])
  yield file.end(root, info)
  return kids.length
}

/** A page and its content as they stand in the file. */
function pageBytes(file: ReturnType<typeof fileOf>, kid: number, entries: string, content: string): Buffer {
  const stream = file.reserve()
  const body = packed(Buffer.from(content, 'latin1'))
  const head = `<< /Length ${body.length} /Filter /FlateDecode >>\nstream\n`
  return Buffer.concat([
    file.object(stream, head, body, '\nendstream'),
    file.object(kid, `<< /Type /Page ${entries} /Contents ${stream} 0 R >>`),
  ])
}

/** Longer than any paper: shared marks are not cut. */
const farthest = 14_400

/** Names for things in the order in which they come up; what is named while others are gone through follows them. */
function naming<Thing>(kind: string) {
  const names = new Map<Thing, string>()
  const name = (thing: Thing): string => {
    const given = names.get(thing) ?? `${kind}${names.size + 1}`
    names.set(thing, given)
    return given
  }
  return { name, named: () => names.entries() }
}

/** What is to be written next: an object, or everything in `context`, which is emptied; and where each object began. */
function fileOf(context: PDFContext) {
  const starts: number[] = []
  const digest = createHash('sha256')
  let length = 0
  const counted = (bytes: Buffer) => {
    digest.update(bytes)
    length += bytes.length
    return bytes
  }
  /** One object as it stands in the file. */
  const object = (number: number, ...parts: readonly (string | Buffer)[]) => {
    starts[number] = length
    const pieces = [`${number} 0 obj\n`, ...parts, '\nendobj\n']
    return counted(
      Buffer.concat(
        pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece, 'latin1') : piece)),
      ),
    )
  }
  const written = () =>
    Buffer.concat(
      context.enumerateIndirectObjects().map(([ref, kept]) => {
        context.delete(ref)
        return object(ref.objectNumber, bytesOf(kept))
      }),
    )
  const end = (root: PDFRef, info: PDFRef) => {
    const rows = starts.slice(1).map((start) => `${String(start).padStart(10, '0')} 00000 n \n`)
    const id = PDFHexString.of(digest.digest('hex').slice(0, 32))
    const trailer = context.obj({ Size: starts.length, Root: root, Info: info, ID: [id, id] })
    return Buffer.from(
      `xref\n0 ${starts.length}\n0000000000 65535 f \n${rows.join('')}trailer\n${trailer.toString()}\n` +
        `startxref\n${length}\n%%EOF\n`,
      'latin1',
    )
  }
  return {
    begin: () => counted(Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')),
    /** A number for an object that the library need not know: it would remember each of them for ever. */
    reserve: () => ++context.largestObjectNumber,
    object,
    written,
    end,
  }
}

function bytesOf(object: PDFObject): Buffer {
  const bytes = Buffer.alloc(object.sizeInBytes())
  object.copyBytesInto(bytes, 0)
  return bytes
}

function catalog(context: PDFContext, tree: PDFRef) {
  return context.obj({
    Type: 'Catalog',
    Pages: tree,
    Lang: PDFString.of('vi-VN'),
    ViewerPreferences: { DisplayDocTitle: true },
  })
}

function description(context: PDFContext, { title, date }: { title: string; date: CivilDate }) {
  const day = PDFString.fromDate(new Date(instantOf(date)))
  const maker = PDFHexString.fromText(producer)
  const entries = { Title: PDFHexString.fromText(title), Producer: maker, Creator: maker }
  return context.obj({ ...entries, CreationDate: day, ModDate: day })
}

/** A picture and, beside it, its transparency. */
function embedPicture(context: PDFContext, { width, height, rgba }: Picture): PDFRef {
  const tones = Buffer.alloc(width * height * 3)
  const opacity = Buffer.alloc(width * height)
  for (let pixel = 0; pixel < opacity.length; pixel++) {
    tones.set(rgba.subarray(pixel * 4, pixel * 4 + 3), pixel * 3)
    opacity[pixel] = rgba[pixel * 4 + 3] ?? 0
  }
  const image = { Type: 'XObject', Subtype: 'Image', Width: width, Height: height, BitsPerComponent: 8 }
  const SMask = deflated(context, opacity, { ...image, ColorSpace: 'DeviceGray' })
  return deflated(context, tones, { ...image, ColorSpace: 'DeviceRGB', SMask, Interpolate: true })
}
