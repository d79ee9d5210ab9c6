import { sha256, verifyEd25519 } from './ed25519.ts'
import { hexOfBytes } from './hex.ts'
import type { Kid } from './types.ts'

/** Order of the Ed25519 base point, big-endian (RFC 8032 section 5.1). */
const groupOrder = 2n ** 252n + 27742317777372353535851937790883648493n

/** The kid of a raw 32-byte public key: the first 4 bytes of its SHA-256, in hex. */
export function kidOf(publicKey: Uint8Array): Kid {
  return hexOfBytes(sha256(publicKey)).slice(0, 8)
}

/**
 * Whether a raw public key signed these bytes; also false for S not below the group order (RFC 8032 5.1.7), and where
 * key or R is a point of small order, with which a signature proves nothing.
 */
export function verifySignature(bytes: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false
  if (!isBelowGroupOrder(signature.subarray(32))) return false
  if (isOfSmallOrder(publicKey) || isOfSmallOrder(signature.subarray(0, 32))) return false
  return verifyEd25519(bytes, signature, publicKey)
}

/** Checked here because not every build of the crypto library in use is known to check it. */
function isBelowGroupOrder(littleEndian: Uint8Array): boolean {
  // A copy reversed in place: the oldest browsers of the checkpoints have no toReversed.
  const hex = hexOfBytes(Uint8Array.from(littleEndian).reverse())
  return BigInt(`0x${hex}`) < groupOrder
}

/**
 * The y of every point of small order in every way of writing it, without the bit of the sign (RFC 8032 section 5.1.3).
 * The libraries of Node and of the page refuse them by themselves; that of every Electron is not known to.
 */
const smallOrder: ReadonlySet<string> = new Set([
  `01${'00'.repeat(31)}`,
  '00'.repeat(32),
  `ec${'ff'.repeat(30)}7f`,
  `ed${'ff'.repeat(30)}7f`,
  `ee${'ff'.repeat(30)}7f`,
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
])

function isOfSmallOrder(point: Uint8Array): boolean {
  const y = Uint8Array.from(point)
  y[31] = (y[31] ?? 0) & 0x7f
  return smallOrder.has(hexOfBytes(y))
}
