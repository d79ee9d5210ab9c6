import { syncBase } from '../../../contract/sync/base.ts'
import { bundleTakenSchema } from '../../../contract/sync/bundle.ts'
import type { hubCityProblems } from '../../../contract/sync/hub.ts'
import { problemSchema } from '../../../contract/sync/problem.ts'
import type { Clock, LogLine } from '../../ports.ts'
import { createRounds } from '../../rounds.ts'
import { standardTimeouts, waitBefore } from '../../sync/backoff.ts'
import type { Box, Refused } from './box.ts'

export type CityProblem = (typeof hubCityProblems)[number]

/** Brings what lies in the box to the city, by itself and until nothing is left. */
export type Forwarder = {
  /** Something came: look now, unless the back-off says later. */
  wake(): void
  /** Tries at once, whatever the back-off says; resolves when it has been tried. */
  run(): Promise<void>
  status(): {
    /** How the last try ended; null: well, or none yet. */
    readonly cityProblem: CityProblem | null
    /** Of the monotonic clock. */
    readonly nextTryAt: number | null
    readonly lastForwardedAt: number | null
  }
  start(): void
  stop(): Promise<void>
}

type Parts = {
  readonly box: Box
  readonly cityAddress: () => string | null
  readonly clock: Clock
  readonly log: (line: LogLine) => void
  readonly onChange: () => void
}

/** What became of one bundle. */
export type Outcome =
  | { readonly came: 'taken'; readonly answers: readonly Uint8Array[] }
  | { readonly came: 'refused'; readonly why: Refused }
  | { readonly came: 'not'; readonly problem: CityProblem; readonly retryAfterS: number | null }

/** An answer of the city takes so long at most, beside what the way there takes at 4 KiB a second. */
const answerMs = 60_000
const slowestBytesPerMs = 4.096
/** Looks at least this often. */
const lookEveryMs = 60_000

/**
 * Of each PC the oldest bundle goes first; one that the city refuses is put aside for its PC and stops no other. When
 * the city does not answer, everything waits (PSP/1 section 13).
 */
export function createForwarder({ box, cityAddress, clock, log, onChange }: Parts): Forwarder {
  let problem: CityProblem | null = null
  let failures = 0
  let nextTryAt: number | null = null
  let lastForwardedAt: number | null = null

  const settle = (found: CityProblem | null, retryAfterS: number | null) => {
    failures = found === null ? 0 : failures + 1
    const wait = waitBefore(failures, retryAfterS, Math.random, standardTimeouts)
    nextTryAt = found === null ? null : clock.monotonic() + wait
    problem = found
    onChange()
  }
  /** Answers whether to go on. */
  const heard = (outcome: Outcome, halt: AbortSignal): boolean => {
    if (halt.aborted) return false
    if (outcome.came === 'not') {
      settle(outcome.problem, outcome.retryAfterS)
      return false
    }
    if (outcome.came === 'refused') log({ level: 'warn', what: 'bundle-refused', code: outcome.why.code })
    lastForwardedAt = clock.now()
    settle(null, null)
    return true
  }
  const forward = async (halt: AbortSignal, now: boolean) => {
    const address = cityAddress()
    if (halt.aborted || address === null) return
    if (!now && nextTryAt !== null && clock.monotonic() < nextTryAt) return
    await bringAll(
      box,
      (bytes, isNewest) => postBundle(address, bytes, isNewest, halt),
      (outcome) => heard(outcome, halt),
    )
  }
  const pause = () => (nextTryAt === null ? lookEveryMs : Math.max(100, nextTryAt - clock.monotonic()))
  const rounds = createRounds({
    async round(halt) {
      await forward(halt, false)
      return pause()
    },
    afterFault(error) {
      const reason = error instanceof Error ? error.name : '-'
      log({ level: 'error', what: 'bundles-not-forwarded', reason })
      return pause()
    },
  })
  return {
    wake: () => rounds.lookIn(0),
    run: () => rounds.inTurn((halt) => forward(halt, true)),
    status: () => ({ cityProblem: problem, nextTryAt, lastForwardedAt }),
    start() {
      rounds.start()
      rounds.lookIn(0)
    },
    stop: () => rounds.stop(),
  }
}

/**
 * Brings what lies in a box by `bring`, which is told whether it is the only one of its PC, and puts what came of it
 * into the box: the oldest of each PC in turn. Ends when nothing is left or `heard` says so.
 */
export async function bringAll(
  box: Box,
  bring: (bytes: Uint8Array, isNewest: boolean) => Promise<Outcome>,
  heard: (outcome: Outcome) => boolean,
): Promise<void> {
  for (;;) {
    const waiting = box.held().filter(({ kind }) => kind === 'psp-lines')
    const oldest = waiting.filter(
      (one, at) => waiting.findIndex(({ device }) => device === one.device) === at,
    )
    if (oldest.length === 0) return
    for (const one of oldest) {
      const isNewest = waiting.filter(({ device }) => device === one.device).length === 1
      const outcome = await bring(box.read(one), isNewest)
      if (outcome.came === 'taken') box.answer(one, outcome.answers)
      if (outcome.came === 'refused') box.refuse(one, outcome.why)
      if (!heard(outcome)) return
    }
  }
}

/** Brings one bundle to a city. Never throws for what the line or the server does. */
export async function postBundle(
  address: string,
  bytes: Uint8Array,
  isNewest: boolean,
  halt: AbortSignal,
  send: typeof fetch = fetch,
): Promise<Outcome> {
  const url = new URL(`${syncBase}/bundles`, address)
  // The city's answer to the last one says all that the ones before would.
  url.search = isNewest ? '' : 'answers=no'
  const limit = AbortSignal.timeout(answerMs + Math.round(bytes.length / slowestBytesPerMs))
  try {
    const response = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: Uint8Array.from(bytes),
      // A city never redirects; a captive portal does.
      redirect: 'manual',
      signal: AbortSignal.any([halt, limit]),
    })
    return outcomeOf(response, parse(await response.text()))
  } catch {
    return { came: 'not', problem: 'unreachable', retryAfterS: null }
  }
}

function outcomeOf(response: Response, json: unknown): Outcome {
  if (response.ok) {
    const taken = bundleTakenSchema.safeParse(json).data
    if (!taken) return { came: 'not', problem: 'garbled-answer', retryAfterS: null }
    return { came: 'taken', answers: taken.answers.map((answer) => Buffer.from(answer, 'base64')) }
  }
  const after = response.headers.get('retry-after')
  const retryAfterS = after !== null && /^\d{1,6}$/.test(after) ? Math.min(Number(after), 3600) : null
  if (response.status === 429 || response.status >= 500) return { came: 'not', problem: 'busy', retryAfterS }
  const problem = problemSchema.safeParse(json).data
  if (problem?.status !== response.status) return { came: 'not', problem: 'garbled-answer', retryAfterS }
  const { code, detail, expectedSeq = null } = problem
  return { came: 'refused', why: { code, detail, expectedSeq } }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
