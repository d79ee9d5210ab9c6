import { createHmac, timingSafeEqual } from 'node:crypto'

const slotMs = 600_000
const slotsKnown = 4

/** Rolling nonces: HMAC of a ten-minute slot of the server's clock, so that no server has to remember any (section 8). */
export type Nonces = {
  current(): string
  /** Whether a nonce is of this slot or the one before. */
  isFresh(nonce: string): boolean
}

/**
 * Nonces under a secret that every server of a city shares, and of its feed epoch: what was signed before the city came
 * back from a backup counts no more. It may say of lines whose keys the city has just lost that they follow.
 */
export function createNonces(secret: Uint8Array, feedEpoch: string, now: () => number): Nonces {
  const nonces = new Map<number, string>()
  const nonceOf = (slot: number) => {
    const known = nonces.get(slot)
    if (known !== undefined) return known
    const hmac = createHmac('sha256', secret).update(`psp1 nonce ${feedEpoch} ${slot}`)
    const made = hmac.digest('base64url').slice(0, 22)
    if (nonces.size >= slotsKnown) nonces.clear()
    nonces.set(slot, made)
    return made
  }
  const slot = () => Math.floor(now() / slotMs)
  return {
    current: () => nonceOf(slot()),
    isFresh: (nonce) =>
      /^[\w-]{22}$/.test(nonce) && [slot(), slot() - 1].some((at) => isSame(nonce, nonceOf(at))),
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
}
