import { z } from 'zod'
import { route } from '../route.ts'

/**
 * Leaves an empty installation for the training office (*văn phòng tập huấn*), which has its own data folder. The
 * shell answers it, not the office, and only while the office is `new`; otherwise it refuses `office-already-set-up`.
 * `address` is where the training office is; null when it takes the place of this one, at this address.
 */
export const openTraining = route({
  method: 'post',
  path: '/api/shell/training',
  summary: 'Open the training office instead of an office that is not set up yet',
  for: 'anyone',
  answer: z.object({ address: z.url().nullable() }),
})
