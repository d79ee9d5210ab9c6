import { z } from 'zod'
import { applicantSchema, requestDetailsSchema } from '../../contract/events.ts'
import type { EventLine } from '../../contract/sync/event-line.ts'
import { decrypt } from '../../office/aead.ts'

/** What a registration says of the person. */
export const registrationPersonalSchema = z.object({
  applicant: applicantSchema,
  details: requestDetailsSchema,
})
export type RegistrationPersonal = z.infer<typeof registrationPersonalSchema>
const noteSchema = z.object({ text: z.string() })
const tokenSchema = z.object({ token: z.string() })

/**
 * Opens the personal part of a line with its subject's key (AES-256-GCM, the event id as associated data; PSP/1
 * section 5); null when there is none, the key is not the one, or what is inside has another shape.
 */
export function openRegistration(key: Uint8Array, event: EventLine): RegistrationPersonal | null {
  return registrationPersonalSchema.safeParse(open(key, event)).data ?? null
}

/** The bytes of a sealed paper's token; null when there are none, or the key is not the one. */
export function openToken(key: Uint8Array, event: EventLine): Uint8Array | null {
  const said = tokenSchema.safeParse(open(key, event)).data
  return said ? Uint8Array.from(Buffer.from(said.token, 'base64url')) : null
}

/** The note of an act, in the actor's words; null when there is none. */
export function openNote(key: Uint8Array, event: EventLine): string | null {
  return noteSchema.safeParse(open(key, event)).data?.text ?? null
}

function open(key: Uint8Array, { id, personal }: EventLine): unknown {
  if (!personal) return null
  // 12 bytes are 16 letters: the two parts read as one.
  const plain = decrypt(key, Buffer.from(personal.iv + personal.ct, 'base64url'), id)
  try {
    return plain && JSON.parse(plain.toString('utf8'))
  } catch {
    return null
  }
}
