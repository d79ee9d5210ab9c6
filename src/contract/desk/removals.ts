import { z } from 'zod'
import { textLimits } from '../events.ts'
import { mostOfBatch } from '../events/batch-events.ts'
import { printed } from '../printed.ts'
import { route } from '../route.ts'
import { bulkOutcome } from './batches.ts'

/** Papers of one organisation that wait to be withdrawn. */
export const removalTask = z.object({
  /** The organisation's case. */
  caseId: z.string(),
  organisation: z.string(),
  /** The newest asking of them. */
  askedAt: z.string(),
  askedBy: z.string(),
  people: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      fullName: z.string(),
      idNumber: z.string(),
      permitNumber: z.string().nullable(),
      reasonCode: z.string(),
      note: z.string(),
    }),
  ),
  stopReasons: z.array(z.object({ code: z.string(), label: z.string() })),
})
export type RemovalTask = z.infer<typeof removalTask>

export const listRemovals = route({
  method: 'get',
  path: '/api/removals',
  summary:
    'Papers of people who are no longer on the list of their organisation, for whoever may withdraw them',
  for: ['clerk', 'ward-official', 'ward-police'],
  answer: z.object({ tasks: z.array(removalTask) }),
})

export const declineRemoval = route({
  method: 'post',
  path: '/api/cases/{caseId}/list/keep',
  summary: 'Papers that were asked for stay in force',
  for: ['ward-official', 'ward-police'],
  params: z.object({ caseId: z.uuid() }),
  body: z.object({
    actId: z.uuid(),
    cases: z.array(z.uuid()).min(1).max(mostOfBatch),
    note: printed(textLimits.note),
  }),
  answer: bulkOutcome,
})
