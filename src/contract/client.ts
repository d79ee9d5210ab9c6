import type { z } from 'zod'
import type { Problem } from './refusals.ts'
import type { Route, RouteAnswer, RouteInput } from './route.ts'

/** A no of the office, as the page receives it: an expected refusal, or a fault with its incident number. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError'
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detailEn)
    this.problem = problem
  }
}

/** The office did not answer at all (it is starting again, or the shell is gone). */
export class UnreachableError extends Error {
  override readonly name = 'UnreachableError'
}

export type Call = <R extends Route>(route: R, input: RouteInput<R>) => Promise<RouteAnswer<R>>

/**
 * The typed client of the desk API. `send` is `fetch`, or `office.fetch` in a test.
 * Throws ProblemError for every answer that is not 2xx, UnreachableError when there is no answer.
 */
export function createClient(send: (request: Request) => Promise<Response>, origin: string): Call {
  return async (route, input) => {
    const request = requestOf(route, input, origin)
    let response: Response
    try {
      response = await send(request)
    } catch (error) {
      throw new UnreachableError('the office does not answer', { cause: error })
    }
    if (!response.ok) throw new ProblemError(await problemOfResponse(response))
    // The answer's type follows from the route; the office validates it against the same schema in tests.
    type Answer = RouteAnswer<typeof route>
    if (route.answer === 'application/pdf') return (await response.blob()) as Answer
    return (await response.json()) as Answer
  }
}

function requestOf<R extends Route>(route: R, input: RouteInput<R>, origin: string): Request {
  const params: Record<string, unknown> = input.params ?? {}
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const url = new URL(path, origin)
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (typeof value === 'string' || typeof value === 'number') url.searchParams.set(name, `${value}`)
  }
  const init: RequestInit = { method: route.method.toUpperCase() }
  if (input.body !== undefined) {
    const isBytes = route.body === 'bytes'
    init.headers = { 'content-type': isBytes ? 'application/octet-stream' : 'application/json' }
    // A Uint8Array is a BodyInit; the DOM types only miss the ArrayBuffer generic.
    init.body = isBytes ? (input.body as BodyInit) : JSON.stringify(input.body)
  }
  return new Request(url, init)
}

async function problemOfResponse(response: Response): Promise<Problem> {
  const fallback: Problem = {
    type: 'about:blank',
    status: response.status,
    code: 'fault',
    title: 'fault',
    detail: `Lỗi ${response.status}. Thử lại; nếu còn lỗi, báo cán bộ CNTT.`,
    detailEn: `Error ${response.status}. Try again; if it stays, tell the IT officer.`,
  }
  try {
    const problem = (await response.json()) as Partial<Problem>
    return typeof problem.code === 'string' ? { ...fallback, ...problem } : fallback
  } catch {
    return fallback
  }
}

/** The answer's schema, for callers that want to check it (tests, cli). */
export function answerSchema(route: Route): z.ZodType | null {
  return typeof route.answer === 'string' ? null : route.answer
}
