import { z } from 'zod'
import { base64url } from './base.ts'
import { sha256Text } from './event-line.ts'

/**
 * One subject's key on its way to the city: HPKE (RFC 9180) base mode, X25519-HKDF-SHA256, AES-256-GCM, info
 * "psp1 subject key", aad = subject. `sealed` = encapsulated key (32 bytes) then ciphertext (48 bytes).
 * `sha256` is the commitment in the subject's first personal event.
 */
export const sealedSubjectKeySchema = z.object({
  subject: z.string().min(1).max(64),
  sha256: sha256Text,
  to: z.string().min(1).max(64),
  sealed: base64url.length(107),
})
export type SealedSubjectKey = z.infer<typeof sealedSubjectKeySchema>
/** Answer to `POST /wards/{ward}/subject-keys`: how many the server now keeps of those sent. */
export const subjectKeysAnswerSchema = z.object({ kept: z.int().nonnegative() })

/** Most keys asked for at once. */
export const maxKeysWanted = 200

/** A key that is asked for: the subject, and the commitment that stands in its first line. */
export const wantedKeySchema = z.object({ subject: z.string().min(1).max(64), sha256: sha256Text })
export type WantedKey = z.infer<typeof wantedKeySchema>

/**
 * `POST /wards/{ward}/subject-keys/wanted`: keys that the ward's other PCs sealed to the city, for a PC that has to read
 * their lines. `to`: the X25519 public key of the asking PC, base64url; its signature on the request vouches for it.
 */
export const subjectKeysWantedSchema = z.object({
  to: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  wanted: z.array(wantedKeySchema).min(1).max(maxKeysWanted),
})
export type SubjectKeysWanted = z.infer<typeof subjectKeysWantedSchema>

/** The answer: each key that the city has, sealed as `sealedSubjectKeySchema` says, to the asking PC. */
export const subjectKeysFoundSchema = z.object({ keys: z.array(sealedSubjectKeySchema) })
export type SubjectKeysFound = z.infer<typeof subjectKeysFoundSchema>
