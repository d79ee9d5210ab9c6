import type { ListRow } from '../store/rows.ts'

/** Signs lists soon after something has changed, but not more often than the pause allows. */
export type Publisher = {
  /** Something may have changed; harmless when nothing has. */
  poke(): void
  /** Signs what is still due and stops. */
  close(): Promise<void>
}

/** Least time between two signings, in milliseconds: a wave of reprints makes one list, not hundreds. */
const standardPauseMs = 5_000
/** Least time between two looks that find nothing: pushes poke hundreds of times a second. */
const lookMs = 250

/**
 * A publisher around `publish`, which signs what is due and resolves to the names of the lists. The first change is
 * published at once, or a quarter of a second after a look that found none; what follows within the pause waits for its
 * end. `failed` hears what `publish` throws; it is tried again with the next poke, at the latest by the housekeeping.
 */
export function createPublisher(
  publish: () => Promise<ListRow['name'][]>,
  failed: (error: unknown) => void,
  pauseMs = standardPauseMs,
): Publisher {
  let timer: NodeJS.Timeout | null = null
  let nextAt = -Infinity
  let running: Promise<void> = Promise.resolve()
  const sign = async () => {
    try {
      const hasSigned = (await publish()).length > 0
      nextAt = performance.now() + (hasSigned ? pauseMs : Math.min(lookMs, pauseMs))
    } catch (error) {
      failed(error)
    }
  }
  // One after the other; a poke while one waits for its turn changes nothing.
  const run = () => {
    running = running.then(() => {
      timer = null
      return sign()
    })
  }
  return {
    poke() {
      timer ??= setTimeout(run, Math.max(0, nextAt - performance.now())).unref()
    },
    async close() {
      if (timer) clearTimeout(timer)
      await running
      run()
      await running
    },
  }
}
