import { z } from 'zod'
import { serverInstant } from './base.ts'
import { sha256Text } from './event-line.ts'
import { eventProblemSchema } from './problem.ts'

const place = {
  pos: z.int().positive(),
  stream: z.uuid(),
  seq: z.int().positive(),
  hash: sha256Text,
  /** When the line was received; for a verdict, when it was decided. */
  receivedAt: serverInstant,
  problem: eventProblemSchema.optional(),
}

/** A line takes exactly one position, in the order the city committed it. The bytes are the sender's. */
const feedLineSchema = z.object({
  ...place,
  kind: z.literal('line'),
  status: z.enum(['accepted', 'refused', 'quarantined', 'parked']),
  line: z.string(),
})

/** A later verdict on a line that was parked or quarantined; takes a position of its own and carries no line. */
const feedVerdictSchema = z.object({
  ...place,
  kind: z.literal('verdict'),
  status: z.enum(['accepted', 'refused', 'quarantined']),
})

/** One position of a ward's feed (PSP/1 section 11). */
export const feedItemSchema = z.discriminatedUnion('kind', [feedLineSchema, feedVerdictSchema])
export type FeedItem = z.infer<typeof feedItemSchema>

/** Answer to `GET /wards/{ward}/feed`. Positions are dense: the first item stands at `after + 1`. */
export const feedPageSchema = z.object({
  epoch: z.string().min(1),
  /** Highest position the ward has. */
  headPos: z.int().nonnegative(),
  items: z.array(feedItemSchema),
  serverTime: serverInstant,
})
export type FeedPage = z.infer<typeof feedPageSchema>

/** Bytes of lines after which a page ends; the line that passes them is its last. */
export const maxFeedBytes = 4 * 1024 * 1024
/** Most items of one page, and the longest wait of a long poll in seconds. */
export const maxFeedItems = 500
export const maxFeedWaitS = 25
