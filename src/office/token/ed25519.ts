import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto'

// The only file on the way of a verification that needs Node. A page that judges tokens brings its own two functions
// of the same names and promises (`src/checkpoint/ed25519.ts`); its build puts them in the place of this file.

/** DER before the 32 raw bytes of an Ed25519 public key (SPKI, RFC 8410). */
const publicPrefix = Buffer.from('302a300506032b6570032100', 'hex')

const publicKeys = new WeakMap<Uint8Array, KeyObject>()

/** SHA-256 of bytes, 32 bytes (FIPS 180-4). */
export function sha256(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(createHash('sha256').update(bytes).digest())
}

/** Whether a raw 32-byte public key made this 64-byte Ed25519 signature over the message (RFC 8032). */
export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return verify(null, message, publicKeyObject(publicKey), signature)
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  const known = publicKeys.get(publicKey)
  if (known) return known
  const der = Buffer.concat([publicPrefix, publicKey])
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' })
  publicKeys.set(publicKey, made)
  return made
}
