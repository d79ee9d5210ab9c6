import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { ProblemError, UnreachableError } from '../../contract/client.ts'
import type { Problem } from '../../contract/refusals.ts'
import type { Route, RouteAnswer, RouteInput } from '../../contract/route.ts'
import { catalogueOf } from '../text/catalogues.ts'
import { call } from './api.ts'
import { heedSession, type Topic } from './queryClient.ts'

type ReadOptions = {
  /** False: not asked yet. */
  readonly enabled?: boolean
  /** Shows the answer to the previous input until the new one is there. */
  readonly keep?: boolean
  /** Reads again this often all the same, milliseconds: for what must not stay wrong when a change was not heard. */
  readonly everyMs?: number
}

/**
 * Reads from the office and reads again when one of the topics changes. `error` is a `ProblemError`; while the office
 * does not answer at all it keeps trying and `failureReason` is an `UnreachableError`.
 */
export function useRoute<R extends Route>(
  route: R,
  input: RouteInput<R>,
  topics: readonly Topic[],
  options: ReadOptions = {},
): UseQueryResult<RouteAnswer<R>> {
  return useQuery({
    queryKey: routeKey(route, input, topics),
    queryFn: () => call(route, input),
    enabled: options.enabled ?? true,
    ...(options.keep ? { placeholderData: keepPreviousData } : {}),
    ...(options.everyMs ? { refetchInterval: options.everyMs } : {}),
  })
}

/** The name under which an answer is kept. */
export function routeKey<R extends Route>(route: R, input: RouteInput<R>, topics: readonly Topic[]) {
  return [...topics, `${route.method} ${route.path}`, input] as const
}

/** The outcome of one request: an answer, or what to tell the person. */
export type Outcome<R extends Route> =
  | { readonly answer: RouteAnswer<R>; readonly problem: null }
  | { readonly answer: null; readonly problem: Problem }

/** Asks once, outside of components; never throws. A lost session is heeded centrally. */
export async function ask<R extends Route>(route: R, input: RouteInput<R>): Promise<Outcome<R>> {
  try {
    return { answer: await call(route, input), problem: null }
  } catch (error) {
    heedSession(error)
    return { answer: null, problem: problemOfError(error) }
  }
}

/** What `useAct` gives. */
export type Act<R extends Route> = {
  /** Does it once; null when refused, and `problem` then says why. */
  readonly run: (input: RouteInput<R>) => Promise<RouteAnswer<R> | null>
  readonly pending: boolean
  readonly problem: Problem | null
  readonly clear: () => void
}

/**
 * An act of the person. Never repeated by itself; the person may press again, with the same `actId`, and nothing
 * happens twice.
 */
export function useAct<R extends Route>(route: R): Act<R> {
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = useCallback(
    async (input: RouteInput<R>) => {
      setPending(true)
      setProblem(null)
      const outcome = await ask(route, input)
      setPending(false)
      setProblem(outcome.problem)
      return outcome.answer
    },
    [route],
  )
  const clear = useCallback(() => setProblem(null), [])
  return { run, pending, problem, clear }
}

/** What to tell the person about anything that went wrong with a request. */
export function problemOfError(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem
  const sentence = error instanceof UnreachableError ? 'unreachable' : 'pageFault'
  return {
    type: 'about:blank',
    status: 503,
    code: 'fault',
    title: sentence,
    detail: catalogueOf('vi').app[sentence],
    detailEn: catalogueOf('en').app[sentence],
  }
}
