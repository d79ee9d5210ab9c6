import { useEffect, useRef, useState } from 'react'
import { ProblemError } from '../../../contract/client.ts'
import {
  endReaderCheck,
  readReaderCheck,
  type ReaderCheckState,
  showTestCode,
  startReaderCheck,
} from '../../../contract/desk/readers.ts'
import type { Problem } from '../../../contract/refusals.ts'
import type { TestCodeId } from '../../../domain/identity/test-codes.ts'
import { ask, routeKey, useRoute } from '../../app/queries.ts'
import { queryClient, type Topic } from '../../app/queryClient.ts'

const topics: readonly Topic[] = ['readers']
const key = routeKey(readReaderCheck, {}, topics)

/** Begin and end must reach the office in the order they were meant. */
let order: Promise<unknown> = Promise.resolve()
function inOrder(act: () => Promise<unknown>): void {
  order = order.then(act)
}

/** A check of a reader, from the page's point of view. */
export type UnderCheck = {
  /** Null until it has begun. */
  readonly state: ReaderCheckState | null
  /** The office has ended it: nobody went on. */
  readonly gone: boolean
  readonly problem: Problem | null
  /** Puts a code on the screen. */
  readonly show: (code: TestCodeId) => Promise<void>
  /** Keeps what was found; whether that was possible. */
  readonly save: () => Promise<boolean>
}

/** Begins a check when the page opens, ends it when the page is left. `reader` null: whichever scans first. */
export function useReaderCheck(reader: string | null): UnderCheck {
  const [begun, setBegun] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const saved = useRef(false)
  const read = useRoute(readReaderCheck, {}, topics, { enabled: begun })

  useEffect(() => {
    let left = false
    saved.current = false
    inOrder(async () => {
      const { answer, problem: refused } = await ask(startReaderCheck, { body: { reader } })
      if (left) return
      setProblem(refused)
      if (answer) queryClient.setQueryData(key, answer)
      setBegun(answer !== null)
    })
    return () => {
      left = true
      setBegun(false)
      inOrder(async () => {
        if (!saved.current) await ask(endReaderCheck, { body: { save: false } })
        queryClient.removeQueries({ queryKey: key })
      })
    }
  }, [reader])

  return {
    state: begun ? (read.data ?? null) : null,
    gone: begun && read.error instanceof ProblemError && read.error.problem.code === 'not-found',
    problem,
    async show(code) {
      const { answer, problem: refused } = await ask(showTestCode, { body: { code } })
      setProblem(refused)
      if (answer) queryClient.setQueryData(key, answer)
    },
    async save() {
      const { answer, problem: refused } = await ask(endReaderCheck, { body: { save: true } })
      setProblem(refused)
      if (answer === null) return false
      saved.current = true
      // Nothing to read any more; the page is left.
      setBegun(false)
      return true
    },
  }
}
