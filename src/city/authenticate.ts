import { deviceKeyFromSpki } from '../office/sync/ed25519.ts'
import { isDigestOf, verifyHead } from '../office/sync/signature.ts'
import { longestSmallBody } from './body.ts'
import type { Asker, Desk } from './desk.ts'
import { RequestRefused } from './refusal.ts'
import type { DeviceRow } from './store/rows.ts'

/**
 * Who sent a request, by its signature (PSP/1 section 8). Refuses what is unsigned, badly signed, by an unknown,
 * suspended or revoked device, or under an old nonce; `too-many-requests` when this device has asked too often. A PC's
 * clock plays no part. The signature covers the body's digest, so that nobody unknown is read at all; of a known PC at most
 * `longest` bytes.
 */
export async function authenticate(desk: Desk, request: Request, longest = longestSmallBody): Promise<Asker> {
  const found: DeviceRow[] = []
  const verified = await verifyHead(request, async (keyId) => {
    const device = await desk.store.read((rows) => rows.device(keyId))
    if (device) found.push(device)
    return device && deviceKeyFromSpki(Buffer.from(device.spki, 'base64url'))
  })
  if (verified === 'unknown-key') throw new RequestRefused('device-unknown')
  if (typeof verified === 'string') throw new RequestRefused('bad-signature')
  const [asking] = found
  if (!asking) throw new RequestRefused('device-unknown')
  if (asking.state === 'revoked') throw new RequestRefused('device-revoked')
  if (asking.state === 'suspended') throw new RequestRefused('device-suspended')
  if (!desk.nonces.isFresh(verified.nonce)) throw new RequestRefused('use-nonce')
  const waitS = desk.takeToken(asking.id)
  if (waitS !== null) throw new RequestRefused('too-many-requests', { retryAfterS: waitS })
  const body = await desk.bodies.read(request, longest, asking.id)
  if (!isDigestOf(request, body)) throw new RequestRefused('bad-digest')
  return { device: asking, body }
}

/** Refuses a device of another ward. */
export function mustBelongTo(device: DeviceRow, ward: string): void {
  if (device.ward !== ward) throw new RequestRefused('ward-mismatch')
}
