import type { HubUseProblem } from '../../../contract/desk/hub.ts'
import type { Desk } from '../../desk.ts'
import { createRounds } from '../../rounds.ts'
import { waitBefore } from '../../sync/backoff.ts'
import type { SyncPhase } from '../../sync/types.ts'
import type { HubLine } from './ask-hub.ts'
import { exchange, type Exchanged } from './exchange.ts'
import { forgetGiven, readGiven } from './given.ts'
import { cityOf, hubUse, keptCode, usedCodeName } from './setting.ts'

/** Carries what this PC has for the city to its hub, and the city's answers home, by itself. */
export type Courier = {
  /** What goes on with the city itself: it decides whether the hub is needed. */
  heard(phase: SyncPhase): void
  /** Events were committed, or the setting changed. */
  wake(ms?: number): void
  /** Exchanges at once, whatever the back-off says. */
  run(): Promise<void>
  status(): {
    readonly inUse: boolean
    readonly problem: HubUseProblem | null
    readonly last: Exchanged | null
    /** Of the office's clock. */
    readonly lastContactAt: number | null
  }
  start(): void
  stop(): Promise<void>
}

/** Acts are gathered this long. */
const gatherMs = 1_000
/** How often the hub is asked what has come: it is in the same house; oftener while it is about to have an answer. */
const lookEveryMs = 15_000
const answerSoonMs = 3_000
const pauses = { answer: 0, slow: 0, quick: 0, pause: 0, backoffFirst: 15_000, backoffMost: 300_000 }

/** `desk` is asked lazily: the courier is part of it. */
export function createCourier(desk: () => Desk): Courier {
  let isCityAway = false
  let problem: HubUseProblem | null = null
  let failures = 0
  let last: Exchanged | null = null
  let lastContactAt: number | null = null

  const isInUse = () => {
    const way = hubUse(desk().store)?.way
    return way === 'always' || (way === 'when-needed' && isCityAway)
  }
  const settle = (found: HubUseProblem | null) => {
    failures = found === null ? 0 : failures + 1
    problem = found
    if (found === null) lastContactAt = desk().ports.clock.now()
    desk().notify('hub', 'sync')
  }
  const go = async (halt: AbortSignal, now: boolean) => {
    const line = lineOf(desk(), halt)
    if (halt.aborted || !line) return
    // Once the city answers by itself, its receipts do.
    if (!isInUse()) forgetGiven(desk())
    if (!isInUse() && !now) return
    const came = await exchange(desk(), line, { before: last, now, carries: isInUse() })
    if (halt.aborted) return
    if (typeof came !== 'string') last = came
    settle(typeof came === 'string' ? came : came.problem)
  }
  /** When to look again; null where the hub is not used. */
  const pause = (): number | null => {
    if (!isInUse()) return null
    if (failures > 0) return waitBefore(failures, null, Math.random, pauses)
    const isNear = last?.box.cityProblem === null && readGiven(desk()).length > 0
    return isNear ? answerSoonMs : lookEveryMs
  }
  const rounds = createRounds({
    async round(halt) {
      await go(halt, false)
      return halt.aborted ? null : pause()
    },
    afterFault(error) {
      const reason = error instanceof Error ? error.name : '-'
      desk().ports.log({ level: 'error', what: 'hub-not-asked', reason })
      return lookEveryMs
    },
  })
  return {
    heard({ state }) {
      const was = isCityAway
      if (state === 'waiting-retry') isCityAway = true
      if (state === 'idle' || state === 'stopped') isCityAway = false
      if (was !== isCityAway) rounds.lookIn(0)
    },
    wake: (ms = gatherMs) => {
      // While the hub does not answer the back-off decides.
      if (failures === 0 && isInUse()) rounds.lookIn(ms)
    },
    run: () => rounds.inTurn((halt) => go(halt, true)),
    status: () => ({ inUse: isInUse(), problem, last, lastContactAt }),
    start() {
      isCityAway = false
      problem = null
      failures = 0
      last = null
      rounds.start()
      rounds.lookIn(0)
    },
    stop: () => rounds.stop(),
  }
}

/** The hub this PC uses; null where there is none. */
function lineOf({ store, facts }: Desk, halt: AbortSignal): HubLine | null {
  const use = hubUse(store)
  const code = keptCode(store, usedCodeName)
  const device = cityOf(store)?.device
  if (!use || code === null || device === undefined) return null
  const { host, port, key } = use
  return { host, port, key, code, device, letters: facts().letters, halt }
}
