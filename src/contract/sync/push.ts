import { z } from 'zod'
import { serverInstant } from './base.ts'
import { sha256Text } from './event-line.ts'
import { eventProblemSchema } from './problem.ts'

/** What became of an event (PSP/1 section 9). All five mean: stored, and the head has moved. */
const resultStatuses = ['accepted', 'duplicate', 'refused', 'quarantined', 'parked'] as const
export type ResultStatus = (typeof resultStatuses)[number]

/**
 * The verdict on one event. A replay brings the same verdict again, so a lost answer loses nothing.
 * `pos` is the feed position; of a duplicate, the position of the event it repeats (null when that one has none).
 */
const pushResultSchema = z.object({
  seq: z.int().positive(),
  id: z.uuid().nullable(),
  status: z.enum(resultStatuses),
  pos: z.int().positive().nullable(),
  problem: eventProblemSchema.optional(),
})
export type PushResult = z.infer<typeof pushResultSchema>

/** Answer to `POST /streams/{id}/events`, given only after the commit. `receipt` is a JWS (receipt.ts). */
export const pushAnswerSchema = z.object({
  stream: z.uuid(),
  headSeq: z.int().nonnegative(),
  headHash: sha256Text,
  serverTime: serverInstant,
  feedEpoch: z.string().min(1),
  results: z.array(pushResultSchema),
  receipt: z.string(),
})
export type PushAnswer = z.infer<typeof pushAnswerSchema>

/** Most events of one push. */
export const maxEventsPerPush = 500
/** Most bytes of one line: one PC's lines must never be more than the others of its ward can fetch. */
export const maxLineBytes = 1024 * 1024
/** Most bytes of one request after decoding. */
export const maxBytesPerPush = 16 * 1024 * 1024
