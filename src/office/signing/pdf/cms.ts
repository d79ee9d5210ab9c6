import { createHash } from 'node:crypto'
import { Certificate } from 'pkijs'
import { ellipticSignature, objectIdentifier, octets, sequence, setOf, tagged } from '../der.ts'
import type { PdfSigner } from './pdf-signer.ts'

const sha256 = sequence(objectIdentifier('2.16.840.1.101.3.4.2.1'))
const version1 = Buffer.from([0x02, 0x01, 0x01])
const data = objectIdentifier('1.2.840.113549.1.7.1')
const signedData = objectIdentifier('1.2.840.113549.1.7.2')
const contentType = objectIdentifier('1.2.840.113549.1.9.3')
const messageDigest = objectIdentifier('1.2.840.113549.1.9.4')
const signingCertificateV2 = objectIdentifier('1.2.840.113549.1.9.16.2.47')

/** RFC 3370 section 3.2 and RFC 5754: rsaEncryption carries NULL, ecdsa-with-SHA256 nothing. */
const algorithms = {
  rsa: sequence(objectIdentifier('1.2.840.113549.1.1.1'), Buffer.from([0x05, 0x00])),
  p256: sequence(objectIdentifier('1.2.840.10045.4.3.2')),
}

const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()

/**
 * What the key signs for `content`: the signed attributes (RFC 5652 section 5.4) of a PAdES baseline signature
 * (ETSI EN 319 142-1 section 6.3): content type, message digest, ESS signing-certificate-v2 (RFC 5035, SHA-256 by
 * default). No signing time: there it is forbidden, the signature dictionary says it.
 */
export function signedAttributes(content: Uint8Array, certificate: Uint8Array): Buffer {
  const thisCertificate = sequence(octets(digestOf(certificate)))
  return setOf(
    sequence(contentType, setOf(data)),
    sequence(messageDigest, setOf(octets(digestOf(content)))),
    sequence(signingCertificateV2, setOf(sequence(sequence(thisCertificate)))),
  )
}

/**
 * The CMS SignedData (RFC 5652 section 5) without its content, in DER. Written byte by byte and not by a library's
 * objects, because the certificates must stand in it exactly as they were issued.
 */
export function detachedCms(
  attributes: Uint8Array,
  signature: Uint8Array,
  { certificates, algorithm }: Pick<PdfSigner, 'certificates' | 'algorithm'>,
): Buffer {
  const [own] = certificates
  if (!own) throw new RangeError('a signer has a certificate')
  const { issuer, serialNumber } = Certificate.fromBER(own)
  const signerInfo = sequence(
    version1,
    sequence(new Uint8Array(issuer.valueBeforeDecode), new Uint8Array(serialNumber.toBER())),
    sha256,
    // [0] IMPLICIT: the same SET under another tag.
    Buffer.concat([Buffer.from([0xa0]), attributes.subarray(1)]),
    algorithms[algorithm],
    octets(algorithm === 'p256' ? ellipticSignature(signature) : signature),
  )
  const body = sequence(
    version1,
    setOf(sha256),
    sequence(data),
    tagged(0xa0, ...certificates.toSorted(Buffer.compare)),
    setOf(signerInfo),
  )
  return sequence(signedData, tagged(0xa0, body))
}
