import { z } from 'zod'
import { base64url, serverInstant } from './base.ts'
import { sha256Text, wardCode } from './event-line.ts'

/**
 * The PCs of a ward that may send: the id of each, its Ed25519 key, base64url, and its open stream. Carried as a compact JWS signed by
 * the receipt key (`typ` psp1-members), so that a PC can ask who belongs to its ward while the city is away.
 */
export const wardMembersSchema = z.object({
  v: z.literal(1),
  ward: wardCode,
  at: serverInstant,
  devices: z.array(z.object({ device: sha256Text, key: base64url.length(43), stream: z.uuid().nullable() })),
})
export type WardMembers = z.infer<typeof wardMembersSchema>

/** A list older than this proves nobody any more, days. */
export const mostMembersDays = 30

/** Answer to `GET /wards/{ward}/devices`: the list as it is signed. */
export const membersAnswerSchema = z.object({ list: z.string() })
