import { z } from 'zod'
import { caseStates } from '../../domain/case.ts'
import { caseActName } from '../events/parts.ts'
import { packCode, textLimits } from '../events.ts'
import { batchKinds, mostOfBatch } from '../events/batch-events.ts'
import { printedOrNull } from '../printed.ts'
import { route } from '../route.ts'
import { caseSchema } from './cases.ts'
import { overQuota } from './over-quota.ts'

const params = z.object({ batchId: z.uuid() })

/** How far the cases of a batch are; each count includes those that went further, and none whose paper was withdrawn. */
export const batchProgress = z.object({
  cases: z.int(),
  verified: z.int(),
  approved: z.int(),
  sealed: z.int(),
  printed: z.int(),
  handedOver: z.int(),
  /** Back at the counter to be completed. */
  returned: z.int(),
  /** Refused, stopped or handed on. */
  ended: z.int(),
  withdrawn: z.int(),
})
export type BatchProgress = z.infer<typeof batchProgress>

export const batchSummary = z.object({
  batchId: z.string(),
  kind: z.enum(batchKinds),
  /** The organisation or the residential group. */
  name: z.string(),
  /** The organisation's case. */
  organisation: z.string().nullable(),
  procedure: z.string(),
  /** `id/version` of the rules it was taken under. */
  pack: z.string(),
  takenAt: z.string(),
  takenBy: z.string(),
  counts: z.object({ rows: z.int(), taken: z.int(), bad: z.int(), left: z.int() }),
  previous: z.string().nullable(),
  progress: batchProgress,
})
export type BatchSummary = z.infer<typeof batchSummary>

const batchRow = z.object({
  caseId: z.string(),
  row: z.int(),
  number: z.string(),
  fullName: z.string(),
  idNumber: z.string(),
  /** Way to go, or where the household lives. */
  about: z.string(),
  state: z.enum(caseStates),
  version: z.int(),
  flags: z.array(z.string()),
  permitNumber: z.string().nullable(),
  withdrawn: z.boolean(),
  printed: z.boolean(),
  /** The signed-in person has been shown this version of it. */
  seen: z.boolean(),
})
export type BatchRowView = z.infer<typeof batchRow>

/** Acts that are taken on a whole batch. */
export const bulkActs = [
  'verify',
  'confirm',
  'submit',
  'approve',
  'return',
  'refuse',
  'send-back',
  'stop',
] as const
export type BulkAct = (typeof bulkActs)[number]

const reasonText = z.object({ vi: z.string(), en: z.string() })

/** A row that a rule kept behind; the others went on. */
const leftRow = z.object({
  row: z.int(),
  caseId: z.string().nullable(),
  code: z.string(),
  why: reasonText,
})
export type LeftRow = z.infer<typeof leftRow>

export const bulkOutcome = z.object({ done: z.int(), left: z.array(leftRow) })
export type BulkOutcome = z.infer<typeof bulkOutcome>

export const listBatches = route({
  method: 'get',
  path: '/api/batches',
  summary: 'Lists that were taken in, newest first, with how far they are',
  for: 'staff',
  query: z.object({ organisation: z.uuid().optional() }),
  answer: z.object({ batches: z.array(batchSummary) }),
})

export const readBatch = route({
  method: 'get',
  path: '/api/batches/{batchId}',
  summary: 'A list with its rows, and what the signed-in person may do with all of them',
  for: 'staff',
  params,
  answer: batchSummary.extend({
    /** The judged list it was taken from, where rows of it have to be mended and it is still here. */
    intakeId: z.string().nullable(),
    rows: z.array(batchRow),
    acts: z.array(
      z.object({
        act: caseActName,
        /** How many rows wait for it. */
        waiting: z.int(),
        /** The rows that have to be opened first: every flagged one and a random sample of the others. */
        sample: z.array(z.string()),
        /** How many of the sample this person has not opened yet. */
        unseen: z.int(),
      }),
    ),
  }),
})
export type Batch = z.infer<typeof readBatch.answer>

export const lookAtRow = route({
  method: 'post',
  path: '/api/batches/{batchId}/look',
  summary: 'Shows a row of a list, and remembers that this person was shown it',
  for: 'staff',
  params,
  body: z.object({ caseId: z.uuid() }),
  answer: caseSchema,
})

const actId = z.uuid()

export const actOnBatch = route({
  method: 'post',
  path: '/api/batches/{batchId}/act',
  summary: 'One act on every row that waits for it, or on chosen ones; rows that a rule refuses stay behind',
  for: ['clerk', 'area-police', 'health-station', 'ward-official', 'ward-police'],
  params,
  body: z.object({
    actId,
    act: z.enum(bulkActs),
    /** Null: every row that waits for it. To return, refuse or stop, rows are chosen. */
    cases: z.array(z.uuid()).min(1).max(mostOfBatch).nullable(),
    reasonCode: packCode.nullable(),
    note: printedOrNull(textLimits.note),
  }),
  answer: bulkOutcome,
})

export const sealBatch = route({
  method: 'post',
  path: '/api/batches/{batchId}/seal',
  summary: 'Ward police: every approved row sealed with one PIN',
  for: ['ward-police'],
  params,
  body: z.object({ actId, pin: z.string().min(1).max(64), overQuota }),
  answer: bulkOutcome,
})

export const readPickUpList = route({
  method: 'get',
  path: '/api/batches/{batchId}/pick-up-list',
  summary: 'The sealed papers of a list with a column to sign when they are fetched',
  for: ['clerk', 'area-police', 'ward-police'],
  params,
  answer: 'application/pdf',
})
