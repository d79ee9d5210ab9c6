import { z } from 'zod'
import {
  base64url,
  intervalsSchema,
  receiptKeySchema,
  serverInstant,
  subjectKeyRecipientSchema,
} from './base.ts'
import { sha256Text, wardCode } from './event-line.ts'

/** The one-time code an administrator reads to the PC: 10 characters of RFC 4648 base32, 15 minutes, one use. */
export const enrolmentCode = z.string().regex(/^[A-Z2-7]{10}$/)

/**
 * A PC asks to be let in. `signature` is Ed25519 by the device key over `enrolmentText`, so nobody can enrol a key he
 * does not hold. `issuerRequest` is the QR issuer's self-signed request (token kind 6), where this PC will issue.
 */
export const enrolmentRequestSchema = z.object({
  code: enrolmentCode,
  /** DER SubjectPublicKeyInfo of the Ed25519 device key. */
  spki: base64url.min(1).max(128),
  issuerRequest: base64url.max(1024).nullable(),
  appVersion: z.string().min(1).max(32),
  signature: base64url.min(86).max(86),
})
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>

/** The text an enrolment request signs: its own fields, one a line. */
export function enrolmentText(request: Omit<EnrolmentRequest, 'signature'>): string {
  return ['psp1 enrolment', request.code, request.spki, request.issuerRequest ?? '', request.appVersion].join(
    '\n',
  )
}

/** What a PC keeps of the city it belongs to. */
export const enrolmentAnswerSchema = z.object({
  /** base64url(SHA-256(SPKI)): also the `keyid` of its signatures and the `device` of its stream openings. */
  deviceId: sha256Text,
  city: z.string(),
  ward: wardCode,
  wardName: z.string(),
  /** Letters of this PC in the numbers it gives out; unique in the ward for ever. */
  letters: z.string().regex(/^[A-Z]{1,3}$/),
  receiptKeys: z.array(receiptKeySchema).min(1),
  subjectKey: subjectKeyRecipientSchema,
  /** Raw Ed25519 public keys that may sign trust lists, hex. */
  roots: z.array(z.string().regex(/^[0-9a-f]{64}$/)).min(1),
  /** Eight digits of the issuer key, to be compared by telephone; null when none was asked for. */
  issuerFingerprint: z.string().nullable(),
  intervals: intervalsSchema,
  feedEpoch: z.string().min(1),
  serverTime: serverInstant,
})
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>

/** State of the asking device. */
export const deviceStateSchema = z.object({
  deviceId: sha256Text,
  ward: wardCode,
  letters: z.string(),
  state: z.enum(['active', 'suspended', 'revoked']),
  openStream: z.uuid().nullable(),
  serverTime: serverInstant,
})
