import type { Timeouts } from './types.ts'

/** PSP/1 section 13. */
export const standardTimeouts: Timeouts = {
  answer: 60_000,
  slow: 5_000,
  quick: 2_000,
  backoffFirst: 5_000,
  backoffMost: 900_000,
  pause: 10_000,
}

/**
 * How long to wait before try number `attempt` (1 = the first repetition), milliseconds: full jitter under a cap that
 * doubles from `backoffFirst` to `backoffMost`. A server that said `Retry-After` is obeyed, with a little jitter on top.
 */
export function waitBefore(
  attempt: number,
  retryAfterS: number | null,
  random: () => number,
  timeouts: Timeouts,
): number {
  const cap = Math.min(timeouts.backoffMost, timeouts.backoffFirst * 2 ** Math.min(attempt - 1, 20))
  if (retryAfterS === null) return Math.round(random() * cap)
  return Math.round(retryAfterS * 1000 + random() * Math.min(timeouts.backoffFirst, cap))
}

/** How many lines the next push carries: doubled after a quick answer, halved when it was too much (1 … 500). */
export function nextBatchSize(size: number, end: 'quick' | 'slow' | 'too-much'): number {
  if (end === 'quick') return Math.min(500, size * 2)
  return end === 'slow' ? size : Math.max(1, Math.floor(size / 2))
}
/** Lines of the first push. */
export const firstBatchSize = 50
