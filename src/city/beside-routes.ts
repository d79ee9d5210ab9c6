import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  checkpointBase,
  checkpointConfigSchema,
  checksAnswerSchema,
  checksBatchSchema,
  pairingAnswerSchema,
  pairingRequestSchema,
} from '../contract/sync/checks.ts'
import { sha256Text } from '../contract/sync/event-line.ts'
import { problemSchema } from '../contract/sync/problem.ts'

const problem = {
  description: 'refused',
  content: { 'application/problem+json': { schema: problemSchema } },
}
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const plain = (description: string) => ({ description, content: { 'text/plain': { schema: z.string() } } })
const secret = [{ secret: [] }]

/** Answered as `GET` without its body; for the document only. */
export const headBlob = createRoute({
  method: 'head',
  path: '/blobs/{sha256}',
  summary: 'Whether the city has a blob of the ward, and its size',
  security: [{ signature: [] }],
  request: { params: z.object({ sha256: sha256Text }) },
  responses: { 200: { description: 'there, with its Content-Length' }, default: problem },
})

const besideRoutes = [
  createRoute({
    method: 'get',
    path: `${checkpointBase}/config.json`,
    summary: 'What the page of a checkpoint pins of the city',
    responses: { 200: json(checkpointConfigSchema, 'configuration'), default: problem },
  }),
  createRoute({
    method: 'post',
    path: `${checkpointBase}/v1/pairings`,
    summary: 'A device of a checkpoint is let in by a code',
    request: {
      body: { required: true, content: { 'application/json': { schema: pairingRequestSchema } } },
    },
    responses: { 201: json(pairingAnswerSchema, 'its name and secret'), default: problem },
  }),
  createRoute({
    method: 'post',
    path: `${checkpointBase}/v1/checks`,
    summary: 'Checks made at a checkpoint; again is harmless',
    security: secret,
    request: {
      body: { required: true, content: { 'application/json': { schema: checksBatchSchema } } },
    },
    responses: { 200: json(checksAnswerSchema, 'counted'), default: problem },
  }),
  createRoute({
    method: 'get',
    path: '/healthz',
    summary: 'The process answers',
    responses: { 200: plain('ok') },
  }),
  createRoute({
    method: 'get',
    path: '/readyz',
    summary: 'The store answers and the server is not about to close',
    responses: { 200: plain('ready'), 503: plain('draining, or the store does not answer') },
  }),
  createRoute({
    method: 'get',
    path: '/metrics',
    summary: 'Prometheus text, for an operator who may read the audit',
    security: secret,
    responses: { 200: plain('metrics'), default: problem },
  }),
] as const

/** What a city answers beside PSP/1, as paths of its OpenAPI document. */
export function pathsBeside(about: Parameters<OpenAPIHono['getOpenAPI31Document']>[0]) {
  const document = new OpenAPIHono()
  for (const route of besideRoutes) document.openAPIRegistry.registerPath(route)
  return document.getOpenAPI31Document(about).paths
}
