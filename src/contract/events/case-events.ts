import { z } from 'zod'
import { actRules, type CaseAct } from '../../domain/case.ts'
import { sha256Text, wardCode } from '../sync/event-line.ts'
import { batchPlace } from './batch-events.ts'
import {
  applicantSchema,
  type EventType,
  lastStep,
  note,
  packCode,
  placeCode,
  requestDetailsSchema,
  scheduleSchema,
  sealedPaper,
} from './parts.ts'

const reasonCode = packCode
const reasoned = z.object({ reasonCode })
const instant = z.iso.datetime({ offset: true })
/** Why more was sealed than one session should. */
const overQuota = reasonCode.nullable().default(null)

/** What an application says besides the personal part. */
const application = {
  category: z.int().min(1).max(31),
  /** Null where the record gives nobody a way to go. */
  schedule: scheduleSchema.nullable(),
  /** Due time of the result, ISO 8601 with +07:00. */
  dueAt: instant,
  /** Codes of the pack: the zone the applicant lives in, and where the paper holds. */
  zone: placeCode.nullable().default(null),
  places: z.array(placeCode).max(12).default([]),
  /** The organisation's case whose list names the applicant. */
  listedBy: z.uuid().nullable().default(null),
}

const registration = {
  ...application,
  number: z.string().max(32),
  /** The running number inside it; absent where the number itself tells. */
  serial: z.int().positive().optional(),
  pack: z.string().max(16),
  packVersion: z.int().positive(),
  procedure: packCode.default('individual'),
  /** Where it stands in the list it came in with. */
  batch: batchPlace.optional(),
  /** The rule that recognised the scanned card; null when typed. */
  scanRule: z.string().max(40).nullable(),
}
const registrationPersonal = z.object({ applicant: applicantSchema, details: requestDetailsSchema })

const rolesOf = <Act extends CaseAct>(caseAct: Act) => ({ roles: actRules[caseAct].roles, caseAct })

/** Every act on a case, as the journal writes it. */
export const caseEvents = {
  'case.registered': {
    tv: 1,
    body: z.object({ ...registration, ...lastStep }),
    personal: registrationPersonal,
    ...rolesOf('register'),
  },
  'case.completed': {
    tv: 1,
    body: z.object({
      ...application,
      /** Set when the case goes on under a newer pack. */
      pack: registration.pack.optional(),
      packVersion: registration.packVersion.optional(),
    }),
    personal: registrationPersonal,
    ...rolesOf('complete'),
  },
  'case.verified': { tv: 1, body: z.object(lastStep), personal: note, ...rolesOf('verify') },
  'case.confirmed': { tv: 1, body: z.object(lastStep), personal: note, ...rolesOf('confirm') },
  'case.returned': { tv: 1, body: reasoned, personal: note, ...rolesOf('return') },
  'case.submitted': { tv: 1, body: z.object({}), personal: note, ...rolesOf('submit') },
  'case.approved': { tv: 1, body: z.object(lastStep), personal: note, ...rolesOf('approve') },
  'case.refused': { tv: 1, body: reasoned, personal: note, ...rolesOf('refuse') },
  /** The program's own: what a line of the city said in the feed. */
  'case.city-approved': {
    tv: 1,
    body: z.object({ ...lastStep, reference: z.string().max(40), decidedAt: instant, line: sha256Text }),
    personal: note,
    ...rolesOf('city-approve'),
  },
  'case.city-refused': {
    tv: 1,
    body: z.object({ reasonCode, reference: z.string().max(40), decidedAt: instant, line: sha256Text }),
    personal: note,
    ...rolesOf('city-refuse'),
  },
  'case.sent-back': { tv: 1, body: reasoned, personal: note, ...rolesOf('send-back') },
  'case.stopped': { tv: 1, body: reasoned, personal: note, ...rolesOf('stop') },
  'case.transferred': {
    tv: 1,
    body: z.object({ reasonCode, ward: wardCode }),
    personal: note,
    ...rolesOf('transfer'),
  },
  /**
   * The organisation no longer has this person on its list, and a paper is in force: whoever may withdraw it is asked
   * to, with the reason of the rules under which an open case would stop.
   */
  'case.removal-asked': {
    tv: 1,
    body: reasoned,
    personal: note,
    roles: ['clerk'],
    caseAct: null,
  },
  /** Whoever may withdraw it says that the paper stays in force. */
  'case.removal-declined': {
    tv: 1,
    body: z.object({}),
    personal: note,
    roles: ['ward-official', 'ward-police'],
    caseAct: null,
  },
  /** The result comes later than promised: the apology letter with its reason and the new day. */
  'case.extended': {
    tv: 1,
    body: z.object({ reasonCode, dueAt: instant, before: instant }),
    personal: note,
    ...rolesOf('extend'),
  },
  /** What was paid out to the applicant, in đồng. */
  'payment.recorded': {
    tv: 1,
    body: z.object({
      amount: z.int().positive().max(1e12),
      paidOn: z.iso.date(),
      voucher: z.string().max(40),
    }),
    personal: note,
    ...rolesOf('pay'),
  },
  'permit.sealed': {
    tv: 1,
    body: z.object({
      ...sealedPaper.shape,
      ...lastStep,
      /** How the seal comes on paper: a stamp by hand, or the agency's electronic one. */
      seal: z.enum(['wet', 'electronic']).default('wet'),
      overQuota,
    }),
    /** The token itself names the holder, so it is personal; base64url of its bytes. */
    personal: z.object({ token: z.string() }),
    ...rolesOf('seal'),
  },
  /**
   * The electronically signed file of a paper stands among the ward's blobs: the line's one blob, AES-256-GCM under the
   * subject's key (`office/features/issuing/signed-file.ts`), so that the ward's other PCs print the same file.
   */
  'paper.filed': {
    tv: 1,
    body: z.object({ sheet: z.string().max(40), tokenSha256: sha256Text }),
    personal: null,
    roles: ['system'],
    caseAct: null,
  },
  /** The stamp stands on the printed sheet: its code was scanned by whoever stamped it. */
  'permit.stamped': {
    tv: 1,
    body: z.object({ tokenSha256: sha256Text }),
    personal: null,
    ...rolesOf('stamp'),
  },
  /** The same words under a new serial; the earlier paper verifies as replaced. */
  'permit.replaced': {
    tv: 1,
    body: z.object({
      ...sealedPaper.shape,
      seal: z.enum(['wet', 'electronic']).default('wet'),
      replaced: sealedPaper.pick({ kid: true, series: true, index: true, lastDay: true }),
      reason: z.enum(['lost', 'spoiled', 'corrected']),
      overQuota,
    }),
    personal: z.object({ token: z.string() }),
    ...rolesOf('replace'),
  },
  'permit.revoked': {
    tv: 1,
    body: sealedPaper
      .pick({ kid: true, series: true, index: true, lastDay: true })
      .extend({ reason: z.enum(['withdrawn', 'lost', 'issued-in-error']) }),
    personal: note,
    ...rolesOf('withdraw'),
  },
  'sheet.printed': {
    tv: 1,
    body: z.object({
      sheet: z.string().max(40),
      copies: z.int().positive(),
      /** Sheets of paper this took, where not one a copy: of cards four on a sheet, the first has it. */
      blanks: z.int().nonnegative().max(10_000).optional(),
      /** Set when the sheet had been printed before. */
      reprintReason: reasonCode.nullable(),
      where: z.string().max(200),
    }),
    personal: null,
    ...rolesOf('print'),
  },
  'permit.handed-over': {
    tv: 1,
    /** Null: a paper without a code. */
    body: z.object({ tokenSha256: sha256Text.nullable() }),
    personal: null,
    ...rolesOf('hand-over'),
  },
  'refusal.notified': { tv: 1, body: z.object({}), personal: null, ...rolesOf('notify-refusal') },
  'stop.notified': { tv: 1, body: z.object({}), personal: null, ...rolesOf('notify-stop') },
  'transfer.confirmed': { tv: 1, body: z.object({}), personal: null, ...rolesOf('confirm-transfer') },
} as const satisfies Record<string, EventType>
