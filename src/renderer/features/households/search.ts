import { z } from 'zod'

/** Which part is open, and which list of cards: nobody's data. */
export const householdsSearch = z.object({
  view: z.enum(['roster', 'days', 'cards']).optional().catch(undefined),
  list: z.uuid().optional().catch(undefined),
})
