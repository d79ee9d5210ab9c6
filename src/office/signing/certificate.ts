import { createHash, X509Certificate, type KeyObject } from 'node:crypto'
import { Certificate, type RelativeDistinguishedNames } from 'pkijs'

/** What a key can sign with here: RSA PKCS#1 v1.5 and ECDSA P-256, both over SHA-256, for PDF; Ed25519 for QR tokens. */
export type KeyKind = 'rsa' | 'p256' | 'ed25519'

/** What a certificate says of itself; nobody has judged whether it is to be trusted. */
export type CertificateFacts = {
  /** Names as `CN=…, O=…`, the most particular part first. */
  readonly subject: string
  readonly issuer: string
  /** The common name alone, or the whole subject where there is none. */
  readonly name: string
  /** In hexadecimal digits. */
  readonly serialNumber: string
  /** Milliseconds since 1970. */
  readonly notBefore: number
  readonly notAfter: number
  /** Null for a kind that signs nothing here. */
  readonly keyKind: KeyKind | null
  /** Bits of an RSA modulus, else null. */
  readonly keyBits: number | null
  /** Its key usage allows signatures on documents (digitalSignature or nonRepudiation), or it has none. */
  readonly signsDocuments: boolean
  /** SHA-256 of the whole certificate in hexadecimal digits. */
  readonly fingerprint: string
}

/** The facts of a certificate in DER, or null where the bytes are not one. */
export function certificateFacts(der: Uint8Array): CertificateFacts | null {
  try {
    const parsed = Certificate.fromBER(der)
    const key = publicKeyOf(der)
    return {
      subject: nameInWords(parsed.subject),
      issuer: nameInWords(parsed.issuer),
      name: commonName(parsed.subject) ?? nameInWords(parsed.subject),
      serialNumber: Buffer.from(parsed.serialNumber.valueBlock.valueHexView).toString('hex'),
      notBefore: parsed.notBefore.value.getTime(),
      notAfter: parsed.notAfter.value.getTime(),
      keyKind: kindOf(key),
      keyBits: key.asymmetricKeyDetails?.modulusLength ?? null,
      signsDocuments: signsDocuments(parsed),
      fingerprint: createHash('sha256').update(der).digest('hex'),
    }
  } catch {
    // Parsers of two libraries disagree with these bytes in ways of their own; to the office it is no certificate.
    return null
  }
}

/** The public key of a certificate in DER. Throws where the bytes are not one. */
export const publicKeyOf = (der: Uint8Array): KeyObject => new X509Certificate(der).publicKey

/** The kind of a public or private key, or null for one that signs nothing here. */
export function kindOf(key: KeyObject): KeyKind | null {
  if (key.asymmetricKeyType === 'rsa') return 'rsa'
  if (key.asymmetricKeyType === 'ed25519') return 'ed25519'
  const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1'
  return isP256 ? 'p256' : null
}

/**
 * The leaf and then each issuer found among `others`, up to the root. What does not belong to the chain is left
 * out, so that a signature carries no strangers.
 */
export function chainOf(leaf: Uint8Array, others: readonly Uint8Array[]): Uint8Array[] {
  const chain = [leaf]
  const rest = others.map((der) => ({ der, certificate: new X509Certificate(der) }))
  for (let last = new X509Certificate(leaf); ; ) {
    const at = rest.findIndex(
      ({ certificate }) =>
        certificate.fingerprint256 !== last.fingerprint256 && last.checkIssued(certificate),
    )
    const [issuer] = at < 0 ? [] : rest.splice(at, 1)
    if (!issuer) return chain
    chain.push(issuer.der)
    last = issuer.certificate
  }
}

/** Names of the attributes that stand in certificates of offices (RFC 4519, and `UID` as Vietnamese ones use it). */
const attributeNames: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '0.9.2342.19200300.100.1.1': 'UID',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

function nameInWords(name: RelativeDistinguishedNames): string {
  return name.typesAndValues
    .map(({ type, value }) => `${attributeNames[type] ?? type}=${textOf(value)}`)
    .toReversed()
    .join(', ')
}

function commonName(name: RelativeDistinguishedNames): string | null {
  const found = name.typesAndValues.findLast(({ type }) => type === '2.5.4.3')
  return found ? textOf(found.value) : null
}

/** String values of every ASN.1 string type; the type is not told by the library. */
function textOf(value: { readonly valueBlock: object }): string {
  const text = 'value' in value.valueBlock ? value.valueBlock.value : ''
  return typeof text === 'string' ? text : ''
}

function signsDocuments(certificate: Certificate): boolean {
  const usage = certificate.extensions?.find(({ extnID }) => extnID === '2.5.29.15')?.parsedValue
  if (!usage) return true
  // RFC 5280 section 4.2.1.3: bit 0 digitalSignature, bit 1 nonRepudiation; the extension is a BIT STRING.
  const bits: number = usage.valueBlock.valueHexView[0] ?? 0
  return (bits & 0xc0) !== 0
}
