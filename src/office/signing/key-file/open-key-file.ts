import { createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto'
import { certificateFacts, chainOf, type CertificateFacts, kindOf, publicKeyOf } from '../certificate.ts'
import type { PdfSigner } from '../pdf/pdf-signer.ts'
import { keyFileContents, WrongPassword } from './contents.ts'
import { UnsupportedKeyFile } from './decrypt.ts'

/** The largest file looked at, in bytes; a key with a long chain takes some 10,000. */
const largest = 1_000_000

/** How opening a key file ends. */
export type OpenKeyFile =
  | { readonly outcome: 'opened'; readonly signer: PdfSigner; readonly certificate: CertificateFacts }
  | { readonly outcome: 'wrong-password' }
  /** No PKCS#12 file, or a damaged one. */
  | { readonly outcome: 'not-a-key-file' }
  /** A method of encryption or a kind of key that does not sign here; `detail` names it. */
  | { readonly outcome: 'unsupported'; readonly detail: string }
  /** It holds no key, or no certificate of its key. */
  | { readonly outcome: 'no-key' }

/**
 * Opens a key with its certificates from a password-protected file (PKCS#12, `.p12` or `.pfx`; RFC 7292): RSA or
 * P-256, encrypted as PBES2 with AES or as older programs did. The key stays in memory for as long as the signer is
 * held; nothing keeps the password.
 */
export async function openKeyFile(file: Uint8Array, password: string): Promise<OpenKeyFile> {
  if (file.length > largest) return { outcome: 'not-a-key-file' }
  try {
    const { keys, certificates } = await keyFileContents(file, password)
    const [pkcs8] = keys
    if (!pkcs8) return { outcome: 'no-key' }
    const key = createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' })
    for (const one of keys) one.fill(0)
    return signerWith(key, certificates)
  } catch (error) {
    if (error instanceof WrongPassword) return { outcome: 'wrong-password' }
    if (error instanceof UnsupportedKeyFile) return { outcome: 'unsupported', detail: error.message }
    // Whatever else two parsers and OpenSSL find wrong with the bytes: it is no key file.
    return { outcome: 'not-a-key-file' }
  }
}

function signerWith(key: KeyObject, certificates: readonly Uint8Array[]): OpenKeyFile {
  const algorithm = kindOf(key)
  if (algorithm === null || algorithm === 'ed25519')
    return { outcome: 'unsupported', detail: `key ${key.asymmetricKeyType ?? ''}` }
  const spki = (one: KeyObject) => one.export({ format: 'der', type: 'spki' })
  const own = certificates.find((der) => spki(publicKeyOf(der)).equals(spki(createPublicKey(key))))
  const facts = own && certificateFacts(own)
  if (!own || !facts) return { outcome: 'no-key' }
  const signer: PdfSigner = {
    certificates: chainOf(own, certificates),
    algorithm,
    sign: async (bytes) => ({
      outcome: 'signed',
      signature: sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    }),
  }
  return { outcome: 'opened', signer, certificate: facts }
}
