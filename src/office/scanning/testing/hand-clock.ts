import type { ScanClock } from '../scan-stream.ts'

/** A clock turned by hand, so that tests wait for nothing. */
export function handClock(): ScanClock & { advance(milliseconds: number): Promise<void> } {
  let now = 1_000_000
  const calls = new Set<{ at: number; call: () => void }>()
  return {
    now: () => now,
    after(milliseconds, call) {
      const entry = { at: now + milliseconds, call }
      calls.add(entry)
      return () => void calls.delete(entry)
    },
    async advance(milliseconds) {
      const end = now + milliseconds
      for (;;) {
        const [next] = [...calls].filter((entry) => entry.at <= end).toSorted((a, b) => a.at - b.at)
        if (!next) break
        calls.delete(next)
        now = next.at
        next.call()
        // Lets what the call started settle before time goes on.
        for (let i = 0; i < 20; i++) await Promise.resolve()
      }
      now = end
    },
  }
}
