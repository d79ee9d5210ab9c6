import { certificateFacts, chainOf } from '../certificate.ts'
import type { PdfSigner } from '../pdf/pdf-signer.ts'
import type { UnlockedToken } from './key-tokens.ts'
import type { KeyOnToken, NotSigned } from './messages.ts'

/**
 * A key of an unlocked token as a signer of PDF files; null for a key without a certificate, or of a kind that signs
 * none. `issuers` are certificates that may belong to its chain, in DER.
 */
export function tokenSigner(
  unlocked: Pick<UnlockedToken, 'sign'>,
  { key, kind, certificate }: KeyOnToken,
  issuers: readonly Uint8Array[] = [],
): PdfSigner<NotSigned> | null {
  if (kind === 'ed25519' || !certificate || !certificateFacts(certificate)) return null
  const readable = issuers.filter((der) => certificateFacts(der) !== null)
  return {
    certificates: chainOf(certificate, readable),
    algorithm: kind,
    sign: (bytes) => unlocked.sign(key, bytes),
  }
}
