/** How many requests one PC may make: a burst, refilled by so many a second. */
export type RequestRate = { readonly perSecond: number; readonly burst: number }

/** Far above what a PC needs (one push every 10 s), far below what one broken PC could do to the others. */
export const standardRequestRate: RequestRate = { perSecond: 50, burst: 2_000 }

/** Takes a token of a PC's bucket: null when there was one, else the whole seconds until there is. */
export type TakeToken = (device: string) => number | null

/** A bucket for every PC; full ones are forgotten. `now`: milliseconds of a clock that never jumps. */
export function createTokenBuckets({ perSecond, burst }: RequestRate, now: () => number): TakeToken {
  const buckets = new Map<string, { tokens: number; at: number }>()
  const fillMs = (burst / perSecond) * 1000
  let sweptAt = now()
  const sweep = (at: number) => {
    for (const [device, bucket] of buckets) if (at - bucket.at > fillMs) buckets.delete(device)
    sweptAt = at
  }
  return (device) => {
    const at = now()
    if (at - sweptAt > fillMs) sweep(at)
    const before = buckets.get(device) ?? { tokens: burst, at }
    const tokens = Math.min(burst, before.tokens + ((at - before.at) / 1000) * perSecond)
    const isThere = tokens >= 1
    buckets.set(device, { tokens: isThere ? tokens - 1 : tokens, at })
    return isThere ? null : Math.max(1, Math.ceil((1 - tokens) / perSecond))
  }
}
