/**
 * Work that is done one piece after the other: by itself when its time has come, and when somebody asks. Nothing is
 * done before `start` and nothing begins after `stop`.
 */
export type Rounds = {
  /** Does `work` after what is under way; `halt` is aborted by `stop`. Whoever asked gets what it throws. */
  inTurn<Answer>(work: (halt: AbortSignal) => Answer | Promise<Answer>): Promise<Answer>
  /** Goes round in so many milliseconds, instead of when it was going to. */
  lookIn(ms: number): void
  start(): void
  /** Resolves when what was under way has ended. */
  stop(): Promise<void>
}

type Parts = {
  /** One round; answers in how many milliseconds the next one is due, null: when it is woken. */
  readonly round: (halt: AbortSignal) => Promise<number | null>
  /** Is told what a round threw; answers when to try again, as `round` does. */
  readonly afterFault: (error: unknown) => number | null
}

/** Rounds that have not started yet. */
export function createRounds({ round, afterFault }: Parts): Rounds {
  let halting = new AbortController()
  halting.abort()
  let timer: NodeJS.Timeout | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const inTurn: Rounds['inTurn'] = (work) => {
    const turn = queue.then(() => work(halting.signal))
    queue = turn.catch(() => undefined)
    return turn
  }
  const goRound = async () => {
    const ms = await inTurn((halt) => (halt.aborted ? null : round(halt))).catch(afterFault)
    // Woken meanwhile, it goes when it was told to.
    if (ms !== null && timer === null) lookIn(ms)
  }
  const lookIn = (ms: number) => {
    if (halting.signal.aborted) return
    if (timer) clearTimeout(timer)
    timer = setTimeout(() => {
      timer = null
      void goRound()
    }, ms)
    // A process that is ending does not stay for this.
    timer.unref()
  }
  return {
    inTurn,
    lookIn,
    start() {
      if (halting.signal.aborted) halting = new AbortController()
    },
    async stop() {
      halting.abort()
      if (timer) clearTimeout(timer)
      timer = null
      await queue
    },
  }
}
