import { createHmac, timingSafeEqual } from 'node:crypto'
import { fromBER, OctetString } from 'asn1js'
import {
  AuthenticatedSafe,
  CertBag,
  type ContentInfo,
  EncryptedData,
  PFX,
  PKCS8ShroudedKeyBag,
  PrivateKeyInfo,
  SafeContents,
} from 'pkijs'
import { assertIterations, decrypted, UnsupportedKeyFile } from './decrypt.ts'
import { pkcs12Key, pkcs12Password, purposes, type Pkcs12Hash } from './pkcs12-key.ts'

/** The password does not open the file. */
export class WrongPassword extends Error {
  override readonly name = 'WrongPassword'
}

/** What a key file holds: private keys as PKCS#8 and certificates, each in DER. */
export type KeyFileContents = {
  readonly keys: readonly Buffer[]
  readonly certificates: readonly Uint8Array[]
}

const dataType = '1.2.840.113549.1.7.1'
const encryptedType = '1.2.840.113549.1.7.6'

const macHashes: Readonly<Record<string, Pkcs12Hash>> = {
  '1.3.14.3.2.26': 'sha1',
  '2.16.840.1.101.3.4.2.1': 'sha256',
  '2.16.840.1.101.3.4.2.2': 'sha384',
  '2.16.840.1.101.3.4.2.3': 'sha512',
  '2.16.840.1.101.3.4.2.4': 'sha224',
}

/**
 * Reads a PKCS#12 file (RFC 7292). Throws WrongPassword, UnsupportedKeyFile, or another error for what is no such
 * file.
 */
export async function keyFileContents(file: Uint8Array, password: string): Promise<KeyFileContents> {
  const pfx = PFX.fromBER(file)
  const safe = dataOf(pfx.authSafe)
  if (pfx.macData) assertMac(pfx.macData, safe, password)
  const keys: Buffer[] = []
  const certificates: Uint8Array[] = []
  for (const part of AuthenticatedSafe.fromBER(safe).safeContents) {
    for (const { bagValue } of SafeContents.fromBER(await safeContentsOf(part, password)).safeBags) {
      if (bagValue instanceof CertBag && bagValue.certValue instanceof OctetString)
        certificates.push(new Uint8Array(bagValue.certValue.getValue()))
      if (bagValue instanceof PrivateKeyInfo) keys.push(Buffer.from(bagValue.toSchema().toBER()))
      if (bagValue instanceof PKCS8ShroudedKeyBag) {
        const encrypted = new Uint8Array(bagValue.encryptedData.getValue())
        keys.push(await opened(bagValue.encryptionAlgorithm, encrypted, password))
      }
    }
  }
  return { keys, certificates }
}

function dataOf({ contentType, content }: ContentInfo): Uint8Array {
  // The other kind is signed with a certificate instead of protected by a password; nobody issues it.
  if (contentType !== dataType || !(content instanceof OctetString))
    throw new UnsupportedKeyFile(`content ${contentType}`)
  return new Uint8Array(content.getValue())
}

function assertMac(macData: NonNullable<PFX['macData']>, safe: Uint8Array, password: string): void {
  const { mac, macSalt } = macData
  const hash = macHashes[mac.digestAlgorithm.algorithmId]
  if (!hash) throw new UnsupportedKeyFile(`check sum ${mac.digestAlgorithm.algorithmId}`)
  const from = {
    hash,
    password: pkcs12Password(password),
    salt: new Uint8Array(macSalt.getValue()),
    iterations: assertIterations(macData.iterations ?? 1),
  }
  const said = new Uint8Array(mac.digest.getValue())
  const made = createHmac(hash, pkcs12Key(from, purposes.mac, said.length))
    .update(safe)
    .digest()
  from.password.fill(0)
  if (said.length !== made.length || !timingSafeEqual(said, made)) throw new WrongPassword()
}

async function safeContentsOf(part: ContentInfo, password: string): Promise<Uint8Array> {
  if (part.contentType !== encryptedType) return dataOf(part)
  const { encryptedContentInfo } = new EncryptedData({ schema: part.content })
  const encrypted = new Uint8Array(encryptedContentInfo.getEncryptedContent())
  return opened(encryptedContentInfo.contentEncryptionAlgorithm, encrypted, password)
}

async function opened(...asked: Parameters<typeof decrypted>): Promise<Buffer> {
  const bytes = await decrypted(...asked).catch((error: unknown) => {
    if (error instanceof UnsupportedKeyFile) throw error
    return null
  })
  // In a file without a check sum this is all that tells of a wrong password: padding that is none, or, once in 256
  // times, bytes that are no structure.
  if (!bytes || fromBER(bytes).offset !== bytes.length) throw new WrongPassword()
  return bytes
}
