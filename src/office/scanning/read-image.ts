import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { PDFiumDocument, PDFiumLibrary, PDFiumPage } from '@hyzyla/pdfium'
import type { ReaderOptions, readBarcodes } from 'zxing-wasm/reader'
import { hasPictureHead, pictureSize } from './picture-head.ts'

/** What kind of file the clerk chose. */
export type PictureKind = 'png' | 'jpeg' | 'pdf'

/** Why a file was not searched for codes. */
export type PictureRefusal = 'too-large' | 'too-many-pages' | 'too-many-pixels' | 'locked' | 'damaged'

/** Thrown by `readCodes`; `reason` chooses the words on the screen. */
export class PictureRefused extends Error {
  readonly reason: PictureRefusal

  constructor(reason: PictureRefusal) {
    super(`the file cannot be searched for codes: ${reason}`)
    this.name = 'PictureRefused'
    this.reason = reason
  }
}

const largestFile = 25 * 1024 * 1024
const mostPages = 30
/** A4 at 600 dpi has 35; the decoder needs up to 13 bytes for each. */
const mostPicturePixels = 50_000_000
const mostPagePixels = 25_000_000
/** Office scanners give 200–300 dpi; more than that only costs time. */
const pageDotsPerInch = 300
const pointsPerInch = 72

const qrOnly: ReaderOptions = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 64 }

const locate = createRequire(import.meta.url)
let reader: ReturnType<typeof loadReader> | null = null

/**
 * The texts of all QR codes found in a picture or in the pages of a PDF, each text once, in the order found;
 * empty when there are none. Works without a network. Throws PictureRefused for a file over 25 MB, a PDF with
 * more than 30 pages or a password, a picture over 50 megapixels, or bytes that are not of this kind.
 */
export async function readCodes(bytes: Uint8Array, kind: PictureKind): Promise<string[]> {
  if (bytes.length > largestFile) throw new PictureRefused('too-large')
  if (!hasPictureHead(bytes, kind)) throw new PictureRefused('damaged')
  const texts = kind === 'pdf' ? await codesOfPdf(bytes) : await codesOfPicture(bytes, kind)
  return [...new Set(texts)]
}

async function codesOfPicture(bytes: Uint8Array, kind: 'png' | 'jpeg'): Promise<string[]> {
  const size = pictureSize(bytes, kind)
  if (!size) throw new PictureRefused('damaged')
  if (size.width * size.height > mostPicturePixels) throw new PictureRefused('too-many-pixels')
  return textsOf(bytes)
}

/** A fresh renderer for each file: what a hostile PDF does to its memory ends with it. */
async function codesOfPdf(bytes: Uint8Array): Promise<string[]> {
  const wasm = await readFile(locate.resolve('@hyzyla/pdfium/pdfium.wasm'))
  // Loaded for the first file, not at the start of the office; the decoder too.
  const { PDFiumLibrary } = await import('@hyzyla/pdfium')
  const library = await PDFiumLibrary.init({ wasmBinary: Uint8Array.from(wasm).buffer })
  try {
    const document = await openPdf(library, bytes)
    if (document.getPageCount() > mostPages) throw new PictureRefused('too-many-pages')
    const texts: string[] = []
    for (const page of document.pages()) texts.push(...(await codesOfPage(page)))
    document.destroy()
    return texts
  } finally {
    library.destroy()
  }
}

async function openPdf(library: PDFiumLibrary, bytes: Uint8Array): Promise<PDFiumDocument> {
  try {
    return await library.loadDocument(bytes)
  } catch (error) {
    // The renderer tells its failures apart by their message only.
    const isLocked = error instanceof Error && error.message.startsWith('Password')
    throw new PictureRefused(isLocked ? 'locked' : 'damaged')
  }
}

async function codesOfPage(page: PDFiumPage): Promise<string[]> {
  const { originalWidth, originalHeight } = page.getOriginalSize()
  const wanted = pageDotsPerInch / pointsPerInch
  const affordable = Math.sqrt(mostPagePixels / Math.max(1, originalWidth * originalHeight))
  const { width, height, data } = await page.render({ scale: Math.min(wanted, affordable) })
  return textsOf({ width, height, data: new Uint8ClampedArray(data.buffer), colorSpace: 'srgb' })
}

async function textsOf(picture: Parameters<typeof readBarcodes>[0]): Promise<string[]> {
  reader ??= loadReader()
  const found = await (await reader).readBarcodes(picture, qrOnly)
  // A picture that cannot be unpacked comes back as one failed result without a symbology.
  if (found.some((code) => !code.isValid && code.symbologyIdentifier === ''))
    throw new PictureRefused('damaged')
  return found.filter((code) => code.isValid && code.text.length > 0).map((code) => code.text)
}

/** The decoder gets its program from the installation; left alone it would ask the internet for it. */
async function loadReader() {
  const { prepareZXingModule, readBarcodes: read } = await import('zxing-wasm/reader')
  const wasm = await readFile(locate.resolve('zxing-wasm/reader/zxing_reader.wasm'))
  await prepareZXingModule({
    overrides: { wasmBinary: Uint8Array.from(wasm).buffer },
    fireImmediately: true,
  })
  return { readBarcodes: read }
}
