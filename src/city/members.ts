import type { WardMembers } from '../contract/sync/members.ts'
import { deviceKeyFromSpki, rawPublicKey } from '../office/sync/ed25519.ts'
import { makeMembers } from '../office/sync/members.ts'
import { type Desk, serverTime } from './desk.ts'

/** The PCs of a ward that may send, signed by the receipt key: what PCs of the ward know each other by. */
export async function wardMembers(desk: Desk, ward: string): Promise<{ list: string }> {
  const devices = await desk.store.read(async (rows) => {
    const active = (await rows.devices(ward)).filter(({ state }) => state === 'active')
    const found: WardMembers['devices'] = []
    for (const { id, spki } of active) {
      const key = deviceKeyFromSpki(Buffer.from(spki, 'base64url'))
      const stream = (await rows.openStreamOf(id))?.id ?? null
      if (key) found.push({ device: id, key: rawPublicKey(key), stream })
    }
    return found
  })
  const { kid, privateKey } = desk.keys.receipt
  return { list: makeMembers({ v: 1, ward, at: serverTime(desk), devices }, kid, privateKey) }
}
