import { z } from 'zod'
import { route } from '../route.ts'

/** Who keeps blank paper and closes its day. */
export const stockPeople = ['clerk', 'ward-police', 'administrator'] as const

/** Stands by itself, because the first page needs it and none of the rest of stock. */
export const readStockStanding = route({
  method: 'get',
  path: '/api/stock/standing',
  summary: 'Whether this PC keeps account of blank paper, and an earlier day still has to be closed',
  for: stockPeople,
  answer: z.object({
    /** Whether this PC keeps account of blank paper. */
    accounts: z.boolean(),
    /** The day (yyyy-mm-dd) that was not closed; null: none. */
    lateDay: z.string().nullable(),
  }),
})
