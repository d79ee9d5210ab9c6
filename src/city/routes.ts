import { createRoute, z } from '@hono/zod-openapi'
import { ndjson, pspJson } from '../contract/sync/base.ts'
import { wardChecksSchema } from '../contract/sync/checks.ts'
import {
  deviceStateSchema,
  enrolmentAnswerSchema,
  enrolmentRequestSchema,
} from '../contract/sync/enrolment.ts'
import { sha256Text, streamOpeningSchema, wardCode } from '../contract/sync/event-line.ts'
import { feedPageSchema, maxFeedItems, maxFeedWaitS } from '../contract/sync/feed.ts'
import { heartbeatAnswerSchema, heartbeatSchema } from '../contract/sync/heartbeat.ts'
import { issuerAnswerSchema } from '../contract/sync/issuer.ts'
import { membersAnswerSchema } from '../contract/sync/members.ts'
import { metaSchema } from '../contract/sync/meta.ts'
import { packMediaType } from '../contract/sync/pack.ts'
import { problemSchema } from '../contract/sync/problem.ts'
import { maxEventsPerPush, pushAnswerSchema } from '../contract/sync/push.ts'
import { snapshotPartAnswerSchema, snapshotSchema } from '../contract/sync/snapshot.ts'
import { pastReceiptsSchema, streamStateSchema, takenBackSchema } from '../contract/sync/stream.ts'
import {
  subjectKeysAnswerSchema,
  subjectKeysFoundSchema,
  subjectKeysWantedSchema,
} from '../contract/sync/subject-key.ts'

const problem = {
  description: 'refused',
  content: { 'application/problem+json': { schema: problemSchema } },
}
const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const bytes = { description: 'COSE_Sign1', content: { 'application/cose': { schema: z.string() } } }
const lines = {
  required: true,
  content: { [ndjson]: { schema: z.string().openapi({ description: 'one line each' }) } },
}
/** A body the endpoint reads and checks itself, because its exact bytes are signed. */
const documented = (schema: z.ZodType) => ({
  required: true,
  content: { [pspJson]: { schema } },
})
const signed = [{ signature: [] }]
const streamId = z.object({ streamId: z.uuid() })
const whole = (least: number, most: number, otherwise: number) =>
  z.coerce.number().int().min(least).max(most).default(otherwise)

/** Every endpoint of PSP/1 that this server answers, as the OpenAPI document shows them. */
export const routes = {
  meta: createRoute({
    method: 'get',
    path: '/meta',
    summary: 'Limits, keys, time: what anyone may know',
    responses: { 200: json(metaSchema, 'about this server') },
  }),
  health: createRoute({
    method: 'get',
    path: '/health',
    summary: 'Whether the store answers',
    responses: { 200: json(z.object({ status: z.literal('ok') }), 'well'), default: problem },
  }),
  enrol: createRoute({
    method: 'post',
    path: '/enrolments',
    summary: 'A PC is let in by its one-time code',
    request: { body: documented(enrolmentRequestSchema) },
    responses: { 201: json(enrolmentAnswerSchema, 'enrolled'), default: problem },
  }),
  self: createRoute({
    method: 'get',
    path: '/devices/self',
    summary: 'State of the asking device',
    security: signed,
    responses: { 200: json(deviceStateSchema, 'state'), default: problem },
  }),
  revokeDevice: createRoute({
    method: 'post',
    path: '/devices/{deviceId}/revoke',
    summary: 'An operator takes a PC’s right to send away for good; again is harmless',
    security: [{ secret: [] }],
    request: { params: z.object({ deviceId: sha256Text }) },
    responses: {
      200: json(z.object({ deviceId: sha256Text, state: z.literal('revoked') }), 'revoked'),
      default: problem,
    },
  }),
  openStream: createRoute({
    method: 'put',
    path: '/streams/{streamId}',
    summary: 'Open a stream by its opening record',
    security: signed,
    request: { params: streamId, body: documented(streamOpeningSchema) },
    responses: { 200: json(streamStateSchema, 'open'), default: problem },
  }),
  streamState: createRoute({
    method: 'get',
    path: '/streams/{streamId}',
    summary: 'What the server has of a stream',
    security: signed,
    request: { params: streamId },
    responses: { 200: json(streamStateSchema, 'state'), default: problem },
  }),
  push: createRoute({
    method: 'post',
    path: '/streams/{streamId}/events',
    summary: 'Send consecutive event lines; a result for each and a receipt',
    security: signed,
    request: { params: streamId, body: lines },
    responses: { 200: json(pushAnswerSchema, 'committed'), default: problem },
  }),
  takeBack: createRoute({
    method: 'get',
    path: '/streams/{streamId}/events',
    summary: 'Take back own lines',
    security: signed,
    request: {
      params: streamId,
      query: z.object({
        from: whole(1, Number.MAX_SAFE_INTEGER, 1),
        limit: whole(1, maxEventsPerPush, maxEventsPerPush),
      }),
    },
    responses: { 200: json(takenBackSchema, 'lines'), default: problem },
  }),
  receipts: createRoute({
    method: 'get',
    path: '/streams/{streamId}/receipts',
    summary: 'Every receipt ever given for a stream, oldest first',
    security: signed,
    request: { params: streamId },
    responses: { 200: json(pastReceiptsSchema, 'receipts'), default: problem },
  }),
  feed: createRoute({
    method: 'get',
    path: '/wards/{ward}/feed',
    summary: "The ward's events in the city's order; long poll",
    security: signed,
    request: {
      params: z.object({ ward: wardCode }),
      query: z.object({
        after: whole(0, Number.MAX_SAFE_INTEGER, 0),
        limit: whole(1, maxFeedItems, maxFeedItems),
        wait: whole(0, maxFeedWaitS, 0),
      }),
    },
    responses: { 200: json(feedPageSchema, 'a page'), default: problem },
  }),
  snapshot: createRoute({
    method: 'get',
    path: '/wards/{ward}/snapshots/latest',
    summary: 'What a new PC begins with: everything of the ward that is not over, signed, in parts',
    security: signed,
    request: { params: z.object({ ward: wardCode }) },
    responses: { 200: json(snapshotSchema, 'position, parts, signature'), default: problem },
  }),
  snapshotPart: createRoute({
    method: 'get',
    path: '/wards/{ward}/snapshots/{id}/parts/{n}',
    summary: 'One part of a snapshot',
    security: signed,
    request: { params: z.object({ ward: wardCode, id: z.uuid(), n: z.coerce.number().int().min(0) }) },
    responses: { 200: json(snapshotPartAnswerSchema, 'the part'), default: problem },
  }),
  subjectKeys: createRoute({
    method: 'post',
    path: '/wards/{ward}/subject-keys',
    summary: 'Sealed subject keys, before the lines that need them',
    security: signed,
    request: { params: z.object({ ward: wardCode }), body: lines },
    responses: { 200: json(subjectKeysAnswerSchema, 'kept'), default: problem },
  }),
  subjectKeysWanted: createRoute({
    method: 'post',
    path: '/wards/{ward}/subject-keys/wanted',
    summary: "Keys by which a PC reads the lines of the ward's other PCs, sealed to it",
    security: signed,
    request: { params: z.object({ ward: wardCode }), body: documented(subjectKeysWantedSchema) },
    responses: { 200: json(subjectKeysFoundSchema, 'those the city has'), default: problem },
  }),
  members: createRoute({
    method: 'get',
    path: '/wards/{ward}/devices',
    summary: 'The PCs of the ward that may send, with their keys, signed by the receipt key',
    security: signed,
    request: { params: z.object({ ward: wardCode }) },
    responses: { 200: json(membersAnswerSchema, 'the list'), default: problem },
  }),
  wardChecks: createRoute({
    method: 'get',
    path: '/wards/{ward}/checks',
    summary: "How often the ward's papers were checked, where and with which answers; what looks like a copy",
    security: signed,
    request: { params: z.object({ ward: wardCode }), query: z.object({ since: z.iso.date() }) },
    responses: { 200: json(wardChecksSchema, 'counts and flags'), default: problem },
  }),
  putBlob: createRoute({
    method: 'put',
    path: '/blobs/{sha256}',
    summary: 'Keep up to 1 MiB of the ward under its SHA-256; again is harmless',
    security: signed,
    request: {
      params: z.object({ sha256: sha256Text }),
      body: { required: true, content: { 'application/octet-stream': { schema: z.string() } } },
    },
    responses: { 204: { description: 'kept' }, default: problem },
  }),
  getBlob: createRoute({
    method: 'get',
    path: '/blobs/{sha256}',
    summary: 'A blob of the ward, byte for byte',
    security: signed,
    request: { params: z.object({ sha256: sha256Text }) },
    responses: {
      200: { description: 'the bytes', content: { 'application/octet-stream': { schema: z.string() } } },
      default: problem,
    },
  }),
  heartbeat: createRoute({
    method: 'post',
    path: '/heartbeats',
    summary: 'What a PC tells about itself',
    security: signed,
    request: { body: documented(heartbeatSchema) },
    responses: { 200: json(heartbeatAnswerSchema, 'heard'), default: problem },
  }),
  issuerRequest: createRoute({
    method: 'post',
    path: '/issuer-requests',
    summary: 'A sealing key asks for its place on the trust list, by its self-signed request (token kind 6)',
    security: signed,
    request: {
      body: { required: true, content: { 'application/cose': { schema: z.string() } } },
    },
    responses: { 200: json(issuerAnswerSchema, 'taken'), default: problem },
  }),
  trustList: createRoute({
    method: 'get',
    path: '/trust-list',
    summary: 'The keys that may sign papers, signed by a root',
    responses: { 200: bytes, 304: { description: 'unchanged' }, default: problem },
  }),
  pack: createRoute({
    method: 'get',
    path: '/packs/{sha256}',
    summary: 'A published rule pack: the envelope with its signatures, by the SHA-256 of its bytes',
    request: { params: z.object({ sha256: sha256Text }) },
    responses: {
      200: {
        description: 'the envelope, byte for byte',
        content: {
          [packMediaType]: {
            schema: z.string().openapi({ description: 'quay-pack/1, see contract/sync/pack.ts' }),
          },
        },
      },
      default: problem,
    },
  }),
  revocations: createRoute({
    method: 'get',
    path: '/revocations',
    summary: 'The papers that no longer count, signed by the city',
    responses: { 200: bytes, 304: { description: 'unchanged' }, default: problem },
  }),
}

/** The nonce every answer hands out. */
export const nonceHeader = 'psp-nonce'
