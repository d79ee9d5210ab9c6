import type { Scan } from '../../contract/desk/scans.ts'

export type ScanKind = Scan['recognised']['kind']
export type ScanHandler = (scan: Scan) => void

/** The signed papers of this and other wards: what a checkpoint or the gate of a market asks for. */
export const signedPapers: readonly ScanKind[] = ['permit', 'market-card', 'organisation']

/** A scan that opened a page belongs to it only if the page comes at once. */
const handedOnMs = 4000

/** Who gets the next scan. */
export type ScanClaims = {
  /**
   * Puts a handler on top of the others; the answer takes it away. With `kinds` it gets scans of these kinds only, and
   * all others go where they would have gone without it.
   */
  claim(handler: ScanHandler, kinds: readonly ScanKind[] | null): () => void
  /** Takes the scans that nobody claims. */
  setDefault(handler: ScanHandler): void
  /** Keeps a scan for the page that is about to open. */
  leaveForNextPage(scan: Scan): void
  deliver(scan: Scan): void
}

/** Claims of one window. `now` is in milliseconds of any clock that does not jump. */
export function createScanClaims(now: () => number): ScanClaims {
  let claims: readonly { readonly handler: ScanHandler; readonly kinds: readonly ScanKind[] | null }[] = []
  let fallback: ScanHandler | null = null
  let kept: { readonly scan: Scan; readonly until: number } | null = null
  const wants = (kinds: readonly ScanKind[] | null, { recognised }: Scan) =>
    kinds === null || kinds.includes(recognised.kind)
  return {
    claim(handler, kinds) {
      const one = { handler, kinds }
      claims = [...claims, one]
      if (kept && wants(kinds, kept.scan)) {
        const { scan, until } = kept
        kept = null
        if (now() < until) handler(scan)
      }
      return () => {
        claims = claims.filter((other) => other !== one)
      }
    },
    setDefault(handler) {
      fallback = handler
    },
    leaveForNextPage(scan) {
      kept = { scan, until: now() + handedOnMs }
    },
    deliver(scan) {
      // The one mounted last comes first. (The oldest Chromium that runs this has findLast, but not toReversed.)
      const taker = claims.findLast(({ kinds }) => wants(kinds, scan))?.handler ?? fallback
      taker?.(scan)
    },
  }
}
