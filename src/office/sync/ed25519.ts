import { createHash, createPublicKey, type KeyObject } from 'node:crypto'

const ed25519Prefix = Buffer.from('302a300506032b6570032100', 'hex')

/** Keys that were read already: reading one takes longer than verifying with it. Every PC of a large city fits. */
const known = new Map<string, KeyObject>()
const mostKnown = 10_000

/** The verifying key of a raw 32-byte Ed25519 public key in base64url (RFC 8410). Throws when it is none. */
export function publicKeyFromRaw(raw: string): KeyObject {
  const found = known.get(raw)
  if (found) return found
  const bytes = Buffer.from(raw, 'base64url')
  if (bytes.length !== 32) throw new Error('an Ed25519 public key has 32 bytes')
  const der = Buffer.concat([ed25519Prefix, bytes])
  const made = createPublicKey({ key: der, format: 'der', type: 'spki' })
  if (known.size >= mostKnown) known.clear()
  known.set(raw, made)
  return made
}

/** The raw 32 bytes of an Ed25519 key's public half, base64url. */
export function rawPublicKey(key: KeyObject): string {
  return spkiOf(key).subarray(ed25519Prefix.length).toString('base64url')
}

/** DER SubjectPublicKeyInfo of a key's public half. */
export function spkiOf(key: KeyObject): Buffer {
  const open = key.type === 'private' ? createPublicKey(key) : key
  return open.export({ format: 'der', type: 'spki' })
}

/** The `keyid` of a device: base64url of SHA-256 of its SPKI (PSP/1 section 1). */
export function keyIdOf(spki: Uint8Array): string {
  return createHash('sha256').update(spki).digest('base64url')
}

/** Reads a device's SPKI; null when it is not exactly an Ed25519 public key. */
export function deviceKeyFromSpki(spki: Uint8Array): KeyObject | null {
  const bytes = Buffer.from(spki)
  if (bytes.length !== 44 || !bytes.subarray(0, 12).equals(ed25519Prefix)) return null
  return publicKeyFromRaw(bytes.subarray(12).toString('base64url'))
}
