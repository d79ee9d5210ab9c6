import { ed25519 } from '@noble/curves/ed25519.js'

// Stands in the place of `src/office/token/ed25519.ts` in the page's build: a browser has no Node, and its own
// cryptography answers too late for a judgement that is made at once, where it knows Ed25519 at all.

/** SHA-256 of bytes, 32 bytes (FIPS 180-4 section 6.2). Names keys and papers; a page keeps no secret with it. */
export function sha256(bytes: Uint8Array): Uint8Array {
  const state = [...initial]
  const blocks = padded(bytes)
  for (let at = 0; at < blocks.byteLength; at += 64) addBlock(state, blocks, at)
  const digest = new DataView(new ArrayBuffer(32))
  for (const [at, word] of state.entries()) digest.setUint32(at * 4, word)
  return new Uint8Array(digest.buffer)
}

/** Whether a raw 32-byte public key made this 64-byte Ed25519 signature over the message (RFC 8032, not ZIP 215). */
export function verifyEd25519(message: Uint8Array, signature: Uint8Array, publicKey: Uint8Array): boolean {
  return ed25519.verify(signature, message, publicKey, { zip215: false })
}

/** The first 64 primes, of whose roots the constants are the first 32 bits behind the point. */
const primes = Array.from({ length: 312 }, (_, n) => n).filter(
  (n) => n > 1 && Array.from({ length: n - 2 }, (_, m) => m + 2).every((m) => n % m !== 0),
)
const initial = primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime)))
const constants = primes.map((prime) => fraction(Math.cbrt(prime)))

function fraction(root: number): number {
  return Math.floor((root - Math.floor(root)) * 2 ** 32)
}

/** The message, a one bit, zeros, and its length in bits as 64 bits: whole blocks of 64 bytes. */
function padded(bytes: Uint8Array): DataView {
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  blocks.set(bytes)
  blocks[bytes.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(blocks.length - 8, Math.floor((bytes.length * 8) / 2 ** 32))
  view.setUint32(blocks.length - 4, (bytes.length * 8) % 2 ** 32)
  return view
}

function addBlock(state: number[], blocks: DataView, at: number): void {
  const words = Array.from({ length: 16 }, (_, n) => blocks.getUint32(at + n * 4))
  for (let n = 16; n < 64; n++) {
    const [early = 0, late = 0] = [words[n - 15], words[n - 2]]
    const small = turn(early, 7) ^ turn(early, 18) ^ (early >>> 3)
    const large = turn(late, 17) ^ turn(late, 19) ^ (late >>> 10)
    words.push((small + large + (words[n - 16] ?? 0) + (words[n - 7] ?? 0)) >>> 0)
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
  for (let n = 0; n < 64; n++) {
    const choice = (e & f) ^ (~e & g)
    const majority = (a & b) ^ (a & c) ^ (b & c)
    const first =
      h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + choice + (constants[n] ?? 0) + (words[n] ?? 0)
    const second = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + majority
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + first) >>> 0, c, b, a, (first + second) >>> 0]
  }
  for (const [n, value] of [a, b, c, d, e, f, g, h].entries()) state[n] = ((state[n] ?? 0) + value) >>> 0
}

function turn(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits))
}
