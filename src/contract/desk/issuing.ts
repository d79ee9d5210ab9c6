import { z } from 'zod'
import { civilDateText, kid, packCode, seriesNumber } from '../events/parts.ts'
import { textLimits } from '../events.ts'
import { printed } from '../printed.ts'
import { route } from '../route.ts'
import { caseSchema } from './cases.ts'
import { overQuota } from './over-quota.ts'

const params = z.object({ caseId: z.uuid() })
const act = z.object({ actId: z.uuid(), version: z.int() })
const scannedText = z.string().min(1).max(1500)

/** Why a paper is issued again. */
export const replaceReasons = ['lost', 'spoiled', 'corrected'] as const
/** Why a paper no longer counts; a checkpoint is told which. */
export const withdrawReasons = ['withdrawn', 'lost', 'issued-in-error'] as const
/** Why many papers are withdrawn at once. */
export const manyReasons = [
  'rules-changed',
  'organisation-closed',
  'false-statements',
  'printed-wrongly',
  'other',
] as const

export const stampCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/stamp',
  summary: 'Ward police: the stamp is on the printed sheet, whose code was scanned',
  for: ['ward-police'],
  params,
  body: act.extend({ scannedText }),
  answer: caseSchema,
})

export const replacePaper = route({
  method: 'post',
  path: '/api/cases/{caseId}/replace',
  summary: 'Ward police: the same paper under a new serial; the earlier one verifies as replaced',
  for: ['ward-police'],
  params,
  body: act.extend({
    pin: z.string().min(1).max(64),
    reason: z.enum(replaceReasons),
    /** Why more is sealed than one session should: a paper issued again counts as a first one does. */
    overQuota,
  }),
  answer: caseSchema,
})

export const withdrawPaper = route({
  method: 'post',
  path: '/api/cases/{caseId}/withdraw',
  summary: 'One paper no longer counts; a checkpoint says so and why',
  for: ['ward-official', 'ward-police'],
  params,
  body: act.extend({ reason: z.enum(withdrawReasons), note: printed(textLimits.note) }),
  answer: caseSchema,
})

const waitingSheet = z.object({
  caseId: z.string(),
  number: z.string(),
  permitNumber: z.string(),
  fullName: z.string(),
  sealedAt: z.string(),
  /** The sheet is on paper, so it can be stamped. */
  printed: z.boolean(),
})
export type WaitingSheet = z.infer<typeof waitingSheet>

export const readStamping = route({
  method: 'get',
  path: '/api/stamping',
  summary: 'Sheets that wait for the stamp of ward police, in the order they were sealed',
  for: ['ward-police', 'clerk', 'administrator'],
  answer: z.object({ sheets: z.array(waitingSheet), total: z.int() }),
})

export const stampSheet = route({
  method: 'post',
  path: '/api/stamping',
  summary: 'One scan of a stamped sheet confirms its stamp, whichever case it belongs to',
  for: ['ward-police'],
  body: z.object({ actId: z.uuid(), scannedText }),
  answer: z.object({
    /** `already`: its stamp was confirmed before. */
    outcome: z.enum(['stamped', 'already']),
    sheet: waitingSheet,
    left: z.int(),
    /** Which one lies on top of the pile, as the printer laid them. */
    next: waitingSheet.nullable(),
  }),
})

export const readSeries = route({
  method: 'get',
  path: '/api/papers/series',
  summary: 'Series of papers this office has sealed, newest first',
  for: ['ward-official', 'ward-police'],
  answer: z.object({
    series: z.array(
      z.object({
        kid,
        series: seriesNumber,
        who: z.string(),
        papers: z.int(),
        live: z.int(),
        firstNumber: z.string(),
        lastNumber: z.string(),
        from: z.string(),
        until: z.string(),
      }),
    ),
    organisations: z.array(
      z.object({ caseId: z.string(), name: z.string(), number: z.string(), live: z.int() }),
    ),
  }),
})

/** Which papers are meant. */
const target = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('series'), kid, series: seriesNumber }),
  /** Numbers as printed; every paper of this PC from the one to the other. */
  z.object({ scope: z.literal('range'), from: z.string().max(32), to: z.string().max(32) }),
  z.object({ scope: z.literal('organisation'), caseId: z.uuid() }),
])
export type WithdrawTarget = z.infer<typeof target>

export const countPapers = route({
  method: 'post',
  path: '/api/papers/count',
  summary: 'How many live papers a withdrawal would end',
  for: ['ward-official', 'ward-police'],
  body: target,
  answer: z.object({ papers: z.int(), lastDay: civilDateText.nullable() }),
})

export const withdrawPapers = route({
  method: 'post',
  path: '/api/papers/withdraw',
  summary: 'Withdraw the papers of a series, a range or an organisation',
  for: ['ward-official', 'ward-police'],
  body: z.object({ actId: z.uuid(), target, reason: z.enum(withdrawReasons), reasonCode: packCode }),
  answer: z.object({ papers: z.int() }),
})

/** Most papers that are named one by one; the rest is counted. */
export const mostWorkersNamed = 200

export const readWorkersPapers = route({
  method: 'get',
  path: '/api/cases/{caseId}/workers-papers',
  summary: 'After an organisation’s own paper was withdrawn: the papers of its workers that still count',
  for: ['ward-official', 'ward-police'],
  params,
  answer: z.object({
    /** None while the organisation’s own paper counts, or was only lost. */
    papers: z.int(),
    named: z
      .array(z.object({ caseId: z.string(), number: z.string(), name: z.string(), lastDay: civilDateText }))
      .max(mostWorkersNamed),
  }),
})

export const listPrinters = route({
  method: 'get',
  path: '/api/printers',
  summary: 'Printers this PC offers',
  for: 'staff',
  answer: z.object({ printers: z.array(z.object({ name: z.string(), isDefault: z.boolean() })) }),
})
