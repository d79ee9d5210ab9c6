import { z } from 'zod'
import { sha256Text } from './event-line.ts'

/**
 * What a whole request may be refused with (PSP/1 sections 9 and 14). None of them is ever the fault of a single
 * event: those come back as results of a push that was stored.
 */
const requestProblemCodes = [
  'use-nonce',
  'bad-signature',
  'bad-digest',
  'device-unknown',
  'device-revoked',
  'device-suspended',
  'ward-mismatch',
  'ward-unknown',
  'unknown-stream',
  'stream-closed',
  'opening-refused',
  'gap',
  'forked',
  'too-large',
  'malformed',
  'unsupported-encoding',
  'enrolment-refused',
  'issuer-refused',
  'pairing-refused',
  'checkpoint-unknown',
  'too-many-requests',
  'busy',
  'not-found',
  'fault',
] as const
export type RequestProblemCode = (typeof requestProblemCodes)[number]

/** Why one stored event was refused for good: a rule of the trade. An officer writes a correcting event. */
const refusalCodes = [
  'role-not-allowed',
  'four-eyes',
  'stale-base',
  'wrong-state',
  'depends-on-refused',
  'parked-too-long',
] as const

/** Why one stored event waits for the city's IT: this server cannot understand or validate it. */
const quarantineCodes = [
  'invalid-line',
  'unknown-type',
  'unknown-version',
  'invalid-body',
  'id-reused',
  'line-ward-mismatch',
] as const

/** Why one stored event waits for another PC's event. */
const parkingCodes = ['subject-not-yet-known', 'base-not-yet-known'] as const

/** What the PC may do about a refused request by itself. */
const retryAdvice = ['never', 'after', 'fix-clock', 'reopen-stream'] as const
export type RetryAdvice = (typeof retryAdvice)[number]

/** An RFC 9457 problem: the answer to a refused request. `detail` is one Vietnamese sentence without personal data. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(requestProblemCodes),
  detail: z.string(),
  retry: z.enum(retryAdvice),
  /** `gap`: the sequence number to continue from. */
  expectedSeq: z.int().positive().optional(),
  /** `forked`: where the server's line differs, and the hash it has there. */
  forkedAt: z.object({ seq: z.int().nonnegative(), hash: sha256Text }).optional(),
  /** `too-large`: what this server takes. */
  limits: z.object({ maxEvents: z.int(), maxBytes: z.int() }).optional(),
})
export type Problem = z.infer<typeof problemSchema>

/** The problem of one event, inside a push result or a feed item. */
export const eventProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  code: z.enum([...refusalCodes, ...quarantineCodes, ...parkingCodes]),
  detail: z.string(),
  /** JSON pointer into the line. */
  pointer: z.string().optional(),
})
export type EventProblem = z.infer<typeof eventProblemSchema>
export type EventProblemCode = EventProblem['code']
