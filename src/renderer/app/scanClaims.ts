import type { Scan } from '../../contract/desk/scans.ts'

export type ScanKind = Scan['recognised']['kind']
export type ScanHandler = (scan: Scan) => void

/** The signed papers of this and other wards: what a checkpoint or the gate of a market asks for. */
export const signedPapers: readonly ScanKind[] = ['permit', 'market-card', 'organisation']

/** A scan that opened a page belongs to it only if the page comes at once. */
const handedOnMs = 4000
/** How long a page may be loading, and how long it may take to listen once it is shown; then nobody waits for it. */
const loadingMs = 4000
const settlingMs = 1500

/** Who gets the next scan. */
export type ScanClaims = {
  /**
   * Puts a handler on top of the others; the answer takes it away. With `kinds` it gets scans of these kinds only, and
   * all others go where they would have gone without it.
   */
  claim(handler: ScanHandler, kinds: readonly ScanKind[] | null): () => void
  /** Takes the scans that nobody claims; `missed` those of a page that never came. */
  setDefault(handler: ScanHandler, missed: ScanHandler): void
  /** Keeps a scan for the page that is about to open. */
  leaveForNextPage(scan: Scan): void
  /**
   * A page is on its way: until it is shown, scans wait for it and not for the page it leaves. One that was on its way
   * before to another address is not coming any more.
   */
  pageLoading(address: string): void
  /** The page is there: what waited is its own as soon as it listens, and goes the usual way if it does not. */
  pageShown(): void
  deliver(scan: Scan): void
}

type Claim = { readonly handler: ScanHandler; readonly kinds: readonly ScanKind[] | null }
/** A page on its way: the claims there were before it, and what was scanned since. */
type Coming = {
  readonly address: string
  readonly before: readonly Claim[]
  readonly scans: readonly Scan[]
  readonly shown: boolean
}

const wants = ({ kinds }: Claim, { recognised }: Scan) => kinds === null || kinds.includes(recognised.kind)

/**
 * Claims of one window. `now` is in milliseconds of any clock that does not jump; `later` runs something once after so
 * many of them.
 */
export function createScanClaims(
  now: () => number,
  later: (run: () => void, ms: number) => void,
): ScanClaims {
  let claims: readonly Claim[] = []
  let fallback: ScanHandler | null = null
  let missing: ScanHandler | null = null
  let kept: { readonly scan: Scan; readonly until: number } | null = null
  let coming: Coming | null = null

  const deliver = (scan: Scan) => {
    if (coming) {
      coming = { ...coming, scans: [...coming.scans, scan] }
      return settle()
    }
    // The one mounted last comes first. (The oldest Chromium that runs this has findLast, but not toReversed.)
    const taker = claims.findLast((one) => wants(one, scan))?.handler ?? fallback
    taker?.(scan)
  }
  /** Gives the page that was waited for what it wants of what waited. */
  const settle = () => {
    if (!coming?.shown) return
    const { before, scans } = coming
    const taker = (scan: Scan) => claims.findLast((one) => !before.includes(one) && wants(one, scan))
    const rest = scans.filter((scan) => !taker(scan))
    coming = rest.length > 0 ? { ...coming, scans: rest } : null
    for (const scan of scans) taker(scan)?.handler(scan)
  }
  /** Waits no longer for the page that was on its way when this was begun, if it is the same still. */
  const waitUntil = (ms: number) => {
    const before = coming?.before
    later(() => {
      if (!coming || coming.before !== before) return
      const { scans } = coming
      coming = null
      for (const scan of scans) deliver(scan)
    }, ms)
  }
  return {
    claim(handler, kinds) {
      const one = { handler, kinds }
      claims = [...claims, one]
      if (kept && wants(one, kept.scan)) {
        const { scan, until } = kept
        kept = null
        if (now() < until) handler(scan)
      }
      settle()
      return () => {
        claims = claims.filter((other) => other !== one)
      }
    },
    setDefault(handler, missed) {
      fallback = handler
      missing = missed
    },
    leaveForNextPage(scan) {
      kept = { scan, until: now() + handedOnMs }
    },
    pageLoading(address) {
      if (coming?.address === address) return
      const passed = coming?.scans ?? []
      coming = { address, before: [...claims], scans: [], shown: false }
      waitUntil(loadingMs)
      for (const scan of passed) missing?.(scan)
    },
    pageShown() {
      if (!coming) return
      coming = { ...coming, shown: true }
      settle()
      if (coming) waitUntil(settlingMs)
    },
    deliver,
  }
}
