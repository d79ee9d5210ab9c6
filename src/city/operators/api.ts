import { OpenAPIHono } from '@hono/zod-openapi'
import { auditDetailSchema, operatorBase } from '../../contract/sync/operator.ts'
import { maxPackBytes } from '../../contract/sync/pack.ts'
import { civilDate, dayNumber } from '../../domain/calendar.ts'
import { textOf } from '../body.ts'
import { decide } from '../decisions/decide.ts'
import { listCases, readCase } from '../decisions/read-case.ts'
import type { Desk } from '../desk.ts'
import { nameOf } from '../housekeeping.ts'
import { revokeCheckpoint } from '../checkpoints/admission.ts'
import {
  confirmIssuer,
  listIssuers,
  rejectIssuer,
  type WithdrawalReason,
  withdrawIssuer,
} from '../issuers.ts'
import { listPacks, publishPack } from '../packs/packs.ts'
import { RequestRefused } from '../refusal.ts'
import type { OperatorRow } from '../store/rows.ts'
import { mustBeAllowed, type OperatorAct, type SecretDoor } from './operators.ts'
import { OperatorRefused } from './refusal.ts'
import { quarantineEndpoints } from './quarantine-api.ts'
import { operatorRoutes as routes } from './routes.ts'

/** The web handler for a city's operators: `Authorization: Bearer <secret>`, JSON, and its OpenAPI 3.1 document. */
export function createOperatorApi(desk: Desk, door: SecretDoor): OpenAPIHono {
  const app = new OpenAPIHono({
    defaultHook: (result) => {
      if (!result.success) throw new OperatorRefused('malformed')
    },
  }).basePath(operatorBase)
  app.use(async (c, next) => {
    await next()
    c.res.headers.set('cache-control', 'no-store')
  })
  const who = async (request: Request, act?: OperatorAct): Promise<OperatorRow> => {
    const secret = /^Bearer ([\x21-\x7e]{1,200})$/.exec(request.headers.get('authorization') ?? '')?.[1]
    if (secret === undefined) throw new OperatorRefused('not-signed-in')
    const operator = await door(secret)
    if (act) mustBeAllowed(operator, act)
    return operator
  }
  // Before anything else reads a body: it is limited, and only who has a secret is read.
  app.use(async (c, next) => {
    const { url, method, headers, body } = c.req.raw
    if (body) {
      const { name } = await who(c.req.raw)
      const bytes = await desk.bodies.read(c.req.raw, maxPackBytes, `operator ${name}`)
      c.req.raw = new Request(url, { method, headers, body: Uint8Array.from(bytes) })
    }
    await next()
  })
  app.onError((error) => answerTo(desk, error))
  app.notFound(() => answerTo(desk, new OperatorRefused('not-found')))
  caseEndpoints(app, desk, who)
  packEndpoints(app, desk, who)
  keyEndpoints(app, desk, who)
  checkpointEndpoints(app, desk, who)
  quarantineEndpoints(app, desk, who)
  app.openAPIRegistry.registerComponent('securitySchemes', 'secret', { type: 'http', scheme: 'bearer' })
  app.doc31('/openapi.json', { openapi: '3.1.0', info: { title: 'City operators', version: '1' } })
  return app
}

type Who = (request: Request, act?: OperatorAct) => Promise<OperatorRow>

function caseEndpoints(app: OpenAPIHono, desk: Desk, who: Who): void {
  app.openapi(routes.self, async (c) => {
    const { name, fullName, role } = await who(c.req.raw)
    return c.json({ name, fullName, role, city: desk.name }, 200)
  })
  app.openapi(routes.cases, async (c) => {
    await who(c.req.raw, 'decide')
    return c.json({ items: await listCases(desk, c.req.valid('query').state) }, 200)
  })
  app.openapi(routes.readCase, async (c) => {
    const { name } = await who(c.req.raw, 'decide')
    return c.json(await readCase(desk, c.req.valid('param'), name), 200)
  })
  app.openapi(routes.decide, async (c) => {
    const { name } = await who(c.req.raw, 'decide')
    return c.json(await decide(desk, c.req.valid('param').ward, c.req.valid('json'), name), 200)
  })
  app.openapi(routes.audit, async (c) => {
    await who(c.req.raw, 'audit')
    const { before, limit } = c.req.valid('query')
    const found = await desk.store.read((rows) => rows.audit(before ?? null, limit))
    const items = found.map((row) => ({ ...row, detail: auditDetailSchema.parse(JSON.parse(row.detail)) }))
    return c.json({ items }, 200)
  })
}

function packEndpoints(app: OpenAPIHono, desk: Desk, who: Who): void {
  app.openapi(routes.packs, async (c) => {
    await who(c.req.raw)
    return c.json({ items: await desk.store.read(listPacks) }, 200)
  })
  app.openapi(routes.publishPack, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    const text = textOf(new Uint8Array(await c.req.arrayBuffer()))
    const { wards } = c.req.valid('query')
    return c.json(await publishPack(desk, text, wards?.split(',') ?? null, name), 200)
  })
  app.openapi(routes.lists, async (c) => {
    await who(c.req.raw)
    const items = await desk.store.read(async (rows) => {
      const lists = [await rows.list('trust'), await rows.list('revocations')]
      return lists.flatMap((list) => (list ? [list] : []))
    })
    const shown = items.map(({ name, seq, bytes }) => {
      return { name, seq, signedAt: new Date(seq * 1000).toISOString(), bytes: bytes.length }
    })
    return c.json({ items: shown }, 200)
  })
}

function keyEndpoints(app: OpenAPIHono, desk: Desk, who: Who): void {
  app.openapi(routes.keys, async (c) => {
    await who(c.req.raw)
    return c.json({ items: await desk.store.read(listIssuers) }, 200)
  })
  app.openapi(routes.confirmKey, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    const { kid } = c.req.valid('param')
    await confirmKey(desk, kid, c.req.valid('json').fingerprint, name)
    return c.json({ items: await desk.store.read(listIssuers) }, 200)
  })
  app.openapi(routes.withdrawKey, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    const { kid } = c.req.valid('param')
    await withdrawKey(desk, { kid, ...c.req.valid('json') }, name)
    return c.json({ items: await desk.store.read(listIssuers) }, 200)
  })
  app.openapi(routes.rejectKey, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    await rejectKey(desk, c.req.valid('param').kid, name)
    return c.json({ items: await desk.store.read(listIssuers) }, 200)
  })
}

function checkpointEndpoints(app: OpenAPIHono, desk: Desk, who: Who): void {
  app.openapi(routes.checkpoints, async (c) => {
    await who(c.req.raw)
    return c.json({ items: await desk.store.read((rows) => rows.checkpoints()) }, 200)
  })
  app.openapi(routes.revokeCheckpoint, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    await endCheckpoint(desk, c.req.valid('param').id, name)
    return c.json({ items: await desk.store.read((rows) => rows.checkpoints()) }, 200)
  })
}

/** Revokes a checkpoint's device; refuses `unknown-checkpoint`. */
export async function endCheckpoint(desk: Desk, id: string, operator: string): Promise<void> {
  if (!(await desk.store.write((rows) => revokeCheckpoint(desk, rows, id, operator))))
    throw new OperatorRefused('unknown-checkpoint')
}

/**
 * Confirms a key; refuses `unknown-key` for an unknown one, `key-withdrawn` for one that was turned down, and
 * `wrong-fingerprint`, which stays in the audit.
 */
export async function confirmKey(desk: Desk, kid: string, digits: string, operator: string): Promise<void> {
  const outcome = await desk.store.write((rows) => confirmIssuer(desk, rows, kid, digits, operator))
  if (outcome !== 'confirmed') throw new OperatorRefused(outcome)
}

/** Turns down a key that waits; refuses `unknown-key`, and `key-listed` for one that was confirmed. */
export async function rejectKey(desk: Desk, kid: string, operator: string): Promise<void> {
  const outcome = await desk.store.write((rows) => rejectIssuer(desk, rows, kid, operator))
  if (outcome !== 'rejected') throw new OperatorRefused(outcome)
}

/** Withdraws a key since a day; refuses `unknown-key`, and `malformed` for what is no day. */
export async function withdrawKey(
  desk: Desk,
  said: { readonly kid: string; readonly reason: WithdrawalReason; readonly since: string },
  operator: string,
): Promise<void> {
  const date = civilDate(said.since)
  if (date === null) throw new OperatorRefused('malformed')
  const { kid, reason } = said
  const day = dayNumber(date)
  if (!(await desk.store.write((rows) => withdrawIssuer(desk, rows, { kid, reason, day }, operator))))
    throw new OperatorRefused('unknown-key')
}

/** What a request that was stopped is answered; faults go into the log without their message. */
export function refusalOf(desk: Desk, error: unknown): OperatorRefused {
  if (error instanceof OperatorRefused) return error
  // The shared readers of bodies speak PSP/1's codes; both mean the same here.
  if (error instanceof RequestRefused)
    return new OperatorRefused(error.problem.code === 'too-large' ? 'too-large' : 'malformed')
  if (error instanceof Error && 'status' in error && error.status === 400)
    return new OperatorRefused('malformed')
  desk.log({ level: 'error', what: 'operator-request-failed', error: nameOf(error) })
  return new OperatorRefused('fault')
}

function answerTo(desk: Desk, error: unknown): Response {
  const { problem } = refusalOf(desk, error)
  return new Response(JSON.stringify(problem), {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}
