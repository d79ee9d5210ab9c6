import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { z } from 'zod'
import { faultProblem, type Problem, problemOf, Refusal } from '../contract/refusals.ts'
import type { Route, RouteAnswer } from '../contract/route.ts'
import { sessionHeader } from '../contract/session.ts'
import { type Role, roles } from '../domain/roles.ts'
import { dropBallast } from './database/open.ts'
import type { Desk } from './desk.ts'
import { newIncident } from './incident.ts'
import { isFullDisk } from './journal/full-disk.ts'
import type { Ports } from './ports.ts'
import type { LiveSession, Sessions } from './sessions.ts'

type Parsed<R extends Route> = {
  readonly params: R['params'] extends z.ZodObject ? z.output<R['params']> : undefined
  readonly query: R['query'] extends z.ZodObject ? z.output<R['query']> : undefined
  readonly body: R['body'] extends z.ZodType
    ? z.output<R['body']>
    : R['body'] extends 'bytes'
      ? Uint8Array
      : undefined
}
type FileAnswer = Uint8Array
type AnswerOf<R extends Route> = R['answer'] extends z.ZodType ? RouteAnswer<R> : FileAnswer

/** What a handler of a signed-in person gets: the open desk, who asks, and checked input. */
export type Ask<R extends Route> = Parsed<R> & {
  readonly desk: Desk
  readonly session: LiveSession
  /** The role in which the person acts: the first of theirs that the route allows. */
  readonly role: Role
}

/** What a handler before sign-in gets. The session token, if any, is the shell's. */
export type OpenAsk<R extends Route> = Parsed<R> & {
  readonly token: string | null
  /** Tells the shell to keep this session token; an empty one ends it. */
  readonly setToken: (token: string) => void
}

export type Mount = {
  readonly staff: <R extends Route>(
    route: R,
    handle: (ask: Ask<R>) => Promise<AnswerOf<R>> | AnswerOf<R>,
  ) => void
  readonly open: <R extends Route>(
    route: R,
    handle: (ask: OpenAsk<R>) => Promise<AnswerOf<R>> | AnswerOf<R>,
  ) => void
}

export type HttpParts = {
  readonly ports: Ports
  readonly sessions: Sessions
  /** The open desk; throws the refusal that says why there is none. */
  readonly desk: () => Desk
}

const megabyte = 1024 * 1024
/** A form is a few kilobytes, a photographed or scanned paper some megabytes. */
const mostBytes = { json: megabyte, bytes: 26 * megabyte } as const

/** The fetch handler of the office: declared routes, one check of audience and input, problem+json for every no. */
export function createHttp(parts: HttpParts): { readonly app: OpenAPIHono; readonly mount: Mount } {
  const app = new OpenAPIHono()
  app.onError((error) => answerError(error, parts.ports))
  app.notFound(() => problemResponse(problemOf(new Refusal('not-found'))))
  app.get('/api/openapi.json', (context) =>
    context.json(app.getOpenAPI31Document(openApiHead(parts.ports.version))),
  )

  const register = (route: Route, answer: (context: Context) => Promise<Response>) => {
    app.openAPIRegistry.registerPath(openApiPath(route))
    app.on(route.method.toUpperCase(), route.path.replace(/\{(\w+)\}/g, ':$1'), answer)
  }
  return {
    app,
    mount: {
      staff: (route, handle) =>
        register(route, async (context) => {
          const session = parts.sessions.require(
            context.req.header(sessionHeader) ?? null,
            route.method !== 'get',
          )
          const role = allowedRole(route, session)
          const input = await readInput(route, context)
          return answerResponse(route, await handle({ ...input, desk: parts.desk(), session, role }))
        }),
      open: (route, handle) =>
        register(route, async (context) => {
          const input = await readInput(route, context)
          let token: string | null = null
          const given = context.req.header(sessionHeader) ?? null
          const answer = await handle({ ...input, token: given, setToken: (made) => (token = made) })
          const response = answerResponse(route, answer)
          if (token !== null) response.headers.set(sessionHeader, token)
          return response
        }),
    },
  }
}

function allowedRole(route: Route, session: LiveSession): Role {
  const allowed = typeof route.for === 'string' ? roles : route.for
  const role = session.roles.find((own) => allowed.includes(own))
  if (!role) throw new Refusal('not-your-role', { roles: allowed.join(', ') })
  return role
}

async function readInput<R extends Route>(route: R, context: Context): Promise<Parsed<R>> {
  const params = route.params ? check(route.params, context.req.param(), 'params') : undefined
  const query = route.query ? check(route.query, context.req.query(), 'query') : undefined
  const body =
    route.body === undefined
      ? undefined
      : route.body === 'bytes'
        ? await readBytes(context, mostBytes.bytes)
        : check(route.body, await readJson(context), '')
  // The three parts were parsed by the schemas that Parsed<R> is made of.
  return { params, query, body } as Parsed<R>
}

/** The body, counted as it comes: a sender need not say how long it will be, or may say something else. */
async function readBytes(context: Context, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of context.req.raw.body ?? []) {
    size += chunk.length
    if (size > most) throw new Refusal('too-large', { megabytes: most / megabyte })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readJson(context: Context): Promise<unknown> {
  const bytes = await readBytes(context, mostBytes.json)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes), asWritten)
  } catch {
    throw new Refusal('invalid-input', { fields: 'JSON' })
  }
}

/** NFC at the border: a Vietnamese text has one spelling inside the office, `\u` escapes or not. */
function asWritten(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value
  // Half a surrogate pair is no text: it could be neither stored nor printed as it came.
  if (!value.isWellFormed()) throw new TypeError('not well-formed')
  return value.normalize('NFC')
}

function check(schema: z.ZodType, value: unknown, where: string): unknown {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  // Names of fields only: what was typed does not belong into an answer or a log.
  const fields = result.error.issues.map((issue) =>
    [where, ...issue.path].filter((part) => part !== '').join('.'),
  )
  throw new Refusal('invalid-input', { fields: [...new Set(fields)].join(', ') || 'JSON' })
}

function answerResponse(route: Route, answer: unknown): Response {
  if (route.answer === 'application/pdf') {
    // A handler of a PDF route answers bytes (AnswerOf); Response wants them over a plain ArrayBuffer.
    return new Response(Uint8Array.from(answer as Uint8Array), {
      headers: { 'content-type': 'application/pdf', 'cache-control': 'no-store' },
    })
  }
  return Response.json(answer, { headers: { 'cache-control': 'no-store' } })
}

function problemResponse(problem: Problem): Response {
  return Response.json(problem, {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

function answerError(error: unknown, ports: Ports): Response {
  if (error instanceof Refusal) return problemResponse(problemOf(error))
  if (isFullDisk(error)) {
    dropBallast(ports.dataDir)
    return problemResponse(problemOf(new Refusal('disk-full')))
  }
  const incident = newIncident()
  ports.log({
    level: 'error',
    what: 'fault',
    incident,
    // The stack names code, never data: faults of ours are thrown with fixed sentences.
    stack: error instanceof Error ? (error.stack ?? error.name) : 'not an error',
  })
  return problemResponse(faultProblem(incident))
}

function openApiHead(version: string) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Quầy Một Cửa: desk API',
      version,
      description:
        'Every no is problem+json with a code of the closed list; sentences in Vietnamese and English.',
    },
  }
}

function openApiPath(route: Route): Parameters<OpenAPIHono['openAPIRegistry']['registerPath']>[0] {
  const body =
    route.body === undefined
      ? undefined
      : route.body === 'bytes'
        ? { content: { 'application/octet-stream': { schema: z.string() } } }
        : { content: { 'application/json': { schema: route.body } } }
  const answer = route.answer === 'application/pdf' ? z.string() : route.answer
  const media = route.answer === 'application/pdf' ? 'application/pdf' : 'application/json'
  return {
    method: route.method,
    path: route.path,
    summary: route.summary,
    description: `For: ${typeof route.for === 'string' ? route.for : route.for.join(', ')}`,
    request: {
      ...(route.params ? { params: route.params } : {}),
      ...(route.query ? { query: route.query } : {}),
      ...(body ? { body } : {}),
    },
    responses: {
      200: { description: 'done', content: { [media]: { schema: answer } } },
      default: {
        description: 'refused, with the sentence to show',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  }
}

const problemSchema = z.object({
  type: z.string(),
  status: z.int(),
  code: z.string(),
  title: z.string(),
  detail: z.string(),
  detailEn: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  incident: z.string().optional(),
})
