import { z } from 'zod'
import { partialDate } from '../../domain/calendar.ts'
import { caseActs, caseStates } from '../../domain/case.ts'
import { applicantSchema, requestDetailsSchema, scheduleSchema, textLimits } from '../events.ts'
import { printed, printedOrNull } from '../printed.ts'
import { route } from '../route.ts'

const caseId = z.object({ caseId: z.uuid() })
/** Made by the page before the first try, so that a repeated press or a lost answer never acts twice. */
const actId = z.uuid()

export const queueItemSchema = z.object({
  caseId: z.string(),
  number: z.string(),
  state: z.enum(caseStates),
  fullName: z.string(),
  category: z.string(),
  purpose: z.string(),
  registeredAt: z.string(),
  /** When the case entered its present state. */
  since: z.string(),
  dueAt: z.string(),
  deadline: z.enum(['on-time', 'soon', 'overdue']),
  /** The act this queue waits for. */
  next: z.enum([...caseActs, 'none']),
  /** Four eyes forbid the signed-in person this act. */
  blocked: z.boolean(),
})
export type QueueItem = z.infer<typeof queueItemSchema>

export const caseSchema = z.object({
  caseId: z.string(),
  number: z.string(),
  state: z.enum(caseStates),
  version: z.int(),
  applicant: applicantSchema,
  details: requestDetailsSchema,
  category: z.int(),
  categoryLabel: z.string(),
  schedule: scheduleSchema,
  pack: z.string(),
  registeredAt: z.string(),
  dueAt: z.string(),
  deadline: z.enum(['on-time', 'soon', 'overdue']),
  /** Why it was returned, sent back or refused. */
  reason: z.string().nullable(),
  permit: z
    .object({
      number: z.string(),
      sealedAt: z.string(),
      printedCopies: z.int(),
      handedOverAt: z.string().nullable(),
    })
    .nullable(),
  /** What the signed-in person may do now, and what four eyes forbid them. */
  may: z.array(z.enum(caseActs)),
  forbidden: z.array(z.object({ act: z.enum(caseActs), because: z.enum(caseActs) })),
  history: z.array(
    z.object({
      at: z.string(),
      act: z.string(),
      who: z.string(),
      role: z.string(),
      note: z.string().nullable(),
      /** The title of the sheet this entry printed; null when it printed none. */
      sheet: z.string().nullable(),
      /** Where this entry stands with the city. */
      sync: z.enum(['waiting', 'accepted', 'refused', 'quarantined', 'parked']),
    }),
  ),
  sheets: z.array(z.object({ sheet: z.string(), title: z.string(), printed: z.int() })),
})
export type Case = z.infer<typeof caseSchema>

export const listQueue = route({
  method: 'get',
  path: '/api/cases',
  summary: 'The signed-in person’s work: cases that wait for an act of theirs, oldest first',
  for: 'staff',
  query: z.object({ queue: z.enum(['mine', 'open', 'closed']).default('mine') }),
  answer: z.object({ items: z.array(queueItemSchema), total: z.int() }),
})

export const readCase = route({
  method: 'get',
  path: '/api/cases/{caseId}',
  summary: 'One case with its history',
  for: 'staff',
  params: caseId,
  answer: caseSchema,
})

/** Year, month or day of birth; a day that no calendar has would never print. */
const birthDate = z.string().refine((text) => partialDate(text) !== null)

const application = {
  applicant: applicantSchema.omit({ personId: true }).extend({ birthDate }),
  /** An existing person this is; null for a new one. */
  personId: z.uuid().nullable(),
  details: requestDetailsSchema,
  category: z.int().min(1).max(31),
  schedule: scheduleSchema,
  /** Warnings the clerk has looked at and decided about. */
  confirmed: z.array(z.enum(['somebody-else', 'live-permit'])),
}

export const registerCase = route({
  method: 'post',
  path: '/api/cases',
  summary: 'Register an application; repeating it with the same caseId changes nothing',
  for: ['clerk'],
  body: z.object({
    caseId: z.uuid(),
    draftId: z.uuid().nullable(),
    scanRule: z.string().max(40).nullable(),
    ...application,
  }),
  answer: caseSchema,
})

export const completeCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/complete',
  summary: 'Send a returned application again, corrected',
  for: ['clerk'],
  params: caseId,
  body: z.object({ actId, version: z.int(), ...application }),
  answer: caseSchema,
})

const act = z.object({ actId, version: z.int() })
const noted = act.extend({ note: printedOrNull(textLimits.note) })
const reasoned = act.extend({
  reasonCode: z.string().regex(/^[a-z0-9-]{1,40}$/),
  note: printed(textLimits.note),
})

export const verifyCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/verify',
  summary: 'Area police: residence and need are as stated',
  for: ['area-police'],
  params: caseId,
  body: noted,
  answer: caseSchema,
})

export const returnCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/return',
  summary: 'Area police: back to the counter to be completed',
  for: ['area-police'],
  params: caseId,
  body: reasoned,
  answer: caseSchema,
})

export const approveCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/approve',
  summary: 'Ward official: approve',
  for: ['ward-official'],
  params: caseId,
  body: noted,
  answer: caseSchema,
})

export const refuseCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/refuse',
  summary: 'Ward official: refuse with a reason',
  for: ['ward-official'],
  params: caseId,
  body: reasoned,
  answer: caseSchema,
})

export const sealCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/seal',
  summary: 'Ward police: seal with one’s own PIN; draws the serial and signs the QR',
  for: ['ward-police'],
  params: caseId,
  body: act.extend({ pin: z.string().min(1).max(16) }),
  answer: caseSchema,
})

export const sendBackCase = route({
  method: 'post',
  path: '/api/cases/{caseId}/send-back',
  summary: 'Ward police: an approved case back to the counter, because it cannot be sealed as it stands',
  for: ['ward-police'],
  params: caseId,
  body: reasoned,
  answer: caseSchema,
})

export const printSheet = route({
  method: 'post',
  path: '/api/cases/{caseId}/print',
  summary: 'Print a sheet of a case; a reprint needs a reason',
  for: ['clerk', 'ward-police'],
  params: caseId,
  body: z.object({
    actId,
    sheet: z.string().max(40),
    printer: z.string().max(200).nullable(),
    /** `pdf`: the person prints from the opened file themselves; counted all the same. */
    way: z.enum(['printer', 'pdf']),
    reprintReason: z.enum(['jammed', 'spoiled', 'lost-by-applicant', 'illegible']).nullable(),
  }),
  answer: z.object({ case: caseSchema, where: z.string() }),
})

export const readSheet = route({
  method: 'get',
  path: '/api/cases/{caseId}/sheets/{sheet}',
  summary:
    'A sheet of a case as PDF; a marked viewing copy without its code unless the asker prints and it is counted',
  for: ['clerk', 'area-police', 'ward-official', 'ward-police'],
  params: z.object({ caseId: z.uuid(), sheet: z.string().max(40) }),
  answer: 'application/pdf',
})

export const handOver = route({
  method: 'post',
  path: '/api/cases/{caseId}/hand-over',
  summary: 'The printed QR was scanned back and the permit is in the applicant’s hand',
  for: ['clerk'],
  params: caseId,
  body: act.extend({ scannedText: z.string().min(1).max(1500) }),
  answer: caseSchema,
})

export const notifyRefusal = route({
  method: 'post',
  path: '/api/cases/{caseId}/notify-refusal',
  summary: 'The applicant has the refusal letter; the case closes',
  for: ['clerk'],
  params: caseId,
  body: act,
  answer: caseSchema,
})

export const listPrinters = route({
  method: 'get',
  path: '/api/printers',
  summary: 'Printers this PC offers',
  for: 'staff',
  answer: z.object({ printers: z.array(z.object({ name: z.string(), isDefault: z.boolean() })) }),
})

export const packSchema = z.object({
  id: z.string(),
  version: z.int(),
  title: z.string(),
  categories: z.array(z.object({ code: z.int(), label: z.string() })),
  purposes: z.array(z.string()),
  returnReasons: z.array(z.object({ code: z.string(), label: z.string() })),
  refusalReasons: z.array(z.object({ code: z.string(), label: z.string() })),
  validity: z.object({ maxDays: z.int(), defaultDays: z.int() }),
})

export const readPack = route({
  method: 'get',
  path: '/api/pack',
  summary: 'The rules in force: categories, purposes, reasons, limits',
  for: 'staff',
  answer: packSchema,
})
