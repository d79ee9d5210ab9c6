import { hkdfSync, type KeyObject } from 'node:crypto'
import { x25519PublicKey } from '../subject-key.ts'

/**
 * The X25519 key that answers to this PC's bundles are sealed to: HKDF-SHA256 of the device key's seed, info
 * `psp1 answer key`. Made anew each time, so that there is nothing to keep and an old answer still opens. Raw bytes.
 */
export function answerKeyOf(deviceKey: KeyObject): Uint8Array {
  const { d } = deviceKey.export({ format: 'jwk' })
  if (d === undefined) throw new Error('the device key is not a private key')
  return new Uint8Array(hkdfSync('sha256', Buffer.from(d, 'base64url'), '', 'psp1 answer key', 32))
}

/** The half of it that the city is told, base64url. */
export function answerRecipientOf(deviceKey: KeyObject): string {
  return Buffer.from(x25519PublicKey(answerKeyOf(deviceKey))).toString('base64url')
}
