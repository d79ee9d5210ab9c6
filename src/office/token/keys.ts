import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'
import { kidOf, verifySignature } from './signature.ts'
import type { SigningKey } from './types.ts'

export { kidOf, verifySignature }

/** DER before the 32 raw bytes of an Ed25519 private key (PKCS#8), and the length of what stands before a public one. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefixLength = 12

/** 32 random bytes from which a key is made; who holds them holds the key. */
export function makeSeed(): Uint8Array {
  return Uint8Array.from(randomBytes(32))
}

/** The Ed25519 key of a 32-byte seed (RFC 8032). Throws RangeError for another length. */
export function keyFromSeed(seed: Uint8Array): SigningKey {
  if (seed.length !== 32) throw new RangeError('an Ed25519 seed has 32 bytes')
  const der = Buffer.concat([privatePrefix, seed])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' })
  const publicKey = Uint8Array.from(spki.subarray(publicPrefixLength))
  return {
    kid: kidOf(publicKey),
    publicKey,
    privateKey,
    sign: (bytes) => Uint8Array.from(sign(null, bytes, privateKey)),
  }
}

/** Ed25519 signature of 64 bytes. */
export function signBytes(bytes: Uint8Array, key: SigningKey): Uint8Array {
  return key.sign(bytes)
}
