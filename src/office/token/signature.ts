import { sha256, verifyEd25519 } from './ed25519.ts'
import { hexOfBytes } from './hex.ts'
import type { Kid } from './types.ts'

/** Order of the Ed25519 base point, big-endian (RFC 8032 section 5.1). */
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n

/** The kid of a raw 32-byte public key: the first 4 bytes of its SHA-256, in hex. */
export function kidOf(publicKey: Uint8Array): Kid {
  return hexOfBytes(sha256(publicKey)).slice(0, 8)
}

/** Whether a raw public key signed these bytes; also false for S not below the group order (RFC 8032 5.1.7). */
export function verifySignature(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32 || !isBelowGroupOrder(signature.subarray(32))) {
    return false
  }
  return verifyEd25519(bytes, signature, publicKey)
}

/** Checked here because not every build of the crypto library in use is known to check it. */
function isBelowGroupOrder(littleEndian: Uint8Array): boolean {
  // A copy reversed in place: the oldest browsers of the checkpoints have no toReversed.
  const hex = hexOfBytes(Uint8Array.from(littleEndian).reverse())
  return BigInt(`0x${hex}`) < groupOrder
}
