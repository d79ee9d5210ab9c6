import { z } from 'zod'

/** Every PSP/1 path starts here (PSP/1 section 7). */
export const syncBase = '/sync/v1'

/** Bytes as base64url without padding. */
export const base64url = z.string().regex(/^[A-Za-z0-9_-]*$/)
/** A raw 32-byte public key (Ed25519 or X25519) as base64url. */
const publicKeyText = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
/** An instant of the server's clock, UTC, with milliseconds. */
export const serverInstant = z.iso.datetime()

/** A key that signs receipts; `kid` names it in the receipt's header. Pinned by the PC at enrolment. */
export const receiptKeySchema = z.object({ kid: z.string().min(1).max(64), publicKey: publicKeyText })
export type ReceiptKey = z.infer<typeof receiptKeySchema>

/** The X25519 key subject keys are sealed to; `to` names it (it may be rotated). */
export const subjectKeyRecipientSchema = z.object({ to: z.string().min(1).max(64), publicKey: publicKeyText })
export type SubjectKeyRecipient = z.infer<typeof subjectKeyRecipientSchema>

/** How often a PC may talk, in seconds; told at enrolment and in the meta answer. */
export const intervalsSchema = z.object({
  pushS: z.int().positive(),
  feedWaitS: z.int().positive(),
  heartbeatS: z.int().positive(),
})

/** Media type of JSON bodies. Their own type, so that no framework re-reads bytes that were signed as they are. */
export const pspJson = 'application/psp1+json'
/** Media type of event lines and sealed keys: one JSON line each, ended by LF. */
export const ndjson = 'application/x-ndjson'
