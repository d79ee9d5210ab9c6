import { z } from 'zod'
import { overlapSchema } from '../sync/city-lines.ts'
import { route } from '../route.ts'

/**
 * Why a line of the city stands on the list here, a closed list so that the page has a sentence for each.
 *
 * - `unproved`: no key of the trust list here says that the city wrote it; a newer list may.
 * - `unreadable`: of a later version of the program.
 * - `forged`: not by the city, or for another ward.
 * - `pack-not-here`: the rule pack it names could not be fetched.
 * - `unknown-case`: on a case that no PC of the ward has told of.
 * - `case-elsewhere`: the case does not wait for the city (stopped, taken back, decided).
 * - `earlier-submission`: the case was put before the city anew since.
 * - `not-carried-out`: a fault of this program.
 * - `overlap`: another ward has the same; nothing here does anything by itself about it, so people have to.
 */
const heldReasons = [
  'unproved',
  'unreadable',
  'forged',
  'pack-not-here',
  'unknown-case',
  'case-elsewhere',
  'earlier-submission',
  'not-carried-out',
  'overlap',
] as const
export const heldReasonSchema = z.enum(heldReasons)
export type HeldReason = z.infer<typeof heldReasonSchema>

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
  /** Cases and files of the ward's other PCs whose keys or bytes are still on their way. */
  unread: z.int().nonnegative(),
  /** *Việc cần xử lý*: events the city refused, quarantined or parked; lines of the city that are held here or told to people. */
  attention: z.array(
    z.object({
      /** Of this PC's journal; of a held line its place in the feed. */
      seq: z.int(),
      /** The hash of a held line, by which it is put away; null for an event of this PC. */
      line: z.string().nullable(),
      type: z.string(),
      status: z.enum(['refused', 'quarantined', 'parked', 'held', 'told']),
      /** Of the city's problem; of a line of the city a `HeldReason`. */
      code: z.string(),
      detail: z.string(),
      caseId: z.string().nullable(),
      caseNumber: z.string().nullable(),
      /** The batch that a told line is about, where it is one of this PC. */
      batchId: z.string().nullable(),
      /** What a told line says of the other ward. */
      overlap: overlapSchema.nullable(),
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

export const putCityLineAway = route({
  method: 'post',
  path: '/api/sync/city-lines/{line}/put-away',
  summary: 'Take a line of the city that could not be carried out off the list: it was dealt with otherwise',
  for: ['administrator', 'ward-official'],
  params: z.object({ line: z.string() }),
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
