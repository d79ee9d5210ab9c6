import crypto, { createPublicKey, hash, KeyObject, randomBytes, timingSafeEqual } from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
import { CipherSuite, DhkemX25519HkdfSha256 } from '@hpke/core'
import { x25519PublicKey } from '../../src/office/sync/subject-key.ts'

/*
 * Ideal cryptography, as proofs of protocols speak of it: a signature is a keyed hash over the public key and the
 * message, under a secret of this process that nobody in a story knows, so only who calls `sign` with the private key
 * makes one and any changed bit is found. A seal is the same over recipient, purpose, additional data and content. What
 * is no such signature is judged by the real function. So stories of which one second would be arithmetic on curves
 * test everything else; every so many stories are played with the real functions, see `psp-story.ts`.
 */

const secret = randomBytes(32)
const real = { sign: crypto.sign, verify: crypto.verify }
const realSuite = { seal: CipherSuite.prototype.seal, open: CipherSuite.prototype.open }
const realKem = {
  deserializePublicKey: DhkemX25519HkdfSha256.prototype.deserializePublicKey,
  deserializePrivateKey: DhkemX25519HkdfSha256.prototype.deserializePrivateKey,
}

const halves = new WeakMap<KeyObject, Buffer>()
/** The public half of an Ed25519 key. */
function publicHalf(key: KeyObject): Buffer {
  const known = halves.get(key)
  if (known) return known
  const open = key.type === 'private' ? createPublicKey(key) : key
  const made = open.export({ format: 'der', type: 'spki' })
  halves.set(key, made)
  return made
}

function mark(parts: readonly Uint8Array[]): Buffer {
  return hash('sha512', Buffer.concat([secret, ...parts]), 'buffer')
}

const isEd25519 = (key: unknown) => key instanceof KeyObject && key.asymmetricKeyType === 'ed25519'

const idealSign = ((algorithm: null, data: Uint8Array, key: KeyObject) =>
  isEd25519(key) ? mark([publicHalf(key), data]) : real.sign(algorithm, data, key)) as typeof crypto.sign // of its forms the one the protocol uses

const idealVerify = ((algorithm: null, data: Uint8Array, key: KeyObject, signature: Uint8Array) => {
  if (isEd25519(key) && signature.length === 64 && timingSafeEqual(mark([publicHalf(key), data]), signature))
    return true
  return real.verify(algorithm, data, key, signature)
}) as typeof crypto.verify // of its forms the one the protocol uses

/** Stands where the library has a key: its raw public half. */
type Recipient = { readonly half: Uint8Array }
const sealBytes = 16
const purposeOf = (info: unknown) => (info instanceof Uint8Array ? info : new Uint8Array())

const idealSuite = {
  async seal(
    { recipientPublicKey, info }: { recipientPublicKey: unknown; info?: unknown },
    content: Uint8Array,
    aad: Uint8Array,
  ) {
    const { half } = recipientPublicKey as Recipient // made below
    const enc = randomBytes(32)
    const seal = mark([half, enc, purposeOf(info), aad, content]).subarray(0, sealBytes)
    return { enc, ct: Buffer.concat([content, seal]) }
  },
  async open(
    { recipientKey, enc, info }: { recipientKey: unknown; enc: Uint8Array; info?: unknown },
    sealed: Uint8Array,
    aad: Uint8Array,
  ) {
    const { half } = recipientKey as Recipient // made below
    const [content, seal] = [sealed.subarray(0, -sealBytes), sealed.subarray(-sealBytes)]
    const wanted = mark([half, enc, purposeOf(info), aad, content]).subarray(0, sealBytes)
    if (!wanted.equals(seal)) throw new Error('it does not open')
    return content
  },
}
const publicHalves = new Map<string, Uint8Array>()
const idealKem = {
  deserializePublicKey: async (raw: Uint8Array): Promise<Recipient> => ({ half: raw }),
  async deserializePrivateKey(raw: Uint8Array): Promise<Recipient> {
    const name = Buffer.from(raw).toString('hex')
    const half = publicHalves.get(name) ?? x25519PublicKey(raw)
    publicHalves.set(name, half)
    return { half }
  },
}

/** From now on signatures and seals of this process are ideal ones, or the real ones again. */
export function useIdealCryptography(isIdeal: boolean): void {
  Object.assign(crypto, isIdeal ? { sign: idealSign, verify: idealVerify } : real)
  syncBuiltinESMExports()
  Object.assign(CipherSuite.prototype, isIdeal ? idealSuite : realSuite)
  Object.assign(DhkemX25519HkdfSha256.prototype, isIdeal ? idealKem : realKem)
}
