import { z } from 'zod'
import { route } from '../route.ts'

const unitSchema = z.object({ code: z.string(), name: z.string() })

export const suggestAddress = route({
  method: 'post',
  path: '/api/addresses/suggest',
  summary: 'Which ward and province of today an address as written on a paper lies in',
  for: 'staff',
  body: z.object({ text: z.string().max(500) }),
  answer: z.object({
    /** Null when not even the province is known: then the address stands as written. */
    province: unitSchema.nullable(),
    /** Set when there is exactly one; offered, never put in unasked. */
    ward: unitSchema.nullable(),
    /** Several that may be meant, when there is not exactly one; at most 8. */
    alternatives: z.array(unitSchema),
    /** `old`: written in the three levels of before 01/07/2025. */
    written: z.enum(['current', 'old']).nullable(),
    /** The unit may have changed its kind (xã, phường) since the data were made. */
    isDoubtful: z.boolean(),
    /** Day of the data, `yyyy-mm-dd`. */
    asOf: z.string(),
  }),
})
