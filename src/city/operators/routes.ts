import { createRoute, z } from '@hono/zod-openapi'
import { serverInstant } from '../../contract/sync/base.ts'
import { wardCode } from '../../contract/sync/event-line.ts'
import { packMediaType } from '../../contract/sync/pack.ts'
import {
  auditPageSchema,
  cityCaseFileSchema,
  cityCasesSchema,
  confirmKeySchema,
  decisionAnswerSchema,
  decisionRequestSchema,
  issuingKeysSchema,
  operatorProblemSchema,
  operatorSelfSchema,
  pairedCheckpointsSchema,
  publishedPackSchema,
  publishedPacksSchema,
  withdrawKeySchema,
} from '../../contract/sync/operator.ts'

const problem = {
  description: 'refused',
  content: { 'application/problem+json': { schema: operatorProblemSchema } },
}
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
const security = [{ secret: [] }]
const casePlace = z.object({ ward: wardCode, submission: z.uuid() })
const kid = z.object({ kid: z.string().regex(/^[0-9a-f]{8}$/) })
/** What the operators of a city may ask, as the OpenAPI document shows it. */
export const operatorRoutes = {
  self: createRoute({
    method: 'get',
    path: '/self',
    summary: 'Who asks',
    security,
    responses: { 200: json(operatorSelfSchema, 'the operator'), default: problem },
  }),
  cases: createRoute({
    method: 'get',
    path: '/cases',
    summary: 'Cases put before the city: waiting ones by age, others newest first; nothing personal',
    security,
    request: { query: z.object({ state: z.enum(['waiting', 'decided', 'left']).default('waiting') }) },
    responses: { 200: json(cityCasesSchema, 'cases'), default: problem },
  }),
  readCase: createRoute({
    method: 'get',
    path: '/cases/{ward}/{submission}',
    summary: 'One case with its personal part; stands in the audit',
    security,
    request: { params: casePlace },
    responses: { 200: json(cityCaseFileSchema, 'the case'), default: problem },
  }),
  decide: createRoute({
    method: 'post',
    path: '/cases/{ward}/decisions',
    summary: 'Approve or refuse; the ward hears it by its feed, exactly once',
    security,
    request: { params: z.object({ ward: wardCode }), body: body(decisionRequestSchema) },
    responses: { 200: json(decisionAnswerSchema, 'told'), default: problem },
  }),
  packs: createRoute({
    method: 'get',
    path: '/packs',
    summary: 'Published rule packs, newest first',
    security,
    responses: { 200: json(publishedPacksSchema, 'packs'), default: problem },
  }),
  publishPack: createRoute({
    method: 'put',
    path: '/packs',
    summary: 'Sign a rule pack and tell the wards; again is harmless',
    security,
    request: {
      query: z.object({
        wards: z
          .string()
          .regex(/^\d{5}(,\d{5})*$/)
          .optional()
          .openapi({ description: 'ward codes with commas; left out: all, and those to come' }),
      }),
      body: { required: true, content: { [packMediaType]: { schema: z.string() } } },
    },
    responses: { 200: json(publishedPackSchema, 'published'), default: problem },
  }),
  keys: createRoute({
    method: 'get',
    path: '/keys',
    summary: 'Issuing keys of the wards, those that wait for a telephone call first',
    security,
    responses: { 200: json(issuingKeysSchema, 'keys'), default: problem },
  }),
  confirmKey: createRoute({
    method: 'post',
    path: '/keys/{kid}/confirmation',
    summary: 'Put a key on the trust list, by the eight digits read out by telephone',
    security,
    request: { params: kid, body: body(confirmKeySchema) },
    responses: { 200: json(issuingKeysSchema, 'keys'), default: problem },
  }),
  withdrawKey: createRoute({
    method: 'post',
    path: '/keys/{kid}/withdrawal',
    summary: 'Withdraw a key since a day',
    security,
    request: { params: kid, body: body(withdrawKeySchema) },
    responses: { 200: json(issuingKeysSchema, 'keys'), default: problem },
  }),
  rejectKey: createRoute({
    method: 'post',
    path: '/keys/{kid}/rejection',
    summary: 'Turn down a key that waits for its telephone call, for good',
    security,
    request: { params: kid },
    responses: { 200: json(issuingKeysSchema, 'keys'), default: problem },
  }),
  checkpoints: createRoute({
    method: 'get',
    path: '/checkpoints',
    summary: 'Paired devices of checkpoints, those heard of last first',
    security,
    responses: { 200: json(pairedCheckpointsSchema, 'devices'), default: problem },
  }),
  revokeCheckpoint: createRoute({
    method: 'post',
    path: '/checkpoints/{id}/revocation',
    summary: 'Take nothing more of a device (a lost telephone)',
    security,
    request: { params: z.object({ id: z.uuid() }) },
    responses: { 200: json(pairedCheckpointsSchema, 'devices'), default: problem },
  }),
  audit: createRoute({
    method: 'get',
    path: '/audit',
    summary: 'What was done at the city, newest first',
    security,
    request: {
      query: z.object({
        before: z.coerce.number().int().positive().optional(),
        limit: z.coerce.number().int().min(1).max(500).default(100),
      }),
    },
    responses: { 200: json(auditPageSchema, 'audit'), default: problem },
  }),
  lists: createRoute({
    method: 'get',
    path: '/lists',
    summary: 'Numbers and times of the published lists',
    security,
    responses: {
      200: json(
        z.object({
          items: z.array(
            z.object({
              name: z.enum(['trust', 'revocations']),
              seq: z.int(),
              signedAt: serverInstant,
              bytes: z.int(),
            }),
          ),
        }),
        'lists',
      ),
      default: problem,
    },
  }),
}
