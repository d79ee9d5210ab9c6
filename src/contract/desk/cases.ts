import { z } from 'zod'
import { caseStates, closedStates } from '../../domain/case.ts'
import { roles } from '../../domain/roles.ts'
import { caseActName } from '../events/parts.ts'
import { applicantSchema, requestDetailsSchema, scheduleSchema, textLimits } from '../events.ts'
import { rulePackSchema, recordKinds } from '../policy/pack.ts'
import { printed, printedOrNull } from '../printed.ts'
import { route } from '../route.ts'
import { overQuota } from './over-quota.ts'

const caseId = z.object({ caseId: z.uuid() })
/** Made by the page before the first try, so that a repeated press or a lost answer never acts twice. */
const actId = z.uuid()

/** Whose turn it is: a role at the office, or the city. */
const holder = z.enum([...roles, 'city'])

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
  /** The title of the procedure it was registered under. */
  procedure: z.string(),
  /** The act this queue waits for, what the pack calls it, and whose it is. */
  next: z.union([caseActName, z.literal('none')]),
  nextLabel: z.string().nullable(),
  holders: z.array(holder),
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
  schedule: scheduleSchema.nullable(),
  procedure: z.object({ id: z.string(), title: z.string(), record: z.enum(recordKinds) }),
  zone: z.object({ code: z.string(), label: z.string() }).nullable(),
  places: z.array(z.object({ code: z.string(), label: z.string() })),
  /** The organisation's case whose list names the applicant. */
  listedBy: z.object({ caseId: z.string(), name: z.string() }).nullable(),
  /** Further fields of the form with their labels, as texts. */
  fields: z.array(z.object({ id: z.string(), label: z.string(), value: z.string() })),
  pack: z.string(),
  packTitle: z.string(),
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
      seal: z.enum(['wet', 'electronic']),
      /** When the stamp on the printed sheet was confirmed; null when it is not, or not asked for. */
      stampedAt: z.string().nullable(),
      /** Why it no longer counts. */
      withdrawn: z.enum(['withdrawn', 'lost', 'issued-in-error']).nullable(),
      /** How many papers of this case it replaces. */
      replaces: z.int(),
      handedOverAt: z.string().nullable(),
    })
    .nullable(),
  /** The number of the city's decision. */
  cityReference: z.string().nullable(),
  payment: z.object({ amount: z.number(), paidOn: z.string(), voucher: z.string() }).nullable(),
  /** The act the case waits for, what the pack calls it, and whose it is. */
  next: z.union([caseActName, z.literal('none')]),
  nextLabel: z.string().nullable(),
  holders: z.array(holder),
  /** Every way out of the state, whosever it is. */
  moves: z.array(z.object({ act: caseActName, by: z.array(holder) })),
  /** What the signed-in person may do now, and what four eyes forbid them. */
  may: z.array(caseActName),
  forbidden: z.array(z.object({ act: caseActName, because: caseActName })),
  /** The status by which a list keeps the applicant at home today: nothing goes on until it ends. Null: none does. */
  movementHeld: z.string().nullable(),
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

/** Most cases of one page of a queue. */
export const longestQueuePage = 200

/** Which cases of a queue are meant: everything that is left out counts. Labels and titles as the case's pack has them. */
const queuePick = {
  procedure: z.string().max(120).optional(),
  category: z.string().max(120).optional(),
  /** The act an open case waits for. */
  step: caseActName.optional(),
  /** How the deadline of an open case stands. */
  deadline: queueItemSchema.shape.deadline.optional(),
  /** How a closed case ended. */
  state: z.enum(closedStates).optional(),
}

export const listQueue = route({
  method: 'get',
  path: '/api/cases',
  summary:
    'Cases page by page: of the signed-in person, all open ones (most overdue first), or closed (newest first)',
  for: 'staff',
  query: z.object({
    queue: z.enum(['mine', 'open', 'closed']).default('mine'),
    ...queuePick,
    /** `next` of the page before; cases that come and go meanwhile move nothing. */
    after: z
      .string()
      .regex(/^(\d{4}-[0-9T:.+-]{10,40}~){1,2}[0-9a-f-]{36}$/)
      .optional(),
    limit: z.coerce.number().int().min(1).max(longestQueuePage).default(longestQueuePage),
  }),
  answer: z.object({
    items: z.array(queueItemSchema),
    /** How many there are on all pages. */
    total: z.int(),
    /** Where the next page begins; null on the last one. */
    next: z.string().nullable(),
    /** What there is to pick from in the whole queue. */
    choices: z.object({
      procedures: z.array(z.string()),
      categories: z.array(z.string()),
      steps: z.array(caseActName),
    }),
  }),
})
export type QueueAsked = z.output<typeof listQueue.query>
export type QueuePage = z.output<typeof listQueue.answer>

export const readCase = route({
  method: 'get',
  path: '/api/cases/{caseId}',
  summary: 'One case with its history',
  for: 'staff',
  params: caseId,
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
  summary: 'Whoever examines it: back to the counter to be completed',
  for: ['area-police', 'ward-official', 'health-station'],
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
  body: act.extend({
    /** The person's own, or that of the key token their key is in. */
    pin: z.string().min(1).max(64),
    /** Why more is sealed than one session should. */
    overQuota,
  }),
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
  for: ['clerk', 'area-police', 'ward-official', 'ward-police', 'health-station'],
  params: z.object({ caseId: z.uuid(), sheet: z.string().max(40) }),
  answer: 'application/pdf',
})

export const handOver = route({
  method: 'post',
  path: '/api/cases/{caseId}/hand-over',
  summary: 'The printed QR was scanned back and the permit is in the applicant’s hand',
  for: ['clerk', 'area-police'],
  params: caseId,
  /** Null only where the procedure issues no code. */
  body: act.extend({ scannedText: z.string().min(1).max(1500).nullable() }),
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

export const readPack = route({
  method: 'get',
  path: '/api/pack',
  summary: 'The rule pack in force, or the one a case was received under',
  for: 'staff',
  query: z.object({
    /** `id/version`, as a case says it. */
    pack: z.string().max(24).optional(),
  }),
  answer: rulePackSchema,
})
