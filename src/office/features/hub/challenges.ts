import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Numbers that a hub gives out, each for one request and for a moment. */
export type Challenges = {
  make(): string
  /** Whether it was made here, a moment ago, and not used yet; from now on it is. */
  use(nonce: string): boolean
}

/** A request follows its number at once; what was caught in the network is worth nothing after this. */
const lifeMs = 30_000
const saltBytes = 8

/** Nothing is kept of a number that was only given out, so that asking for many costs nothing. `now`: monotonic, ms. */
export function createChallenges(now: () => number): Challenges {
  const secret = randomBytes(32)
  const used = new Map<string, number>()
  const macOf = (head: Uint8Array) => createHmac('sha256', secret).update(head).digest().subarray(0, 16)
  return {
    make() {
      const head = Buffer.alloc(8 + saltBytes)
      head.writeBigUInt64BE(BigInt(Math.floor(now())))
      randomBytes(saltBytes).copy(head, 8)
      return Buffer.concat([head, macOf(head)]).toString('base64url')
    },
    use(nonce) {
      const bytes = Buffer.from(nonce, 'base64url')
      const head = bytes.subarray(0, 8 + saltBytes)
      const mac = bytes.subarray(8 + saltBytes)
      if (bytes.toString('base64url') !== nonce || mac.length !== 16) return false
      if (!timingSafeEqual(mac, macOf(head))) return false
      const at = Number(head.readBigUInt64BE())
      for (const [old, since] of used) if (now() - since > lifeMs) used.delete(old)
      if (now() - at > lifeMs || used.has(nonce)) return false
      used.set(nonce, at)
      return true
    },
  }
}
