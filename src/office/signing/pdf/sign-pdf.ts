import { verify } from 'node:crypto'
import { SignPdf } from '@signpdf/signpdf'
import { Signer } from '@signpdf/utils'
import { certificateFacts, publicKeyOf } from '../certificate.ts'
import { detachedCms, signedAttributes } from './cms.ts'
import type { PdfSigner } from './pdf-signer.ts'
import { type SignatureWords, withPlaceholder } from './placeholder.ts'

/**
 * Room for the signature in every file, in bytes: a chain of RSA-4096 certificates takes some 6,000, and the time
 * stamp that the city may add later (level B-T) lies inside it too.
 */
const reserved = 16_384

/** The shortest RSA key (bits) whose signature is worth having (ETSI TS 119 312). */
const shortestRsa = 2048

/** Why a certificate cannot sign this document. */
export type UnfitCertificate =
  | 'unreadable'
  | 'not-yet-valid'
  | 'expired'
  | 'not-for-documents'
  | 'other-key-kind'
  | 'key-too-short'

/** How signing a PDF ends; `Failure` is what the key itself may answer instead of a signature. */
export type SignPdfOutcome<Failure> =
  | { readonly outcome: 'signed'; readonly pdf: Uint8Array }
  | { readonly outcome: 'unfit-certificate'; readonly why: UnfitCertificate }
  /** The key signed, but its certificate does not verify what it signed. */
  | { readonly outcome: 'key-does-not-match' }
  /** Certificates and signature need more room than a file reserves. */
  | { readonly outcome: 'too-long'; readonly bytes: number; readonly reserved: number }
  /** One signature a file: another would have to be a revision, which our sheets never have. */
  | { readonly outcome: 'already-signed' }
  | { readonly outcome: 'not-a-pdf' }
  | Failure

/**
 * Signs a PDF as PAdES baseline B-B (ETSI EN 319 142-1: ETSI.CAdES.detached, ESS signing-certificate-v2, no signing
 * time among the signed attributes) over every byte of it. Levels with a time stamp are the city's, later.
 */
export async function signPdf<Failure extends { readonly outcome: string } = never>(
  pdf: Uint8Array,
  signer: PdfSigner<Failure>,
  words: SignatureWords,
): Promise<SignPdfOutcome<Failure>> {
  const why = unfitness(signer, words.at)
  if (why) return { outcome: 'unfit-certificate', why }
  if (Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).includes('/ByteRange'))
    return { outcome: 'already-signed' }
  let prepared: Uint8Array
  try {
    prepared = await withPlaceholder(pdf, words, reserved)
  } catch {
    return { outcome: 'not-a-pdf' }
  }
  const key = new CmsSigner(signer)
  try {
    return { outcome: 'signed', pdf: await new SignPdf().sign(prepared, key) }
  } catch (error) {
    if (key.failure) return key.failure
    throw error
  }
}

/** The library takes a signer only as an object of its own class, which cannot answer but with bytes or an error. */
class CmsSigner<Failure extends { readonly outcome: string }> extends Signer {
  failure: SignPdfOutcome<Failure> | null = null
  readonly #signer: PdfSigner<Failure>

  constructor(signer: PdfSigner<Failure>) {
    super()
    this.#signer = signer
  }

  override async sign(content: Buffer): Promise<Buffer> {
    const made = await cmsOver(content, this.#signer)
    if (Buffer.isBuffer(made)) return made
    this.failure = made
    throw new Error('the signer gave no signature')
  }
}

async function cmsOver<Failure extends { readonly outcome: string }>(
  content: Uint8Array,
  signer: PdfSigner<Failure>,
): Promise<Buffer | SignPdfOutcome<Failure>> {
  const [own = new Uint8Array()] = signer.certificates
  const attributes = signedAttributes(content, own)
  const answer = await signer.sign(attributes)
  if (!('signature' in answer)) return answer
  const key = { key: publicKeyOf(own), dsaEncoding: 'ieee-p1363' as const }
  if (!verify('sha256', attributes, key, answer.signature)) return { outcome: 'key-does-not-match' }
  const cms = detachedCms(attributes, answer.signature, signer)
  return cms.length <= reserved ? cms : { outcome: 'too-long', bytes: cms.length, reserved }
}

function unfitness(
  { certificates, algorithm }: Pick<PdfSigner, 'certificates' | 'algorithm'>,
  at: number,
): UnfitCertificate | null {
  const all = certificates.map(certificateFacts)
  const [own] = all
  if (!own || all.includes(null)) return 'unreadable'
  if (at < own.notBefore) return 'not-yet-valid'
  if (at > own.notAfter) return 'expired'
  if (!own.signsDocuments) return 'not-for-documents'
  if (own.keyKind !== algorithm) return 'other-key-kind'
  return own.keyBits !== null && own.keyBits < shortestRsa ? 'key-too-short' : null
}
