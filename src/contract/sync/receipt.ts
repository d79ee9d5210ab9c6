import { z } from 'zod'
import { serverInstant } from './base.ts'
import { sha256Text } from './event-line.ts'

/**
 * What a receipt says (PSP/1 section 10): every line of `stream` up to `headSeq`, whose hash is `headHash`, is in a
 * committed transaction. Carried as a compact JWS (RFC 7515, EdDSA of RFC 8037, `typ` psp1-receipt).
 */
export const receiptSchema = z.object({
  v: z.literal(1),
  stream: z.uuid(),
  headSeq: z.int().nonnegative(),
  headHash: sha256Text,
  ward: z.string(),
  /** Highest feed position of the ward in that commit. */
  pos: z.int().nonnegative(),
  serverTime: serverInstant,
  /** SHA-256 of the JWS text of this stream's receipt before; null on the first. */
  previous: sha256Text.nullable(),
})
export type Receipt = z.infer<typeof receiptSchema>
