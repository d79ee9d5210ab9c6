import type { Answers, ModulePlace, Question, SigningProcess, StartSigningProcess } from './messages.ts'

/** Questions to the signing process, one after the other. */
export type Link = {
  /** Never throws and never waits longer than the question may take. */
  ask<What extends Question['what']>(
    question: Extract<Question, { what: What }>,
    within: number,
  ): Promise<Answers[What]>
  /** Ends the process for good. */
  close(): void
}

type Waiting = { readonly ask: number; done(answer: Answers[keyof Answers]): void }

/**
 * A signing process that is started when first asked. A module that hangs has its process ended; one that crashes
 * takes it along; either way the question is answered `no-answer`, what was unlocked is locked, and the next question
 * finds a new process.
 */
export function createLink(start: StartSigningProcess, module: ModulePlace): Link {
  let running: SigningProcess | null = null
  let waiting: Waiting | null = null
  let last = 0
  let turn: Promise<unknown> = Promise.resolve()
  let isClosed = false

  function begun(): SigningProcess {
    const child = start()
    child.onMessage(({ ask, answer, done }) => {
      if (waiting?.ask !== ask) return
      // Before the answer is told, so that the next question finds a new process.
      if (done) drop()
      waiting.done(answer)
    })
    child.onEnd((how) => {
      if (running !== child) return
      running = null
      waiting?.done({ outcome: 'no-answer', detail: `the signing process ended (${how})` })
    })
    running = child
    return child
  }

  function drop(): void {
    const child = running
    running = null
    child?.end()
  }

  async function put(question: Question, within: number): Promise<Answers[keyof Answers]> {
    last += 1
    const ask = last
    const late = setTimeout(() => {
      drop()
      waiting?.done({ outcome: 'no-answer', detail: `the module was silent for ${within} ms` })
    }, within)
    try {
      return await new Promise((done) => {
        waiting = { ask, done }
        if (isClosed) throw new Error('the office is closing')
        const child = running ?? begun()
        child.send({ ...question, ask, module })
      })
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error)
      return { outcome: 'no-answer', detail: `the signing process does not start (${detail})` }
    } finally {
      clearTimeout(late)
      waiting = null
    }
  }

  return {
    close() {
      isClosed = true
      drop()
      waiting?.done({ outcome: 'no-answer', detail: 'the office is closing' })
    },
    ask<What extends Question['what']>(question: Question, within: number) {
      const answer = turn.then(() => put(question, within))
      turn = answer
      // The process answers each question with one of its own answers.
      // oxlint-disable-next-line typescript/no-unnecessary-type-assertion -- the compiler needs it (TS2590)
      return answer as Promise<Answers[What]>
    },
  }
}
