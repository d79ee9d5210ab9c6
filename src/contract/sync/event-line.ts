import { z } from 'zod'
import { roles } from '../../domain/roles.ts'

/** base64url of a SHA-256, 43 characters. */
export const sha256Text = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
export const wardCode = z.string().regex(/^\d{5}$/)

/**
 * One journal entry as it is hashed, stored, sent and forwarded: one UTF-8 JSON line (PSP/1 section 3).
 * The line's bytes are its only valid form; this schema judges a parsed copy and is never used to write one.
 */
export const eventLineSchema = z.object({
  v: z.literal(1),
  stream: z.uuid(),
  /** 1, 2, 3 … without holes. */
  seq: z.int().positive(),
  /** Hash of the line before; of the stream's opening record for seq 1. */
  prev: sha256Text,
  /** Unique in the ward across all streams; made before the first write (R2). */
  id: z.uuid(),
  type: z
    .string()
    .regex(/^[a-z][a-z-]*\.[a-z][a-z-]*$/)
    .max(64),
  tv: z.int().positive(),
  ward: wardCode,
  /** What the event is about: a case, a staff member, the office. */
  subject: z.string().min(1).max(64),
  /** Version of the subject the actor saw. */
  baseVer: z.int().nonnegative(),
  /** Lamport counter. */
  lc: z.int().positive(),
  at: z.object({
    wall: z.iso.datetime({ offset: true }),
    mono: z.int().nonnegative(),
    boot: z.string().max(64),
    offsetMs: z.int().nullable(),
    offsetAgeS: z.int().nonnegative().nullable(),
  }),
  actor: z.object({
    user: z.string().min(1).max(64),
    role: z.enum([...roles, 'system']),
    session: z.string().max(64),
  }),
  /** Never a personal field. */
  body: z.record(z.string(), z.json()),
  /** Personal fields, AES-256-GCM under the subject's key; iv 12 bytes, ct includes the 16-byte tag; base64url. */
  personal: z.object({ iv: z.string().length(16), ct: z.string() }).optional(),
  /** In the subject's first personal event: a commitment to its key (SHA-256 of the 32 bytes), never the key. */
  subjectKey: z.object({ sha256: sha256Text }).optional(),
  blobs: z.array(z.object({ sha256: sha256Text, size: z.int(), type: z.string() })).optional(),
})
export type EventLine = z.infer<typeof eventLineSchema>

/** What opens a stream; its hash is `prev` of the first line. Written and hashed as one JSON line too. */
export const streamOpeningSchema = z.object({
  v: z.literal(1),
  opening: z.literal(true),
  stream: z.uuid(),
  ward: wardCode,
  /** base64url(SHA-256(SPKI)) of the device key that signs the pushes. */
  device: sha256Text,
  reason: z.enum(['enrolment', 'restore', 'fork', 'key-change', 'wiped']),
  previous: z.object({ stream: z.uuid(), seq: z.int(), hash: sha256Text }).nullable(),
  at: z.iso.datetime({ offset: true }),
  /** Ed25519 of the device key over `streamOpeningText`, base64url. Records of the first version have none. */
  proof: z
    .string()
    .regex(/^[A-Za-z0-9_-]{86}$/)
    .optional(),
})
export type StreamOpening = z.infer<typeof streamOpeningSchema>

/** What the proof of an opening record signs: who opens which stream after which, one value a line. */
export function streamOpeningText(opening: Omit<StreamOpening, 'proof'>): string {
  const { stream, ward, device, reason, previous, at } = opening
  const before = previous ? [previous.stream, previous.seq, previous.hash] : ['', '', '']
  return ['psp1 stream opening', stream, ward, device, reason, ...before, at].join('\n')
}
