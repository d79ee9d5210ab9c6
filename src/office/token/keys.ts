import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  randomBytes,
  sign,
  verify,
} from 'node:crypto'
import type { Kid, SigningKey } from './types.ts'

/** DER before the 32 raw bytes of an Ed25519 private (PKCS#8) and public (SPKI) key, RFC 8410. */
const privatePrefix = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Order of the Ed25519 base point, big-endian (RFC 8032 section 5.1). */
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n

const publicKeys = new WeakMap<Uint8Array, KeyObject>()

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
  const publicKey = Uint8Array.from(spki.subarray(publicPrefix.length))
  return { kid: kidOf(publicKey), publicKey, privateKey }
}

/** The kid of a raw 32-byte public key: the first 4 bytes of its SHA-256, in hex. */
export function kidOf(publicKey: Uint8Array): Kid {
  return createHash('sha256').update(publicKey).digest('hex').slice(0, 8)
}

/** Ed25519 signature of 64 bytes. */
export function signBytes(bytes: Uint8Array, key: SigningKey): Uint8Array {
  return Uint8Array.from(sign(null, bytes, key.privateKey))
}

/** Whether a raw public key signed these bytes; also false for S not below the group order (RFC 8032 5.1.7). */
export function verifySignature(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32 || !isBelowGroupOrder(signature.subarray(32))) {
    return false
  }
  return verify(null, bytes, publicKeyObject(publicKey), signature)
}

/** Checked here because not every build of the crypto library in use is known to check it. */
function isBelowGroupOrder(littleEndian: Uint8Array): boolean {
  const hex = Buffer.from(littleEndian.toReversed()).toString('hex')
  return BigInt(`0x${hex}`) < groupOrder
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const known = publicKeys.get(publicKey)
  if (known) return known
  const der = Buffer.concat([publicPrefix, publicKey])
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' })
  publicKeys.set(publicKey, made)
  return made
}
