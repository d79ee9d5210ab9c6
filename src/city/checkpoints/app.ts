import { type Context, Hono } from 'hono'
import { type CheckpointConfig, checkpointBase } from '../../contract/sync/checks.ts'
import type { Desk } from '../desk.ts'
import { bothRoots } from '../enrolment.ts'
import { nameOf } from '../housekeeping.ts'
import { problemAnswer, RequestRefused } from '../refusal.ts'
import { checkpointOf, pair, trainingCode } from './admission.ts'
import { createRate } from '../rate.ts'
import { createWrongCodes } from '../wrong-codes.ts'
import type { PageFiles } from './page-files.ts'
import { takeChecks } from './take-checks.ts'

/** Devices one code lets in within a minute, so that a code that got about fills no database. */
const pairingsPerMinute = 60
/** Batches of one device in a minute: 200 checks each. */
const batchesPerMinute = 30

/** The web handler of everything below `/checkpoint`: the page, what it pins, and what it sends. */
export function createCheckpointApp(desk: Desk, files: PageFiles | null): Hono {
  const app = new Hono()
  app.onError((error, c) => answerTo(desk, error, c))
  app.notFound(() => problemAnswer(new RequestRefused('not-found')))
  app.get(`${checkpointBase}/config.json`, (c) => {
    c.header('cache-control', 'no-cache')
    return c.json(configOf(desk))
  })
  writing(app, desk)
  app.get(checkpointBase, (c) => c.redirect(`${checkpointBase}/`, 308))
  app.get(`${checkpointBase}/*`, async (c) => {
    const found = await files?.(c.req.path.slice(checkpointBase.length + 1), c.req.raw)
    return found ?? problemAnswer(new RequestRefused('not-found'))
  })
  return app
}

function writing(app: Hono, desk: Desk): void {
  const byCode = createWrongCodes(desk, 'pairing-refused')
  const pairings = createRate(pairingsPerMinute, desk.now)
  const batches = createRate(batchesPerMinute, desk.now)
  const slowDown = () => new RequestRefused('too-many-requests', { retryAfterS: 60 })
  app.post(`${checkpointBase}/v1/pairings`, async (c) => {
    const letIn = (code: string) => {
      if (!pairings.mayCome(code)) throw slowDown()
      pairings.came(code)
    }
    return noStore(await byCode(() => pair(desk, c.req.raw, letIn)), 201)
  })
  app.post(`${checkpointBase}/v1/checks`, async (c) => {
    const checkpoint = await checkpointOf(desk, c.req.raw)
    if (!batches.mayCome(checkpoint.id)) throw slowDown()
    batches.came(checkpoint.id)
    return noStore(await takeChecks(desk, checkpoint, c.req.raw), 200)
  })
}

function noStore(answer: object, status: 200 | 201): Response {
  return Response.json(answer, { status, headers: { 'cache-control': 'no-store' } })
}

function configOf(desk: Desk): CheckpointConfig {
  return {
    protocol: 'checkpoint/1',
    city: desk.name,
    roots: bothRoots(desk),
    training: desk.isTraining,
    pairingCode: desk.isTraining ? trainingCode : null,
  }
}

function answerTo(desk: Desk, error: Error, c: Context): Response {
  if (error instanceof RequestRefused) return problemAnswer(error)
  desk.log({
    level: 'error',
    what: 'fault',
    method: c.req.method,
    route: c.req.routePath,
    error: nameOf(error),
  })
  return problemAnswer(new RequestRefused('fault'))
}
