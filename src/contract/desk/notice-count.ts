import { z } from 'zod'
import { route } from '../route.ts'

/** Stands by itself, because the first page needs it and none of the rest of notices. */
export const countNotices = route({
  method: 'get',
  path: '/api/notices/attention',
  summary: 'How many notices need somebody',
  for: ['clerk', 'ward-official'],
  answer: z.object({ attention: z.int() }),
})
