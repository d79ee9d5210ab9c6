import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { operatorProblemSchema } from '../../contract/sync/operator.ts'
import { sha256Text, wardCode } from '../../contract/sync/event-line.ts'
import { eventProblemSchema } from '../../contract/sync/problem.ts'
import type { Desk } from '../desk.ts'
import { judgeAgain } from '../judge/again.ts'
import type { OperatorRow } from '../store/rows.ts'
import type { OperatorAct } from './operators.ts'

const mostListed = 500
const security = [{ secret: [] }]
const problem = {
  description: 'refused',
  content: { 'application/problem+json': { schema: operatorProblemSchema } },
}
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

/** Where a kept line stands and why it was not understood; not what it says. */
const quarantinedSchema = z.object({
  ward: wardCode,
  stream: z.uuid(),
  seq: z.int().positive(),
  hash: sha256Text,
  receivedAt: z.string(),
  problem: eventProblemSchema.nullable(),
})

const routes = {
  list: createRoute({
    method: 'get',
    path: '/quarantine',
    summary: 'Lines that were kept without being understood, those received last first',
    security,
    responses: {
      200: json(z.object({ items: z.array(quarantinedSchema) }), 'lines'),
      default: problem,
    },
  }),
  judge: createRoute({
    method: 'post',
    path: '/quarantine/judgement',
    summary: 'Judge quarantined lines again: the one of `stream` and `seq`, or all of them',
    security,
    request: {
      query: z.object({ stream: z.uuid().optional(), seq: z.coerce.number().int().positive().optional() }),
    },
    responses: {
      200: json(z.object({ judged: z.int(), left: z.int() }), 'how many were judged, and stay'),
      default: problem,
    },
  }),
}

/** What the operators' interface says of quarantined lines. */
export function quarantineEndpoints(
  app: OpenAPIHono,
  desk: Desk,
  who: (request: Request, act?: OperatorAct) => Promise<OperatorRow>,
): void {
  app.openapi(routes.list, async (c) => {
    await who(c.req.raw, 'publish')
    const lines = await desk.store.read((rows) => rows.quarantined(mostListed))
    const items = lines.map(({ ward, stream, seq, hash, receivedAt, problem: why }) => {
      return { ward, stream, seq, hash, receivedAt, problem: why }
    })
    return c.json({ items }, 200)
  })
  app.openapi(routes.judge, async (c) => {
    const { name } = await who(c.req.raw, 'publish')
    const { stream, seq } = c.req.valid('query')
    const which = stream !== undefined && seq !== undefined ? { stream, seq } : 'all'
    return c.json(await judgeAgain(desk, which, name), 200)
  })
}
