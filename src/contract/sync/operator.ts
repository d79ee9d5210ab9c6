import { z } from 'zod'
import { printed, printedOrNull } from '../printed.ts'
import { serverInstant } from './base.ts'
import { cityDecisionSchema } from './city-lines.ts'
import { sha256Text, wardCode } from './event-line.ts'

/** Every path of the city's operators starts here; beside PSP/1, for people who work at the city. */
export const operatorBase = '/operator/v1'

/**
 * What an operator may do: `case-officer` decides cases, `publisher` publishes packs and keeps keys and lists,
 * `auditor` reads the audit, `administrator` all of it.
 */
export const operatorRoles = ['case-officer', 'publisher', 'auditor', 'administrator'] as const
export type OperatorRole = (typeof operatorRoles)[number]

/** Whether a text names a role of an operator. */
export function isOperatorRole(text: string | undefined): text is OperatorRole {
  return operatorRoles.some((role) => role === text)
}

/** Why an operator's request was refused. */
const operatorProblemCodes = [
  'not-signed-in',
  'role-not-allowed',
  'not-found',
  'malformed',
  'too-large',
  'too-many-requests',
  'already-decided',
  'case-left',
  'pack-version-taken',
  'pack-unreadable',
  'ward-unknown',
  'wrong-fingerprint',
  'unknown-key',
  'key-withdrawn',
  'key-listed',
  'unknown-checkpoint',
  'fault',
] as const
export type OperatorProblemCode = (typeof operatorProblemCodes)[number]

/** An RFC 9457 problem of the operators' interface; `detail` is one Vietnamese sentence. */
export const operatorProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(operatorProblemCodes),
  detail: z.string(),
})
export type OperatorProblem = z.infer<typeof operatorProblemSchema>

/** Who asks. */
export const operatorSelfSchema = z.object({
  name: z.string(),
  fullName: z.string(),
  role: z.enum(operatorRoles),
  city: z.string(),
})

/** One case before the city, without anything personal. */
const cityCaseSchema = z.object({
  ward: wardCode,
  wardName: z.string(),
  caseId: z.string(),
  /** The event that put it before the city; a decision names it, so that it meets the case that was read. */
  submission: z.uuid(),
  /** Dossier number; null when the registration cannot be read. */
  number: z.string().nullable(),
  category: z.int().nullable(),
  pack: z.string().nullable(),
  packVersion: z.int().nullable(),
  submittedAt: serverInstant,
  state: z.enum(['waiting', 'decided', 'left']),
  decision: z.enum(['approved', 'refused']).nullable(),
  reference: z.string().nullable(),
  decidedBy: z.string().nullable(),
  decidedAt: z.string().nullable(),
})
export type CityCase = z.infer<typeof cityCaseSchema>
export const cityCasesSchema = z.object({ items: z.array(cityCaseSchema) })

/**
 * A case as the operator reads it before deciding. `personal` is what its registration says of the applicant, opened
 * with the subject's key; `sealed`: the key is not here (not sent yet, or erased).
 */
export const cityCaseFileSchema = cityCaseSchema.extend({
  schedule: z.unknown(),
  dueAt: z.string().nullable(),
  personal: z.discriminatedUnion('outcome', [
    z.object({ outcome: z.literal('opened'), applicant: z.unknown(), details: z.unknown() }),
    z.object({ outcome: z.literal('sealed') }),
    z.object({ outcome: z.literal('unreadable') }),
  ]),
  /** Notes of the ward's acts, oldest first. */
  notes: z.array(z.object({ type: z.string(), at: z.string(), user: z.string(), text: z.string() })),
})
export type CityCaseFile = z.infer<typeof cityCaseFileSchema>

/** A decision as an operator gives it; a refusal needs its reason. */
export const decisionRequestSchema = z
  .object({
    submission: z.uuid(),
    decision: cityDecisionSchema.shape.decision,
    reference: printed(40),
    reasonCode: cityDecisionSchema.shape.reasonCode,
    note: printedOrNull(300),
  })
  .refine(({ decision, reasonCode }) => (decision === 'refused') === (reasonCode !== null), {
    path: ['reasonCode'],
  })
export type DecisionRequest = z.infer<typeof decisionRequestSchema>

/** What became of it: the line in the ward's feed. Asking again with the same words gives the same answer. */
export const decisionAnswerSchema = z.object({ line: sha256Text, decidedAt: z.string() })

/** A published pack. `sha256` is its address: that of the envelope's bytes. */
export const publishedPackSchema = z.object({
  sha256: sha256Text,
  id: z.string(),
  version: z.int(),
  effectiveFrom: z.iso.date(),
  publishedAt: serverInstant,
  /** Also for wards that join later. */
  forAll: z.boolean(),
  wards: z.array(wardCode),
})
export type PublishedPack = z.infer<typeof publishedPackSchema>
export const publishedPacksSchema = z.object({ items: z.array(publishedPackSchema) })

/** A key that asks to sign papers, or does. `fingerprint`: eight digits compared by telephone. */
const issuingKeySchema = z.object({
  kid: z.string(),
  fingerprint: z.string(),
  ward: wardCode,
  name: z.string(),
  firstDay: z.iso.date(),
  lastDay: z.iso.date(),
  requestedAt: z.string(),
  confirmedAt: z.string().nullable(),
  withdrawn: z.object({ since: z.iso.date(), reason: z.enum(['retired', 'compromised']) }).nullable(),
})
export type IssuingKey = z.infer<typeof issuingKeySchema>
export const issuingKeysSchema = z.object({ items: z.array(issuingKeySchema) })
/** What the other end read out on the telephone; blanks are forgiven. */
export const confirmKeySchema = z.object({ fingerprint: z.string().max(20) })
export const withdrawKeySchema = z.object({
  reason: z.enum(['retired', 'compromised']),
  since: z.iso.date(),
})

/** A checkpoint's device that may send checks, or might until it was revoked; where and when it was last heard of. */
const pairedCheckpointSchema = z.object({
  id: z.uuid(),
  pairedAt: serverInstant,
  seenAt: serverInstant.nullable(),
  place: z.string().nullable(),
  placeWard: wardCode.nullable(),
  revokedAt: serverInstant.nullable(),
})
export const pairedCheckpointsSchema = z.object({ items: z.array(pairedCheckpointSchema) })

/** What an act is told with in the audit; never anything personal. */
export const auditDetailSchema = z.record(z.string(), z.union([z.string(), z.number(), z.null()]))
export type AuditDetail = Readonly<z.infer<typeof auditDetailSchema>>

/** One row of the city's audit. */
const auditEntrySchema = z.object({
  seq: z.int(),
  at: serverInstant,
  operator: z.string(),
  act: z.string(),
  detail: auditDetailSchema,
  hash: sha256Text,
})
export const auditPageSchema = z.object({ items: z.array(auditEntrySchema) })
