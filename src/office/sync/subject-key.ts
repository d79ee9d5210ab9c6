import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { SubjectKeyRecipient } from '../../contract/sync/base.ts'
import type { SealedSubjectKey } from '../../contract/sync/subject-key.ts'

/** Loaded when the first key is to be sealed or opened, not at the start of the office. */
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

const info = new TextEncoder().encode('psp1 subject key')
const encapsulatedBytes = 32
const x25519PrivatePrefix = Buffer.from('302e020100300506032b656e04220420', 'hex')

/** The commitment to a subject key that stands in the subject's first personal event. */
export function subjectKeyCommitment(key: Uint8Array): string {
  return createHash('sha256').update(key).digest('base64url')
}

/** Seals a subject's 32-byte key to a recipient (RFC 9180 base mode, aad = the subject). */
export async function sealSubjectKey(
  subject: string,
  key: Uint8Array,
  recipient: SubjectKeyRecipient,
): Promise<SealedSubjectKey> {
  if (key.length !== 32) throw new Error('a subject key has 32 bytes')
  const suite = await theSuite()
  const publicKey = await suite.kem.deserializePublicKey(rawBytes(recipient.publicKey))
  const aad = new TextEncoder().encode(subject)
  const { enc, ct } = await suite.seal({ recipientPublicKey: publicKey, info }, Uint8Array.from(key), aad)
  const sealed = Buffer.concat([new Uint8Array(enc), new Uint8Array(ct)]).toString('base64url')
  return { subject, sha256: subjectKeyCommitment(key), to: recipient.to, sealed }
}

/** Opens a sealed key with the recipient's raw X25519 private key; null when it is not its, or breaks its commitment. */
export async function openSubjectKey(
  sealed: SealedSubjectKey,
  privateKey: Uint8Array,
): Promise<Uint8Array | null> {
  const bytes = rawBytes(sealed.sealed)
  const suite = await theSuite()
  const recipientKey = await suite.kem.deserializePrivateKey(Uint8Array.from(privateKey))
  const aad = new TextEncoder().encode(sealed.subject)
  const enc = bytes.slice(0, encapsulatedBytes)
  try {
    const opened = await suite.open({ recipientKey, enc, info }, bytes.slice(encapsulatedBytes), aad)
    const key = new Uint8Array(opened)
    return subjectKeyCommitment(key) === sealed.sha256 ? key : null
  } catch {
    return null
  }
}

/** The raw public half of a raw 32-byte X25519 private key (RFC 7748, RFC 8410). */
export function x25519PublicKey(privateKey: Uint8Array): Uint8Array {
  const der = Buffer.concat([x25519PrivatePrefix, privateKey])
  const key = createPublicKey(createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }))
  return Uint8Array.from(key.export({ format: 'der', type: 'spki' }).subarray(-32))
}

/** Names a recipient after its public key. */
export function recipientOf(publicKey: Uint8Array): SubjectKeyRecipient {
  const name = createHash('sha256').update(publicKey).digest('hex').slice(0, 16)
  return { to: `city-x25519-${name}`, publicKey: Buffer.from(publicKey).toString('base64url') }
}

/** A plain copy: WebCrypto wants bytes that own their whole buffer. */
function rawBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.from(text, 'base64url'))
}
