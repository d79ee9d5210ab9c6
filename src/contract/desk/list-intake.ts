import { z } from 'zod'
import { packCode, placeCode, scheduleSchema, textLimits } from '../events.ts'
import { batchPlace } from '../events/batch-events.ts'
import { judgedListSchema, judgedRowSchema } from '../lists/judged-list.ts'
import { printed } from '../printed.ts'
import { route } from '../route.ts'
import { bulkOutcome } from './batches.ts'

const organisation = z.object({ caseId: z.uuid() })
const intake = z.object({ intakeId: z.uuid() })
const rowNumber = batchPlace.shape.row

/** How a row of a list stands to what is here already. */
export const rowStandings = ['new', 'same', 'changed', 'bad'] as const

const plannedRow = judgedRowSchema.omit({ cells: true }).extend({
  standing: z.enum(rowStandings),
  /** The case it is, where it is here. */
  caseId: z.string().nullable(),
  /** What changed since, by field: as it was, and as the list has it now. */
  changed: z.array(
    z.object({ field: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  /** What applying the changes does to the case: it is completed, or ended or its paper withdrawn for a new one. */
  apply: z.enum(['complete', 'renew', 'withdraw']).nullable(),
})
export type PlannedRow = z.infer<typeof plannedRow>

/** A list of an organisation, judged against everything here; nothing of it is taken yet. */
export const listPreview = judgedListSchema.omit({ rows: true, fingerprint: true }).extend({
  intakeId: z.string(),
  organisation: z.string(),
  rows: z.array(plannedRow),
  /** Who was on the list before and no longer is. */
  removed: z.array(
    z.object({
      caseId: z.string(),
      number: z.string(),
      fullName: z.string(),
      idNumber: z.string(),
      /** The number of the paper in force; null while the case is open. */
      permitNumber: z.string().nullable(),
      /** Whoever may withdraw the paper was asked to. */
      asked: z.boolean(),
    }),
  ),
  /** Whether the file looks like the whole list of the organisation, or why it does not; then `removed` is empty. */
  extent: z.object({
    /** `correction`: the ward's own sheet came back; `part`: one list of several; `few`: it names less than half. */
    is: z.enum(['whole', 'correction', 'part', 'few']),
    /** People who are on the list here, and how many of them the file names. */
    standing: z.int(),
    named: z.int(),
  }),
  /** The same list was taken before. */
  sameAs: z.object({ batchId: z.string(), takenAt: z.string(), name: z.string() }).nullable(),
  /** What papers by this list are asked for, as a start. */
  asks: z.object({
    procedure: z.string(),
    title: z.string(),
    categories: z.array(z.object({ code: z.int(), label: z.string() })),
    purposes: z.array(z.string()),
    /** Where papers need one: the zones of the rules, and the one that the organisation was confirmed in. */
    zones: z.array(z.object({ code: z.string(), label: z.string() })),
    zone: z.string().nullable(),
    firstDay: z.string(),
    lastDay: z.string(),
    /** Reasons of the rules for stopping a case of somebody removed. */
    stopReasons: z.array(z.object({ code: z.string(), label: z.string() })),
  }),
})
export type ListPreview = z.infer<typeof listPreview>

export const judgeOrganisationList = route({
  method: 'post',
  path: '/api/cases/{caseId}/list',
  summary: 'Judge the worker list of a confirmed organisation (.xlsx, .csv, text, .eml); nothing is taken',
  for: ['clerk'],
  params: organisation,
  query: z.object({
    /** JSON of a `columnMappingSchema`, as the clerk corrected it; remembered for this organisation. */
    mapping: z.string().max(8_000).optional(),
    /** Which of the lists in the file: its place among the `parts` of an earlier answer. */
    part: z.coerce.number().int().min(0).max(999).optional(),
  }),
  body: 'bytes',
  answer: listPreview,
})

export const takeOrganisationList = route({
  method: 'post',
  path: '/api/cases/{caseId}/list/take',
  summary: 'The new good rows of a judged list become cases: one batch, or several where there are very many',
  for: ['clerk'],
  params: organisation,
  body: z.object({
    /** The (first) batch. */
    batchId: z.uuid(),
    intakeId: z.uuid(),
    /** Rows the clerk leaves out. */
    without: z.array(rowNumber).max(65_535),
    category: z.int().min(1).max(31),
    purpose: printed(textLimits.purpose),
    schedule: scheduleSchema,
    /** Where the people live or work; without it, the zone the organisation was confirmed in. */
    zone: placeCode.optional(),
  }),
  answer: bulkOutcome,
})

export const applyListChanges = route({
  method: 'post',
  path: '/api/cases/{caseId}/list/apply',
  summary: 'What a list says anew of people who are on it already becomes their application',
  for: ['clerk'],
  params: organisation,
  body: z.object({
    /** Also the id of the batch of new cases. */
    actId: z.uuid(),
    intakeId: z.uuid(),
    rows: z.array(rowNumber).min(1).max(65_535),
    /** A reason of the rules for stopping the cases that new ones take the place of. */
    reasonCode: packCode,
  }),
  answer: bulkOutcome,
})

export const removeFromList = route({
  method: 'post',
  path: '/api/cases/{caseId}/list/remove',
  summary: 'People who are no longer on the list: open cases stop, papers in force are withdrawn',
  for: ['clerk', 'ward-official', 'ward-police'],
  params: organisation,
  body: z.object({
    actId: z.uuid(),
    cases: z.array(z.uuid()).min(1).max(2_000),
    /** A reason of the rules for stopping. */
    reasonCode: packCode,
    note: printed(textLimits.note),
  }),
  answer: bulkOutcome.extend({
    /** Papers that somebody else has to withdraw: they find these under `listRemovals`. */
    asked: z.int(),
  }),
})

export const readCorrectionLetter = route({
  method: 'get',
  path: '/api/intakes/{intakeId}/letter',
  summary: 'The letter that lists each row to be mended and how',
  for: ['clerk'],
  params: intake,
  answer: 'application/pdf',
})

export const readCorrections = route({
  method: 'get',
  path: '/api/intakes/{intakeId}/corrections',
  summary:
    'The rows to be mended as a spreadsheet with a column that says how, to be filled in and sent back',
  for: ['clerk'],
  params: intake,
  answer: z.object({
    /** The .xlsx, base64. */
    workbook: z.string(),
  }),
})
