import { createPrivateKey, generateKeyPairSync, type KeyObject, sign, webcrypto } from 'node:crypto'
import { readSecret, writeSecret } from '../../facts.ts'
import type { Desk } from '../../desk.ts'
import type { PdfSigner } from '../../signing/pdf/pdf-signer.ts'

const keyName = 'training-seal-key'
const certificateName = 'training-seal-certificate'

/**
 * The signer of a training office: a key with a certificate of its own making, which says that it is worth nothing. Made
 * when it is first asked for.
 */
export async function trainingSigner(desk: Desk): Promise<PdfSigner> {
  const { key, certificate } = kept(desk) ?? (await make(desk))
  return {
    certificates: [certificate],
    algorithm: 'p256',
    sign: async (bytes) => ({
      outcome: 'signed',
      signature: sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }),
    }),
  }
}

type Made = { readonly key: KeyObject; readonly certificate: Uint8Array }

function kept(desk: Desk): Made | null {
  const [pkcs8, certificate] = [readSecret(desk.store, keyName), readSecret(desk.store, certificateName)]
  if (!pkcs8 || !certificate) return null
  return {
    key: createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' }),
    certificate: new Uint8Array(certificate),
  }
}

async function make(desk: Desk): Promise<Made> {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const pkcs8 = pair.privateKey.export({ format: 'der', type: 'pkcs8' })
  const certificate = await selfSigned(pair, desk.ports.clock.now())
  desk.store.transact((tx) => {
    writeSecret(tx, keyName, pkcs8)
    writeSecret(tx, certificateName, certificate)
  })
  return { key: pair.privateKey, certificate }
}

const tenYearsMs = 3_652 * 86_400_000

async function selfSigned(
  pair: { readonly publicKey: KeyObject; readonly privateKey: KeyObject },
  now: number,
): Promise<Uint8Array> {
  const [pkijs, asn1js] = await Promise.all([import('pkijs'), import('asn1js')])
  const certificate = new pkijs.Certificate()
  certificate.version = 2
  certificate.serialNumber = new asn1js.Integer({ value: 1 })
  for (const name of [certificate.subject, certificate.issuer])
    name.typesAndValues.push(
      new pkijs.AttributeTypeAndValue({
        type: '2.5.4.3',
        value: new asn1js.Utf8String({ value: 'TẬP HUẤN – KHÔNG CÓ GIÁ TRỊ' }),
      }),
    )
  certificate.notBefore.value = new Date(now - 86_400_000)
  certificate.notAfter.value = new Date(now + tenYearsMs)
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const
  const { subtle } = webcrypto
  const [privateKey, publicKey] = await Promise.all([
    subtle.importKey('pkcs8', pair.privateKey.export({ format: 'der', type: 'pkcs8' }), algorithm, false, [
      'sign',
    ]),
    subtle.importKey('spki', pair.publicKey.export({ format: 'der', type: 'spki' }), algorithm, true, [
      'verify',
    ]),
  ])
  // A crypto engine of its own: the library's global one is nobody's to set.
  const engine = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto })
  await certificate.subjectPublicKeyInfo.importKey(publicKey, engine)
  await certificate.sign(privateKey, 'SHA-256', engine)
  return new Uint8Array(certificate.toSchema(true).toBER(false))
}
