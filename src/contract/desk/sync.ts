import { z } from 'zod'
import { route } from '../route.ts'

export const syncStateSchema = z.object({
  state: z.enum(['never-enrolled', 'idle', 'sending', 'waiting-retry', 'stopped']),
  /** Why it stopped or waits; a code of the sync protocol. */
  problem: z.string().nullable(),
  problemText: z.object({ vi: z.string(), en: z.string() }).nullable(),
  city: z.object({ name: z.string(), address: z.string() }).nullable(),
  headSeq: z.int(),
  /** Lines the city has promised to keep, by verified receipt. */
  sentSeq: z.int(),
  waiting: z.int(),
  oldestWaitingAt: z.string().nullable(),
  lastReceiptAt: z.string().nullable(),
  nextTryAt: z.string().nullable(),
  clockOffsetMs: z.int().nullable(),
  /** Whether the server's count and head agree with ours; `unknown` until it has said so. */
  truth: z.enum(['equal', 'behind', 'differs', 'unknown']),
  /** *Việc cần xử lý*: events the city refused, quarantined or parked. */
  attention: z.array(
    z.object({
      seq: z.int(),
      type: z.string(),
      status: z.enum(['refused', 'quarantined', 'parked']),
      code: z.string(),
      detail: z.string(),
      caseId: z.string().nullable(),
      caseNumber: z.string().nullable(),
    }),
  ),
})
export type SyncState = z.infer<typeof syncStateSchema>

export const readSync = route({
  method: 'get',
  path: '/api/sync',
  summary: 'What has reached the city, what waits, what needs attention',
  for: 'staff',
  answer: syncStateSchema,
})

export const sendNow = route({
  method: 'post',
  path: '/api/sync/send-now',
  summary: 'Try to send now',
  for: 'staff',
  answer: syncStateSchema,
})

export const enrolOffice = route({
  method: 'post',
  path: '/api/sync/enrol',
  summary: 'Enrol this PC with a city server by its configuration file and a one-time code',
  for: ['administrator'],
  body: z.object({ configuration: z.string().max(20_000), code: z.string().min(4).max(40) }),
  answer: syncStateSchema,
})
