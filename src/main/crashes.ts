const windowMs = 60_000
const limit = 3

/** What to do after a crash: start again after `afterMs`, or leave it to a person. */
export type Verdict = { readonly restart: true; readonly afterMs: number } | { readonly restart: false }

/** Counts crashes: the first two within a minute are answered by ever later restarts, the third ends that. */
export function crashCounter(): { crashed(now: number): Verdict; forget(): void } {
  let crashes: number[] = []
  return {
    crashed(now) {
      crashes = [...crashes.filter((at) => now - at < windowMs), now]
      return crashes.length >= limit
        ? { restart: false }
        : { restart: true, afterMs: 250 * 4 ** (crashes.length - 1) }
    },
    forget: () => {
      crashes = []
    },
  }
}
