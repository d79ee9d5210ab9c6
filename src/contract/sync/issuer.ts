import { z } from 'zod'

/** Answer to `POST /issuer-requests`: the eight digits both ends compare by telephone. */
export const issuerAnswerSchema = z.object({
  fingerprint: z.string().regex(/^\d{8}$/),
  /** Whether the key already stands on the published trust list. */
  listed: z.boolean(),
})
export type IssuerAnswer = z.infer<typeof issuerAnswerSchema>
