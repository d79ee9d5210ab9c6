import { z } from 'zod'
import { caseActs } from '../../domain/case.ts'
import type { CaseAct } from '../../domain/case.ts'
import type { Role } from '../../domain/roles.ts'
import { companions, printed, printedOrNull } from '../printed.ts'
import { sha256Text } from '../sync/event-line.ts'

/** A civil date `yyyy-mm-dd`. */
export const civilDateText = z.iso.date()
const minute = z.int().min(0).max(1440)
/** A code of a rule pack: reasons, steps, fields. */
export const packCode = z.string().regex(/^[a-z0-9-]{1,40}$/)
/** Hex, 8 characters: an issuing key. */
export const kid = z.string().regex(/^[0-9a-f]{8}$/)
export const seriesNumber = z.int().min(1).max(65_535)
export const paperIndex = z.int().min(0).max(16_777_215)
/** A code of a zone, market or ward of the pack, as tokens carry it. */
export const placeCode = z.string().regex(/^[A-Z0-9-]{1,8}$/)

/** When the holder may travel: calendar days, weekdays (0 = Monday), windows in minutes (from, to). */
export const scheduleSchema = z.object({
  firstDay: civilDateText,
  lastDay: civilDateText,
  weekdays: z.array(z.int().min(0).max(6)).min(1).max(7),
  windows: z.array(z.tuple([minute.max(1439), minute.min(1)])).max(3),
})
export type Schedule = z.infer<typeof scheduleSchema>

export const identityKinds = ['cccd', 'can-cuoc', 'cmnd', 'passport', 'other'] as const

/** Longest texts, in characters: what the sheets have room for, so that nothing is ever cut. */
export const textLimits = {
  fullName: 64,
  residence: 160,
  purpose: 120,
  route: 96,
  organisation: 48,
  note: 300,
  staffName: 48,
  wardName: 30,
  parentName: 64,
  /** A further field of a form. */
  more: 300,
  cell: 120,
} as const

/** Who the permit is for. Stored as written on the document; a birth date may be a year only. */
export const applicantSchema = z.object({
  personId: z.uuid(),
  idKind: z.enum(identityKinds),
  idNumber: printed(20),
  oldIdNumber: printedOrNull(20),
  fullName: printed(textLimits.fullName),
  birthDate: z.string().regex(/^\d{4}(-\d{2}(-\d{2})?)?$/),
  sex: z.enum(['male', 'female']).nullable(),
  residence: printed(textLimits.residence),
  phone: printedOrNull(20),
})
export type Applicant = z.infer<typeof applicantSchema>

/** Most rows of a list typed into a form; longer lists are imported. */
export const maxRows = 500
const cell = printedOrNull(textLimits.cell)

/** The answer to a further field of a form: text, number, yes or no, or rows of a small table by column. */
export const fieldAnswerSchema = z.union([
  printed(textLimits.more),
  z.number(),
  z.boolean(),
  z.array(z.record(packCode, cell)).max(maxRows),
])
export type FieldAnswer = z.infer<typeof fieldAnswerSchema>

/** What the applicant asks for, in their own and the clerk's words. */
export const requestDetailsSchema = z.object({
  purpose: printed(textLimits.purpose),
  /** Null where the record has no way to go: a support case, a status. */
  route: printedOrNull(textLimits.route),
  vehiclePlate: printedOrNull(12),
  organisation: printedOrNull(textLimits.organisation),
  companions,
  /** Answers to the further fields of the pack's form, by field. */
  more: z.record(packCode, fieldAnswerSchema).optional(),
})
export type RequestDetails = z.infer<typeof requestDetailsSchema>

/** A note in the actor's words; the encrypted part of most acts. */
export const note = z.object({ text: printed(textLimits.note) })

/** A sealed paper, by its key and place in its series. */
export const paperReference = z.object({
  kid,
  series: seriesNumber,
  index: paperIndex,
  lastDay: civilDateText,
})
export type PaperReference = z.infer<typeof paperReference>

/** What a seal puts into the journal. */
export const sealedPaper = z.object({
  permitNumber: z.string().max(32),
  kid,
  series: seriesNumber,
  index: paperIndex,
  firstDay: civilDateText,
  lastDay: civilDateText,
  tokenSha256: sha256Text,
})

/** The last step of a chain closes the case; every other act leads where it is named after. */
export const lastStep = { to: z.literal('recorded').optional() }

export type EventType = {
  /** Version of the body; changes inside one are additive. */
  readonly tv: number
  readonly body: z.ZodType
  /** What the encrypted part holds; null when the event has none. */
  readonly personal: z.ZodType | null
  /** Whose act it is, `system` where the program may do it by itself; empty = `system` or anybody signed in. */
  readonly roles: readonly (Role | 'system')[]
  readonly caseAct: CaseAct | null
}

/** An act of a case, where it is named in a contract. */
export const caseActName = z.enum(caseActs as readonly [CaseAct, ...CaseAct[]])
