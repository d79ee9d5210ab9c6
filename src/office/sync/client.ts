import { standardTimeouts } from './backoff.ts'
import { firstStatus } from './board.ts'
import { createRunner } from './runner.ts'
import type { Connection, SyncClient, SyncClientOptions, SyncOutcome, SyncPhase, Timeouts } from './types.ts'

/** The PSP/1 client of this PC; see `SyncClient` for what it promises. */
export function createSyncClient(options: SyncClientOptions): SyncClient {
  return options.connection ? connectedClient(options, options.connection) : unconnectedClient(options)
}

function unconnectedClient(options: SyncClientOptions): SyncClient {
  const phase: SyncPhase = { state: 'never-enrolled' }
  const outcome: SyncOutcome = { phase, truth: 'unknown', sent: 0, received: 0 }
  return {
    runOnce: async () => outcome,
    sendNow: async () => outcome,
    start: () => options.onStatus?.(firstStatus(options, phase)),
    stop: async () => undefined,
    status: () => firstStatus(options, phase),
  }
}

function connectedClient(options: SyncClientOptions, connection: Connection): SyncClient {
  const timeouts: Timeouts = { ...standardTimeouts, ...options.timeouts }
  const runner = createRunner(options, connection, timeouts)
  let looping: Promise<void> | null = null
  let halt = new AbortController()
  let wake = new AbortController()
  /** The last run somebody asked for; the loop takes it for its own instead of running once more behind it. */
  let asked: Promise<SyncOutcome> | null = null

  const pauseAfter = ({ phase }: SyncOutcome): number => {
    if (phase.state === 'waiting-retry') return Math.max(0, phase.nextTryAt - options.clock.monotonic())
    if (phase.state === 'stopped') return timeouts.backoffMost
    return runner.status().feed.alarm === null ? 0 : timeouts.pause
  }
  const loop = async () => {
    while (!halt.signal.aborted) {
      wake = new AbortController()
      const taken = asked
      asked = null
      // The wait of the long poll is the pause between two runs.
      const outcome = await (taken ?? runner.run(halt.signal, wake.signal, Math.ceil(timeouts.pause / 1000)))
      await runner.heartbeat(halt.signal).catch(() => undefined) // a journal fault already shows in the phase
      await sleep(pauseAfter(outcome), AbortSignal.any([halt.signal, wake.signal]))
    }
  }
  return {
    status: () => runner.status(),
    runOnce(signal = new AbortController().signal) {
      return runner.run(signal, signal, 0)
    },
    start() {
      if (looping) return
      halt = new AbortController()
      asked = null
      looping = loop()
    },
    sendNow() {
      wake.abort()
      const run = runner.run(halt.signal, halt.signal, 0)
      asked = run
      return run
    },
    async stop() {
      halt.abort()
      await looping
      // A run that somebody asked for at the end is nobody's to wait for but ours: its journal is about to be closed.
      await runner.ended()
      looping = null
      halt = new AbortController()
    },
  }
}

async function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted || ms === 0) return
  await new Promise<void>((resolve) => {
    const wakeUp = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(wakeUp, ms)
    signal.addEventListener('abort', wakeUp, { once: true })
  })
}
