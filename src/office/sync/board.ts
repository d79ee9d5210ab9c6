import { isDeepStrictEqual } from 'node:util'
import { waitBefore } from './backoff.ts'
import { compareHeads, type Halt } from './run.ts'
import type { SyncClientOptions, SyncPhase, SyncStatus, Timeouts, Truth } from './types.ts'

/** Smaller differences of the clocks are the line's delay, not news. */
const noticeableMs = 500

/** The status of the sync as the page shows it; what changes is told to the office, once. */
export type Board = {
  status(): SyncStatus
  tell(change: Partial<SyncStatus>): void
  /** Measures how far the PC's clock is from the server's. */
  hearTime(serverTime: string): void
  /** Notes how a part of a run ended: null = well. Counts failures in a row for the back-off. */
  settle(halt: Halt | null): void
}

/** The status before the first contact. */
export function firstStatus({ journal }: SyncClientOptions, phase: SyncPhase): SyncStatus {
  return {
    phase,
    truth: 'unknown',
    server: null,
    headSeq: journal.head().seq,
    ackedSeq: journal.ackedSeq(),
    slow: false,
    offsetMs: null,
    heard: null,
    detail: null,
    feed: { ...journal.feedCursor(), alarm: null },
  }
}

/** A board that begins idle. */
export function createBoard(options: SyncClientOptions, timeouts: Timeouts): Board {
  const { journal, clock, random } = options
  let status = firstStatus(options, { state: 'idle' })
  let attempt = 0
  const tell = (change: Partial<SyncStatus>) => {
    const next = { ...status, ...change }
    const isNews = !isDeepStrictEqual(next, status)
    status = next
    if (isNews) options.onStatus?.(status)
  }
  const phaseAfter = (halt: Halt | null): SyncPhase => {
    if (!halt) return { state: 'idle' }
    if (halt.end === 'stop') return { state: 'stopped', reason: halt.reason }
    const wait = waitBefore(attempt, halt.retryAfterS, random, timeouts)
    return { state: 'waiting-retry', reason: halt.reason, attempt, nextTryAt: clock.monotonic() + wait }
  }
  return {
    status: () => status,
    tell,
    hearTime(serverTime) {
      const wall = Date.parse(serverTime)
      const offsetMs = wall - Math.round(clock.now())
      const isNews = status.offsetMs === null || Math.abs(status.offsetMs - offsetMs) >= noticeableMs
      status = { ...status, heard: { wall, mono: clock.monotonic() } }
      if (isNews) tell({ offsetMs })
    },
    settle(halt) {
      attempt = halt?.end === 'retry' ? attempt + 1 : 0
      const truth = truthAfter(options, status, halt)
      const phase = phaseAfter(halt)
      const detail = halt?.detail ?? null
      tell({ headSeq: journal.head().seq, ackedSeq: journal.ackedSeq(), truth, phase, detail })
    },
  }
}

function truthAfter({ journal }: SyncClientOptions, { server }: SyncStatus, halt: Halt | null): Truth {
  const isCertain = halt?.end === 'stop' && (halt.reason === 'forked' || halt.reason === 'server-ahead')
  if (isCertain) return 'differs'
  return halt || !server ? 'unknown' : compareHeads(journal, server)
}
