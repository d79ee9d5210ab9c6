import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { promisify } from 'node:util'
import { zstdCompress, zstdDecompressSync } from 'node:zlib'
import {
  type BundleHeader,
  bundleHeaderSchema,
  bundleSignedText,
  maxBundleBytes,
  maxBundleContent,
  maxBundleHeader,
} from '../../../contract/sync/bundle.ts'

/** Loaded when the first bundle is made or opened. */
async function loadSuite() {
  const { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } = await import('@hpke/core')
  return new CipherSuite({
    kem: new DhkemX25519HkdfSha256(),
    kdf: new HkdfSha256(),
    aead: new Aes256Gcm(),
  })
}
let loading: ReturnType<typeof loadSuite> | null = null
const theSuite = () => (loading ??= loadSuite())

const compress = promisify(zstdCompress)
const info = new TextEncoder().encode('psp1 bundle')
const encapsulatedBytes = 32
const signatureBytes = 64
const lineEnd = 0x0a

/** A bundle as it lies on the stick: its header, the header's exact bytes, and what is sealed. */
export type SealedBundle = {
  readonly header: BundleHeader
  readonly headerLine: string
  readonly sealed: Uint8Array
}

/**
 * Why a file is no bundle: `not-a-bundle`; `newer` (a bundle of a later version of this program); `too-large`;
 * `damaged` (cut, altered, or sealed to another key than its header says).
 */
export type BundleFault = 'not-a-bundle' | 'newer' | 'too-large' | 'damaged'

/** A bundle after its seal was opened; the signature is still to be judged before the content is looked at. */
export type OpenedBundle = {
  readonly header: BundleHeader
  readonly headerLine: string
  readonly signature: Uint8Array
  /** The content, packed as it was signed. */
  readonly packed: Uint8Array
}

/** Signs and seals content: one line each, without LF. `recipient` is a raw X25519 public key, base64url. */
export async function sealBundle(
  header: BundleHeader,
  lines: readonly string[],
  signingKey: KeyObject,
  recipient: string,
): Promise<Uint8Array> {
  const headerLine = JSON.stringify(header)
  const packed = await compress(Buffer.from(lines.map((line) => `${line}\n`).join('')))
  const signature = sign(null, signedBytes(headerLine, packed), signingKey)
  const suite = await theSuite()
  const recipientPublicKey = await suite.kem.deserializePublicKey(owned(Buffer.from(recipient, 'base64url')))
  const aad = new TextEncoder().encode(headerLine)
  const { enc, ct } = await suite.seal(
    { recipientPublicKey, info },
    owned(Buffer.concat([signature, packed])),
    aad,
  )
  return Buffer.concat([Buffer.from(`${headerLine}\n`), new Uint8Array(enc), new Uint8Array(ct)])
}

/** Reads the header of a file; nothing is proven by it yet. */
export function readBundle(bytes: Uint8Array): SealedBundle | BundleFault {
  if (bytes.length > maxBundleBytes) return 'too-large'
  const end = bytes.subarray(0, maxBundleHeader).indexOf(lineEnd)
  if (end < 0) return 'not-a-bundle'
  const headerLine = utf8(bytes.subarray(0, end))
  const json = headerLine === null ? undefined : parse(headerLine)
  const header = bundleHeaderSchema.safeParse(json).data
  if (header && headerLine !== null) return { header, headerLine, sealed: bytes.subarray(end + 1) }
  return isOfLaterVersion(json) ? 'newer' : 'not-a-bundle'
}

/** Opens the seal with a raw X25519 private key. What was cut or altered, in header or content, does not open. */
export async function openBundle(
  { header, headerLine, sealed }: SealedBundle,
  privateKey: Uint8Array,
): Promise<OpenedBundle | BundleFault> {
  const suite = await theSuite()
  const recipientKey = await suite.kem.deserializePrivateKey(owned(privateKey))
  const enc = owned(sealed.subarray(0, encapsulatedBytes))
  const aad = new TextEncoder().encode(headerLine)
  try {
    const opened = await suite.open(
      { recipientKey, enc, info },
      owned(sealed.subarray(encapsulatedBytes)),
      aad,
    )
    const content = new Uint8Array(opened)
    if (content.length < signatureBytes) return 'damaged'
    const [signature, packed] = [content.subarray(0, signatureBytes), content.subarray(signatureBytes)]
    return { header, headerLine, signature, packed }
  } catch {
    // Whatever is wrong inside a file from a stick, the file is what has to be replaced.
    return 'damaged'
  }
}

/** Whether an opened bundle was signed by a key, as it stands. */
export function isSignedBundle({ headerLine, packed, signature }: OpenedBundle, key: KeyObject): boolean {
  return verify(null, signedBytes(headerLine, packed), key, signature)
}

/** The lines of a bundle whose signature holds, without LF; null when it holds no text. What nobody signed is never inflated. */
export function contentOf({ packed }: OpenedBundle, mostBytes = maxBundleContent): string[] | null {
  try {
    const text = utf8(zstdDecompressSync(packed, { maxOutputLength: mostBytes }))
    return text?.endsWith('\n') ? text.slice(0, -1).split('\n') : null
  } catch {
    return null
  }
}

function signedBytes(headerLine: string, packed: Uint8Array): Buffer {
  const digest = createHash('sha256').update(packed).digest('base64url')
  return Buffer.from(bundleSignedText(headerLine, digest))
}

function isOfLaterVersion(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !('format' in json)) return false
  return (
    typeof json.format === 'string' && /^psp-bundle\/\d+$/.test(json.format) && json.format !== 'psp-bundle/1'
  )
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A plain copy: WebCrypto wants bytes that own their whole buffer. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(bytes)
}
