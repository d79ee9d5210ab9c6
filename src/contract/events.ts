import { z } from 'zod'
import type { CaseAct } from '../domain/case.ts'
import { type Role, roles } from '../domain/roles.ts'
import { companions, printed, printedOrNull } from './printed.ts'
import { sha256Text } from './sync/event-line.ts'

/** A civil date `yyyy-mm-dd`. */
const civilDateText = z.iso.date()
const minute = z.int().min(0).max(1440)
const reasonCode = z.string().regex(/^[a-z0-9-]{1,40}$/)

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

/** What the applicant asks for, in their own and the clerk's words. */
export const requestDetailsSchema = z.object({
  purpose: printed(textLimits.purpose),
  route: printed(textLimits.route),
  vehiclePlate: printedOrNull(12),
  organisation: printedOrNull(textLimits.organisation),
  companions,
})
export type RequestDetails = z.infer<typeof requestDetailsSchema>

const registration = {
  number: z.string().max(32),
  pack: z.string().max(16),
  packVersion: z.int().positive(),
  category: z.int().min(1).max(31),
  schedule: scheduleSchema,
  /** Due time of the result, ISO 8601 with +07:00. */
  dueAt: z.iso.datetime({ offset: true }),
  /** The rule that recognised the scanned card; null when typed. */
  scanRule: z.string().max(40).nullable(),
}
const registrationPersonal = z.object({ applicant: applicantSchema, details: requestDetailsSchema })
const note = z.object({ text: printed(textLimits.note) })

type EventType = {
  /** Version of the body; changes inside one are additive. */
  readonly tv: number
  readonly body: z.ZodType
  /** What the encrypted part holds; null when the event has none. */
  readonly personal: z.ZodType | null
  /** Whose act it is; empty = the program's own (`system`) or anybody signed in. */
  readonly roles: readonly Role[]
  readonly caseAct: CaseAct | null
}
const system = { roles: [] as readonly Role[], caseAct: null, personal: null }
const admin = { roles: ['administrator'] as readonly Role[], caseAct: null }

/** Every event the desk writes. The city quarantines a type that is not here; the desk never writes one. */
export const eventTypes = {
  'case.registered': {
    tv: 1,
    body: z.object(registration),
    personal: registrationPersonal,
    roles: ['clerk'],
    caseAct: 'register',
  },
  'case.verified': { tv: 1, body: z.object({}), personal: note, roles: ['area-police'], caseAct: 'verify' },
  'case.returned': {
    tv: 1,
    body: z.object({ reasonCode }),
    personal: note,
    roles: ['area-police'],
    caseAct: 'return',
  },
  'case.completed': {
    tv: 1,
    body: z.object({ category: registration.category, schedule: scheduleSchema, dueAt: registration.dueAt }),
    personal: registrationPersonal,
    roles: ['clerk'],
    caseAct: 'complete',
  },
  'case.approved': {
    tv: 1,
    body: z.object({}),
    personal: note,
    roles: ['ward-official'],
    caseAct: 'approve',
  },
  'case.refused': {
    tv: 1,
    body: z.object({ reasonCode }),
    personal: note,
    roles: ['ward-official'],
    caseAct: 'refuse',
  },
  'case.sent-back': {
    tv: 1,
    body: z.object({ reasonCode }),
    personal: note,
    roles: ['ward-police'],
    caseAct: 'send-back',
  },
  'permit.sealed': {
    tv: 1,
    body: z.object({
      permitNumber: z.string().max(32),
      /** Hex, 8 characters: the issuing key. */
      kid: z.string().regex(/^[0-9a-f]{8}$/),
      series: z.int().positive(),
      index: z.int().nonnegative(),
      firstDay: civilDateText,
      lastDay: civilDateText,
      tokenSha256: sha256Text,
    }),
    /** The token itself names the holder, so it is personal; base64url of its bytes. */
    personal: z.object({ token: z.string() }),
    roles: ['ward-police'],
    caseAct: 'seal',
  },
  'sheet.printed': {
    tv: 1,
    body: z.object({
      sheet: z.string().max(40),
      copies: z.int().positive(),
      /** Set when the sheet had been printed before. */
      reprintReason: reasonCode.nullable(),
      where: z.string().max(200),
    }),
    personal: null,
    roles: ['clerk', 'ward-police'],
    caseAct: 'print',
  },
  'permit.handed-over': {
    tv: 1,
    body: z.object({ tokenSha256: sha256Text }),
    personal: null,
    roles: ['clerk'],
    caseAct: 'hand-over',
  },
  'refusal.notified': {
    tv: 1,
    body: z.object({}),
    personal: null,
    roles: ['clerk'],
    caseAct: 'notify-refusal',
  },
  'office.established': {
    tv: 1,
    body: z.object({ wardName: z.string().max(100), parentName: z.string().max(100), training: z.boolean() }),
    personal: null,
    ...admin,
  },
  'office.enrolled': {
    tv: 1,
    body: z.object({ city: z.string().max(100), deviceLetters: z.string().max(4) }),
    personal: null,
    ...admin,
  },
  'staff.added': {
    tv: 1,
    body: z.object({ user: z.string().max(64), roles: z.array(z.enum(roles)).min(1) }),
    personal: z.object({ fullName: z.string().max(100) }),
    ...admin,
  },
  'staff.disabled': { tv: 1, body: z.object({ user: z.string().max(64) }), personal: null, ...admin },
  'staff.unlocked': { tv: 1, body: z.object({ user: z.string().max(64) }), personal: null, ...admin },
  'staff.secret-changed': {
    tv: 1,
    body: z.object({ user: z.string().max(64), kind: z.enum(['password', 'pin']) }),
    ...system,
  },
  'session.opened': { tv: 1, body: z.object({}), ...system },
  /** Locking while idle closes nothing: the same person goes on with the password. */
  'session.closed': { tv: 1, body: z.object({ why: z.enum(['signed-out']) }), ...system },
  'session.failed': {
    tv: 1,
    body: z.object({ kind: z.enum(['password', 'pin']), failures: z.int().positive() }),
    ...system,
  },
  'clock.jumped': { tv: 1, body: z.object({ byMs: z.int() }), ...system },
  'alarm.raised': { tv: 1, body: z.object({ alarm: z.string().max(40), count: z.int() }), ...system },
} as const satisfies Record<string, EventType>

export type EventName = keyof typeof eventTypes
export type EventBody<N extends EventName> = z.infer<(typeof eventTypes)[N]['body']>
export type EventPersonal<N extends EventName> = (typeof eventTypes)[N]['personal'] extends z.ZodType
  ? z.infer<(typeof eventTypes)[N]['personal']>
  : null

/** Whether a text names an event type of this version. */
export function isEventName(type: string): type is EventName {
  return Object.hasOwn(eventTypes, type)
}
