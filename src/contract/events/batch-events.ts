import { z } from 'zod'
import { caseActName, type EventType, packCode } from './parts.ts'

/** What came in together: the workers of an organisation, or the households of a residential group. */
export const batchKinds = ['workers', 'households'] as const

/** Most cases of one batch: what one transaction takes in a few seconds. */
export const mostOfBatch = 2_000

const count = z.int().min(0).max(65_535)

/** The place of a case in its batch: the row of the list, and what was flagged about it when it came in. */
export const batchPlace = z.object({
  id: z.uuid(),
  row: z.int().min(1).max(1_048_576),
  flags: z.array(packCode).max(12),
})
export type BatchPlace = z.infer<typeof batchPlace>

/** A batch (*danh sách*) of cases that came in together; nothing here names anybody. */
export const batchEvents = {
  /** Its cases say their place in the batch; `taken` and `left` are of its first piece where it is taken in pieces. */
  'batch.taken': {
    tv: 1,
    body: z.object({
      kind: z.enum(batchKinds),
      procedure: packCode,
      pack: z.string().max(16),
      packVersion: z.int().positive(),
      /** The case of the organisation whose list it is. */
      organisation: z.uuid().nullable(),
      /** The residential group, as the roster calls it. */
      group: z.string().max(80).nullable(),
      /** What the list is, whatever its file: SHA-256, hex. */
      fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
      counts: z.object({ rows: count, taken: count, bad: count, left: count }),
      /** The batch that this list was sent after. */
      previous: z.uuid().nullable(),
    }),
    personal: null,
    roles: ['clerk', 'area-police', 'ward-official'],
    caseAct: null,
  },
  /** Many cases were judged at once, after the sample that the office drew had been looked at. */
  'batch.reviewed': {
    tv: 1,
    body: z.object({
      act: caseActName,
      cases: count,
      flagged: count,
      sample: z.array(z.uuid()).max(mostOfBatch),
    }),
    personal: null,
    roles: ['area-police', 'health-station', 'ward-official'],
    caseAct: null,
  },
} as const satisfies Record<string, EventType>
