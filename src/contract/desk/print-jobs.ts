import { z } from 'zod'
import { route } from '../route.ts'

/**
 * `printing`: papers go to the printer part by part; `paused`: no further part does; `stuck`: a person says which paper
 * was the last good one; `checking`: all is out, some are scanned back; then `done`, or `cancelled` when it was ended early.
 */
export const printJobStates = ['printing', 'paused', 'stuck', 'checking', 'done', 'cancelled'] as const
export type PrintJobState = (typeof printJobStates)[number]

/** Why a job is stuck. `interrupted`: the program ended while a part was on its way to the spooler. */
export const printTroubles = [
  'stopped-here',
  'printer-stopped',
  'gone',
  'interrupted',
  'no-printer',
  'failed',
] as const
export type PrintTrouble = (typeof printTroubles)[number]

/** `set-aside`: a first copy may be about, so that it needs a new paper; `left-out`: it may not be printed any more. */
export const printItemStates = ['waiting', 'handed', 'printed', 'set-aside', 'left-out'] as const
export type PrintItemState = (typeof printItemStates)[number]

const printers = ['clerk', 'ward-police'] as const
const params = z.object({ jobId: z.uuid() })

const paper = z.object({ place: z.int(), caseId: z.string(), label: z.string() })

const summary = z.object({
  jobId: z.string(),
  title: z.string(),
  batchId: z.string().nullable(),
  /** Null: the usual one; `byHand` (printers.ts): a person prints each part from a file. */
  printer: z.string().nullable(),
  state: z.enum(printJobStates),
  why: z.enum(printTroubles).nullable(),
  madeAt: z.string(),
  madeBy: z.string(),
  counts: z.object({
    all: z.int(),
    waiting: z.int(),
    handed: z.int(),
    printed: z.int(),
    setAside: z.int(),
    leftOut: z.int(),
  }),
})
export type PrintJobSummary = z.infer<typeof summary>

const job = summary.extend({
  /** First and last paper of the part that is at the printer. */
  handed: z.object({ first: paper, last: paper }).nullable(),
  lastPrinted: paper.nullable(),
  next: paper.nullable(),
  /** Papers whose code is scanned back, in printing order. */
  samples: z.array(paper.extend({ scanned: z.boolean() })),
  /** `renewed`: there is a new paper for it since, which can be printed in this job. */
  setAside: z.array(paper.extend({ renewed: z.boolean() })),
  leftOut: z.array(paper.extend({ renewed: z.boolean() })),
  /** How often the file of the part at hand is printed; by the spooler, or by the person who prints by hand. */
  copies: z.int(),
  /** Papers with an electronic signature: no printer's profile moves them. */
  signed: z.int(),
})
export type PrintJob = z.infer<typeof job>

export const listPrintJobs = route({
  method: 'get',
  path: '/api/print-jobs',
  summary: 'Print jobs of this PC, newest first',
  for: printers,
  answer: z.object({ jobs: z.array(summary) }),
})

export const readPrintJob = route({
  method: 'get',
  path: '/api/print-jobs/{jobId}',
  summary: 'How far a print job is, and what it asks for',
  for: printers,
  params,
  answer: job,
})

export const makePrintJob = route({
  method: 'post',
  path: '/api/print-jobs',
  summary: 'Print the sealed papers of a list that are not on paper yet, part by part',
  for: printers,
  body: z.object({
    /** Made by the page before the first try, so that a repeated press makes one job. */
    jobId: z.uuid(),
    batchId: z.uuid(),
    printer: z.string().max(200).nullable(),
    /** Only these rows of the list, both included. */
    rows: z.object({ from: z.int().positive(), to: z.int().positive() }).nullable().default(null),
  }),
  answer: job,
})

export const pausePrintJob = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/pause',
  summary: 'Hand no further part to the printer; what it has comes out',
  for: printers,
  params,
  answer: job,
})

export const stopPrintJob = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/stop',
  summary: 'The printer is jammed or prints badly: take back what it has',
  for: printers,
  params,
  answer: job,
})

export const resumePrintJob = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/resume',
  summary: 'Go on after a pause or a jam at exactly the next paper, or end the job there',
  for: printers,
  params,
  body: z.object({
    /** The code or the number of the last good paper; null: none of the part at the printer is good. */
    lastGood: z.string().trim().min(1).max(1500).nullable(),
    /** Spoiled sheets are in hand and may be printed again, or one may be about and needs a new paper. */
    spoiled: z.enum(['handed-in', 'missing']),
    /** How many sheets of paper that is: they leave the stock by themselves. */
    spoiledSheets: z.int().min(0).max(500).default(0),
    next: z.enum(['go-on', 'end']),
    /** On another printer from now on, or by hand; absent: as before. */
    printer: z.string().max(200).nullable().optional(),
  }),
  answer: job,
})

export const readPrintPart = route({
  method: 'get',
  path: '/api/print-jobs/{jobId}/part',
  summary: 'The part of a job that is printed by hand, as PDF',
  for: printers,
  params,
  answer: 'application/pdf',
})

export const confirmPrinted = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/printed',
  summary: 'The part printed by hand is on paper, and all of it is good',
  for: printers,
  params,
  answer: job,
})

export const takeNewPapers = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/new-papers',
  summary:
    'Print the new papers of those that were set aside or replaced; the earlier ones verify as replaced',
  for: printers,
  params,
  answer: job,
})

export const scanPrinted = route({
  method: 'post',
  path: '/api/print-jobs/{jobId}/scan',
  summary: 'A printed paper of the job was scanned back',
  for: printers,
  params,
  body: z.object({ scannedText: z.string().min(1).max(1500) }),
  answer: job,
})
