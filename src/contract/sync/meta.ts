import { z } from 'zod'
import { intervalsSchema, receiptKeySchema, serverInstant, subjectKeyRecipientSchema } from './base.ts'

/** What anyone may know about a city server; unauthenticated. */
export const metaSchema = z.object({
  protocol: z.literal('psp/1'),
  city: z.string(),
  limits: z.object({ maxEvents: z.int(), maxBytes: z.int(), maxFeedItems: z.int(), maxFeedWaitS: z.int() }),
  /** Event types this server judges, each with the versions it takes. Others are stored and quarantined. */
  eventTypes: z.array(z.object({ type: z.string(), tv: z.int() })),
  serverTime: serverInstant,
  receiptKeys: z.array(receiptKeySchema),
  subjectKey: subjectKeyRecipientSchema,
  feedEpoch: z.string(),
  minimumAppVersion: z.string(),
  recommendedAppVersion: z.string(),
  intervals: intervalsSchema,
})
export type Meta = z.infer<typeof metaSchema>
