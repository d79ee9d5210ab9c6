import { z } from 'zod'
import { route } from '../route.ts'

export const answers = [
  'valid',
  'valid-revocation-stale',
  'wrong-time',
  'wrong-place',
  'not-yet',
  'expired',
  'clock-doubtful',
  'replaced',
  'revoked',
  'unknown-issuer',
  'forged',
  'unreadable',
  'training',
] as const

/** What a permit QR is, judged without a network (qr-token.md section 8). */
export const verdictSchema = z.object({
  answer: z.enum(answers),
  reason: z.string().nullable(),
  /** Hours since the revocation list was due, when stale. */
  ageHours: z.number().nullable(),
  notices: z.array(z.string()),
  /** Signed content, only when the signature holds. */
  content: z
    .object({
      kind: z.enum(['permit', 'market-card', 'organisation']),
      number: z.string(),
      issuer: z.string().nullable(),
      firstDay: z.string(),
      lastDay: z.string(),
      weekdays: z.array(z.number()),
      windows: z.array(z.tuple([z.number(), z.number()])),
      text: z.string().nullable(),
      name: z.string(),
      last4: z.string().nullable(),
      plate: z.string().nullable(),
      organisation: z.string().nullable(),
    })
    .nullable(),
  /** The case of this office the token belongs to, if it does. */
  caseId: z.string().nullable(),
})
export type Verdict = z.infer<typeof verdictSchema>

export const verifyText = route({
  method: 'post',
  path: '/api/verify',
  summary: 'What is this QR text? Works without a network',
  for: 'staff',
  body: z.object({ text: z.string().min(1).max(10_000) }),
  answer: verdictSchema,
})
