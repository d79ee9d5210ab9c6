import { pdflibAddPlaceholder } from '@signpdf/placeholder-pdf-lib'
import { SUBFILTER_ETSI_CADES_DETACHED } from '@signpdf/utils'
import { PDFDocument } from 'pdf-lib'

/** Where the seal stands on page 1: points, counted from the page's upper left corner, as sheets count. */
export type SealBox = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** What the signature says of itself, for readers; only the certificate proves it. */
export type SignatureWords = {
  readonly name: string
  readonly reason: string
  readonly location: string
  /** When it is signed, in milliseconds since 1970. */
  readonly at: number
  /** Omitted: the signature has no place on the paper. */
  readonly box?: SealBox
}

/**
 * The same PDF with a signature field over the seal and `reserved` bytes of room for the signature. The field draws
 * nothing: the seal picture beneath it belongs to the sheet. Throws what pdf-lib throws for a file that is no PDF.
 */
export async function withPlaceholder(
  pdf: Uint8Array,
  words: SignatureWords,
  reserved: number,
): Promise<Uint8Array> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true })
  const page = document.getPage(0)
  const { box } = words
  const top = page.getHeight()
  pdflibAddPlaceholder({
    pdfDoc: document,
    pdfPage: page,
    name: literal(words.name),
    reason: literal(words.reason),
    location: literal(words.location),
    contactInfo: '',
    signingTime: new Date(words.at),
    // Counted in hexadecimal digits.
    signatureLength: reserved * 2,
    subFilter: SUBFILTER_ETSI_CADES_DETACHED,
    widgetRect: box ? [box.x, top - box.y - box.height, box.x + box.width, top - box.y] : [0, 0, 0, 0],
  })
  return document.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false })
}

/**
 * The inside of a PDF literal string for any text (ISO 32000-1 section 7.9.2.2: UTF-16BE after its mark). The library
 * takes it as it is: every byte is escaped, so that no letter is lost and no parenthesis ends the string.
 */
function literal(text: string): string {
  const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()
  return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')
}
