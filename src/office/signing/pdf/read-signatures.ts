import { createHash, timingSafeEqual, verify } from 'node:crypto'
import { PDFArray, PDFDict, PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import { fromBER } from 'asn1js'
import { ContentInfo, SignedData, type SignerInfo } from 'pkijs'
import { certificateFacts, publicKeyOf, type CertificateFacts } from '../certificate.ts'

/** One signature of a PDF. Whether its certificate is to be trusted is not judged here. */
export type PdfSignature = {
  /** What the signature dictionary claims; null where it says nothing. */
  readonly name: string | null
  readonly reason: string | null
  readonly location: string | null
  /** Claimed time of signing in milliseconds since 1970, or null. */
  readonly claimedAt: number | null
  /** The certificate that the signature names and carries; null where it carries none. */
  readonly certificate: CertificateFacts | null
  /** Every byte it covers is as it was signed. */
  readonly intact: boolean
  /** Nothing of the file lies outside what it covers, except the signature itself. */
  readonly coversWholeFile: boolean
}

/** The signatures of a PDF, in the order of its form; none for an unsigned one. Throws for a file that is no PDF. */
export async function readSignatures(pdf: Uint8Array): Promise<PdfSignature[]> {
  const document = await PDFDocument.load(pdf, { updateMetadata: false, throwOnInvalidObject: true })
  const form = document.catalog.lookupMaybe(PDFName.of('AcroForm'), PDFDict)
  const fields = form?.lookupMaybe(PDFName.of('Fields'), PDFArray)
  if (!fields) return []
  const signatures: PdfSignature[] = []
  for (let index = 0; index < fields.size(); index += 1) {
    const field = fields.lookupMaybe(index, PDFDict)
    if (field?.get(PDFName.of('FT')) !== PDFName.of('Sig')) continue
    const value = field.lookupMaybe(PDFName.of('V'), PDFDict)
    if (value) signatures.push(readSignature(value, pdf))
  }
  return signatures
}

function readSignature(value: PDFDict, pdf: Uint8Array): PdfSignature {
  const textOf = (key: string) =>
    value.lookupMaybe(PDFName.of(key), PDFString, PDFHexString)?.decodeText() ?? null
  return {
    name: textOf('Name'),
    reason: textOf('Reason'),
    location: textOf('Location'),
    claimedAt: dateOf(value),
    ...judged(value, pdf),
  }
}

function dateOf(value: PDFDict): number | null {
  try {
    return value.lookupMaybe(PDFName.of('M'), PDFString)?.decodeDate().getTime() ?? null
  } catch {
    // A date that is none says nothing.
    return null
  }
}

type Judged = Pick<PdfSignature, 'certificate' | 'intact' | 'coversWholeFile'>

function judged(value: PDFDict, pdf: Uint8Array): Judged {
  const contents = value.lookupMaybe(PDFName.of('Contents'), PDFHexString)
  const range = value.lookupMaybe(PDFName.of('ByteRange'), PDFArray)
  const numbers = range
    ?.asArray()
    .map((entry) => (entry instanceof PDFNumber ? entry.asNumber() : Number.NaN))
  const [start = -1, length = -1, from = -1, rest = -1] = numbers ?? []
  // What lies between the two ranges must be the signature and nothing else, or a reader could be shown something unsigned.
  const gap = Buffer.from(pdf.subarray(length, from)).toString('latin1')
  if (!contents || start !== 0 || gap !== `<${contents.asString()}>`) return nothing
  if (!/^<[0-9a-f]+>$/i.test(gap)) return nothing
  const covered = Buffer.concat([pdf.subarray(0, length), pdf.subarray(from, from + rest)])
  try {
    return { ...cmsOf(contents.asBytes(), covered), coversWholeFile: from + rest === pdf.length }
  } catch {
    // What is no CMS, in whichever way, is no signature.
    return nothing
  }
}

const nothing: Judged = { certificate: null, intact: false, coversWholeFile: false }

function cmsOf(bytes: Uint8Array, covered: Uint8Array): Pick<PdfSignature, 'certificate' | 'intact'> {
  const { offset } = fromBER(bytes)
  // What is left of the room is zeroes: nobody may put anything where no signature looks.
  if (offset < 0 || bytes.subarray(offset).some((byte) => byte !== 0)) return nothing
  const parsed = ContentInfo.fromBER(bytes)
  const signed = new SignedData({ schema: parsed.content })
  const [signer] = signed.signerInfos
  const attributes = signer?.signedAttrs
  const own = signed.certificates
    ?.map((one) => new Uint8Array(one.toSchema().toBER()))
    .find((der) => signer && isNamedBy(signer, der))
  if (!signer || !attributes || !own) return { certificate: null, intact: false }
  const digest = createHash('sha256').update(covered).digest()
  const isDigest = sameBytes(octetsOf(signer, '1.2.840.113549.1.9.4'), digest)
  const signature = new Uint8Array(signer.signature.getValue())
  const isSigned = verify('sha256', new Uint8Array(attributes.encodedValue), publicKeyOf(own), signature)
  return { certificate: certificateFacts(own), intact: isDigest && isSigned }
}

/** RFC 5035: the signed attribute names the one certificate by its SHA-256. */
function isNamedBy(signer: SignerInfo, certificate: Uint8Array): boolean {
  const attribute = signer.signedAttrs?.attributes.find(({ type }) => type === '1.2.840.113549.1.9.16.2.47')
  const digest = createHash('sha256').update(certificate).digest()
  // SigningCertificateV2 → certs → the first ESSCertIDv2 → certHash, its default algorithm being left out.
  const [hash] = attribute?.values[0]?.valueBlock.value[0]?.valueBlock.value[0]?.valueBlock.value ?? []
  return sameBytes(hash?.valueBlock.valueHexView, digest)
}

function octetsOf(signer: SignerInfo, type: string): Uint8Array | undefined {
  return signer.signedAttrs?.attributes.find((attribute) => attribute.type === type)?.values[0]?.valueBlock
    .valueHexView
}

const sameBytes = (one: Uint8Array | undefined, other: Uint8Array) =>
  one?.length === other.length && timingSafeEqual(one, other)
